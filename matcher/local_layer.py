"""A council's own layer upon the shipped knowledge: what it may add, and what it may not do.

It may add entries of its own, set a national recommendation aside with a reason that is shown, say
whom to tell here, and word a question or note otherwise. It may not hide or weaken an act-first
notice, nor change a national entry in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from matcher.conditions import facts_of
from matcher.diagnostics import KnowledgeProblem
from matcher.facts import Fact, FactBook, FactGroup
from matcher.knowledge import Knowledge
from matcher.local_changes import LocalContact, LocalWording, SetAsideHere
from matcher.validation import placed, problems_of
from matcher.yaml_reader import KnowledgeReader

__all__ = ["LocalParts", "add_layer", "is_safety_file", "safety_facts"]

MARK = "Local: "
"""Stands before each sentence of a council's own, wherever it is shown."""
_MARKED = {
    "recommendations": "title",
    "act_first": "title",
    "practice_notes": "says",
    "contradictions": "says",
    "cautions": "says",
    "nothing_named": "says",
    "side_by_side": "subject",
    "signs": "says",
    "sign_steps": "says",
    "set_aside": "says",
}
"""The sentence of each kind of entry that is shown wherever the entry is."""
_SAFETY_FILES = ("notices.yaml", "changes.yaml")

Found = tuple[str, str, bool]
"""The id at fault, what is wrong and how to mend it, and whether it touches safety."""


@dataclass(frozen=True, kw_only=True)
class LocalParts:
    """What the files of a layer hold, before it is judged."""

    reader: KnowledgeReader
    lists: Mapping[str, tuple[Any, ...]]
    groups: tuple[FactGroup, ...]
    facts: tuple[Fact, ...]
    set_aside: tuple[SetAsideHere, ...]
    contacts: tuple[LocalContact, ...]
    wording: tuple[LocalWording, ...]


def is_safety_file(name: str) -> bool:
    """Say whether a file of a layer may hold act-first notices, or what is said of them."""
    return name in _SAFETY_FILES


def safety_facts(knowledge: Knowledge) -> frozenset[str]:
    """Return the facts that the act-first notices turn on."""
    conditions = [c for item in knowledge.act_first for c in (item.when, item.unless) if c]
    return frozenset(fact for condition in conditions for fact in facts_of(condition))


def add_layer(national: Knowledge, parts: LocalParts) -> tuple[Knowledge, list[KnowledgeProblem]]:
    """Return the knowledge with a layer, and everything that is wrong with the layer."""
    reader = parts.reader
    found = [*reader.problems, *_placed(_problems(national, parts), reader)]
    if not found:
        merged = _merged(national, parts)
        found = problems_of(merged, reader.documents, reader.files.folder, only_local=True)
        if not found:
            return merged, []
    return national, [_with_safety(each, reader) for each in found]


def _with_safety(problem: KnowledgeProblem, reader: KnowledgeReader) -> KnowledgeProblem:
    """Return a problem that says whether it stands among the act-first notices."""
    notices = reader.documents.get("notices.yaml") or {}
    if problem.file.name != "notices.yaml" or "act_first" not in notices:
        return problem
    first = notices.lc.key("act_first")[0] + 1  # type: ignore[attr-defined]
    after = [notices.lc.key(key)[0] + 1 for key in notices]  # type: ignore[attr-defined]
    last = min((line for line in after if line > first), default=None)
    inside = first <= (problem.line or 0) and (last is None or (problem.line or 0) < last)
    return replace(problem, safety=problem.safety or inside)


def _placed(found: Iterable[Found], reader: KnowledgeReader) -> Iterator[KnowledgeProblem]:
    for id, text, safety in found:
        problem = placed(id, text, reader.documents, reader.files.folder)
        yield replace(problem, safety=safety)


def _problems(national: Knowledge, parts: LocalParts) -> Iterator[Found]:
    yield from _taken_ids(national, parts)
    for fact in parts.facts:
        yield from _of_fact(fact, national)
    for aside in parts.set_aside:
        yield from _of_set_aside(aside, national)
    notices = {item.id for item in (*national.act_first, *parts.lists["act_first"])}
    for contact in parts.contacts:
        if contact.notice not in notices:
            yield contact.notice, "is not an act-first notice: contacts belong to one", True
    for word in parts.wording:
        yield from _of_wording(word, national)


def _taken_ids(national: Knowledge, parts: LocalParts) -> Iterator[Found]:
    """Yield each local entry that would stand in the place of a national one."""
    lists = {**parts.lists, "groups": parts.groups, "facts": parts.facts}
    for name, entries in lists.items():
        held = getattr(national.facts if name in ("groups", "facts") else national, name)
        key = "url" if name == "links" else "id"
        taken = {getattr(each, key) for each in held}
        for each in entries:
            id = getattr(each, key)
            if id in taken:
                safety = name == "act_first" or id in safety_facts(national)
                yield id, _MENDS.get(name, _MENDS[""]), safety


_MENDS = {
    "": "is a shipped entry, which a local file may not change: use an id of your own",
    "recommendations": (
        "is a national recommendation, whose condition a local file may not change: "
        "add one of your own, or set this one aside under set_aside_here in changes.yaml"
    ),
    "sources": "is a national source: name the file, its source and its ids otherwise",
    "act_first": (
        "is a national act-first notice, which may not be hidden or weakened: use an id of your "
        "own, or say whom to tell here under contacts in changes.yaml"
    ),
    "facts": (
        "is a national fact, whose meaning a local file may not change: use an id of your own, "
        "or ask it in other words under wording in changes.yaml"
    ),
}


def _of_fact(fact: Fact, national: Knowledge) -> Iterator[Found]:
    """Yield each national fact that a local one would answer without saying so."""
    sets = {id for choice in fact.choices for id in choice.sets}
    sets |= {fact.opposite_of} if fact.opposite_of else set()
    for id in sorted(sets & national.facts.by_id.keys()):
        text = f"would answer the national fact {id} in silence: leave out sets and opposite_of"
        yield fact.id, text, id in safety_facts(national)
    if fact.asked_first is not None:
        yield fact.id, "asked_first belongs to the shipped questions of safety: leave it out", True


def _of_set_aside(aside: SetAsideHere, national: Knowledge) -> Iterator[Found]:
    id = aside.recommendation
    item = national.recommendation.get(id)
    if id in {notice.id for notice in national.act_first}:
        yield id, "is an act-first notice, which may not be set aside: take the entry out", True
    elif item is None:
        yield id, "is not a national recommendation: write its id as on /knowledge", False
    elif item.strength == "duty":
        yield id, "is a duty, which may not be set aside: take the entry out", False
    elif not aside.reason.strip():
        yield id, "needs a reason, which is shown where the option stands", False


def _of_wording(word: LocalWording, national: Knowledge) -> Iterator[Found]:
    asked = {name for name in ("label", "question", "hint") if getattr(word, name) is not None}
    if word.of in {item.id for item in national.act_first} | safety_facts(national):
        text = "is about safety and keeps the shipped words: say whom to tell under contacts"
        yield word.of, text, True
    elif word.of in national.facts.by_id:
        if word.says is not None or not asked:
            yield word.of, "is a fact: give its label, question or hint, and no says", False
    elif word.of in {note.id for note in national.practice_notes}:
        if word.says is None or asked:
            yield word.of, "is a practice note: give says, and nothing else", False
    else:
        yield word.of, "is neither a shipped fact nor a practice note", False


def _merged(national: Knowledge, parts: LocalParts) -> Knowledge:
    """Return the knowledge with every entry of the layer, each marked where it is shown."""
    added: dict[str, Any] = {
        name: (*getattr(national, name), *(_marked(each, name) for each in entries))
        for name, entries in parts.lists.items()
    }
    asides = {each.recommendation: each for each in parts.set_aside}
    added["recommendations"] = tuple(
        replace(item, set_aside_here=asides[item.id]) if item.id in asides else item
        for item in added["recommendations"]
    )
    words = {each.of: each for each in parts.wording}
    added["practice_notes"] = tuple(
        replace(note, says=MARK + str(words[note.id].says)) if note.id in words else note
        for note in added["practice_notes"]
    )
    added["act_first"] = tuple(_with_contacts(each, parts.contacts) for each in added["act_first"])
    return replace(national, facts=_facts(national.facts, parts, words), **added)


def _marked(entry: Any, name: str) -> Any:
    shown = [_MARKED[name]] if name in _MARKED else []
    if name == "recommendations" and entry.name:
        shown.append("name")  # what people call it is shown alone in places
    return replace(entry, **{part: MARK + getattr(entry, part) for part in shown})


def _with_contacts(notice: Any, contacts: Iterable[LocalContact]) -> Any:
    here = [MARK + each.says for each in contacts if each.notice == notice.id]
    return replace(notice, says=" ".join([notice.says, *here])) if here else notice


def _facts(national: FactBook, parts: LocalParts, words: Mapping[str, LocalWording]) -> FactBook:
    worded = tuple(
        _worded(fact, words[fact.id]) if fact.id in words else fact for fact in national.facts
    )
    own = tuple(replace(f, hint=MARK + (f.hint or "asked by this council")) for f in parts.facts)
    return FactBook(
        groups=(*national.groups, *parts.groups),
        facts=(*worded, *own),
        roles=national.roles,
        asking=national.asking,
    )


def _worded(fact: Fact, word: LocalWording) -> Fact:
    given = {k: v for k in ("label", "question", "hint") if (v := getattr(word, k)) is not None}
    hint = given.get("hint") or fact.hint
    return replace(
        fact, **{**given, "hint": f"{MARK}other words than shipped. {hint or ''}".rstrip()}
    )
