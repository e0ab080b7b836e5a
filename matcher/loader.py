"""Reading `data/`: strict, and every problem at once with its file and line.

What is dated is read once for each period in which nothing changes. A council's own layer is read
the same way and added by `matcher.local_layer`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from matcher.citations import Link
from matcher.conditions import Says, Term
from matcher.contacts import Contact
from matcher.dated_files import periods_of
from matcher.diagnostics import KnowledgeError, KnowledgeProblem, line_at
from matcher.facts import Fact, FactBook, FactGroup
from matcher.in_force import Period
from matcher.knowledge import (
    ActFirst,
    Contradiction,
    Knowledge,
    NothingNamed,
    PracticeNote,
    Recommendation,
    SetAside,
    SharedCaution,
    SideBySide,
    Source,
    TodaysName,
)
from matcher.local_changes import LocalContact, LocalWording, SetAsideHere
from matcher.local_layer import LocalParts, add_layer, is_safety_file
from matcher.programmes import Programme
from matcher.signs_data import LeftOut, Sign, SignGroup, SignStep
from matcher.validation import problems_of
from matcher.yaml_files import YamlFiles
from matcher.yaml_reader import NOTHING, KnowledgeReader

__all__ = ["CASES", "DATA", "LOCAL", "KnowledgeError", "documents", "load"]


_HERE = Path(__file__).resolve().parent
_PACKED = _HERE.parent / "waymark_files" / "data"
DATA = _PACKED if _PACKED.is_dir() else _HERE.parent / "data"
"""The knowledge files: packed beside the packages in a wheel, `data/` in a checkout."""

CASES = DATA.parent / "cases" if _PACKED.is_dir() else _HERE.parent / "tests" / "cases"
"""The cases of the shipped recommendations."""

LOCAL = (Path.cwd() if _PACKED.is_dir() else _HERE.parent) / "instance" / "knowledge"
"""A council's own layer, where there is one."""

_FACTS = {"facts.yaml": ("groups", "facts")}
_CHANGES = {"changes.yaml": ("set_aside_here", "contacts", "wording")}
_PARTS = {
    "terms.yaml": ("terms",),
    "programmes.yaml": ("programmes",),
    "contacts.yaml": ("contacts",),
    "notices.yaml": ("act_first", "practice_notes", "contradictions", "cautions", "set_aside"),
    "nothing_named.yaml": ("nothing_named",),
    "side_by_side.yaml": ("side_by_side",),
    "links.yaml": ("links",),
    "names.yaml": ("names",),
    "signs.yaml": ("groups", "signs", "steps", "left_out"),
}
"""The files that are nothing but lists of entries, and the names of their lists."""


def load(data: Path = DATA, local: Path | None = None) -> Knowledge:
    """Return everything that `data` holds, with the layer of a council in `local`.

    Of what is dated, the last edition; `Knowledge.on` gives that of any day. A layer with problems
    is left out, and `left_out` says why. Raises KnowledgeError with every problem of the shipped
    files, each with its file and line; also where a problem of the layer touches safety.
    """
    shipped = YamlFiles(data)
    shipped.read(_names(data))
    if local is None or not local.is_dir():
        return _editions(shipped, None)
    own = YamlFiles(local, may_be_missing=True)
    own.read(_local_names(local))
    try:
        return _editions(shipped, own)
    except KnowledgeError as error:
        problems = error.problems
        if any(each.safety or not each.file.is_relative_to(local) for each in problems):
            raise
    return _editions(shipped, None, left_out=problems)


def documents(data: Path = DATA) -> dict[str, Any]:
    """Return every file of a folder that is matched by, as it is written, by its name."""
    files = YamlFiles(data)
    names = (name for name in (*_names(data), *_CHANGES) if (data / name).is_file())
    return {name: files.document(name) for name in names}


def _names(data: Path) -> tuple[str, ...]:
    return ("facts.yaml", *_PARTS, *_rule_files(data))


def _local_names(local: Path) -> tuple[str, ...]:
    return (*_names(local), *_CHANGES)


def _rule_files(data: Path) -> list[str]:
    return sorted(f"rules/{path.name}" for path in (data / "rules").glob("*.yaml"))


def _editions(
    shipped: YamlFiles, own: YamlFiles | None, left_out: tuple[KnowledgeProblem, ...] = ()
) -> Knowledge:
    """Return the last of the editions, which knows the others."""
    unread = [*shipped.problems, *(_marked(own.problems, own.folder) if own else ())]
    files = [shipped, *([own] if own else [])]
    periods = periods_of(document for each in files for document in each.documents.values())
    if shipped.problems or (own and own.problems):
        periods = periods[-1:]
    made: list[Knowledge] = []
    problems: dict[str, KnowledgeProblem] = {str(each): each for each in unread}
    for period in periods:
        knowledge, found = _edition(shipped, own, period)
        problems |= {str(each): each for each in found}
        made.append(replace(knowledge, in_force=period, editions=made, left_out=left_out))
    if problems:
        raise KnowledgeError(tuple(problems.values()))
    return made[-1]


def _marked(problems: Iterable[KnowledgeProblem], local: Path) -> list[KnowledgeProblem]:
    return [
        replace(each, safety=True)
        if is_safety_file(each.file.relative_to(local).as_posix())
        else each
        for each in problems
    ]


def _edition(
    shipped: YamlFiles, own: YamlFiles | None, period: Period
) -> tuple[Knowledge, list[KnowledgeProblem]]:
    """Return what is in force in a period, and what is wrong with it."""
    reader = KnowledgeReader(shipped, period.first or period.last)
    for name, parts in _PARTS.items():
        reader.expect(name, parts)
    links = reader.each("links.yaml", "links", Link)
    reader.links.update((link.url, link) for link in links)
    _read_terms(reader)
    facts = reader.whole("facts.yaml", FactBook)
    if not _rule_files(shipped.folder):
        reader.note("rules", None, "holds no recommendations: one .yaml file a source")
    knowledge = Knowledge(
        facts=facts or FactBook(groups=(), facts=()), links=links, **_lists(reader)
    )
    broken = shipped.problems or reader.problems
    problems = reader.problems + (
        [] if broken else problems_of(knowledge, reader.documents, shipped.folder)
    )
    if own is None or problems or broken:
        return knowledge, problems
    return add_layer(knowledge, _local_parts(own, reader))


def _local_parts(own: YamlFiles, base: KnowledgeReader) -> LocalParts:
    """Return what a council's own layer holds; what it may hold is judged with the rest."""
    reader = KnowledgeReader(own, base.day, base)
    expected = {**_PARTS, **_FACTS, **_CHANGES}
    for name, parts in expected.items():
        reader.expect(name, parts)
    for path in sorted(own.folder.glob("*")):
        if path.name not in (*expected, "rules", "cases") and not path.name.startswith("."):
            names = ", ".join(sorted(expected))
            reader.note(path.name, None, f"is not read: name it as one of {names}")
    links = reader.each("links.yaml", "links", Link)
    reader.links.update((link.url, link) for link in links)
    _read_terms(reader)
    return LocalParts(
        reader=reader,
        lists={**_lists(reader), "links": links},
        groups=reader.each("facts.yaml", "groups", FactGroup),
        facts=reader.each("facts.yaml", "facts", Fact),
        set_aside=reader.each("changes.yaml", "set_aside_here", SetAsideHere),
        contacts=reader.each("changes.yaml", "contacts", LocalContact),
        wording=reader.each("changes.yaml", "wording", LocalWording),
    )


def _read_terms(reader: KnowledgeReader) -> None:
    """Gather the terms; each may use those above it, and none may hide a fact or another term."""
    for path, entry in reader.entries("terms.yaml", "terms"):
        term = reader.part("terms.yaml", entry, Term, path) or _stand_in(entry)
        if term.id in reader.terms or term.id in reader.facts:
            line = line_at(reader.document("terms.yaml"), path)
            reader.note("terms.yaml", line, f"{term.id}: this id is used twice")
        reader.terms[term.id] = term


def _stand_in(entry: object) -> Term:
    """Return a term for one with problems, so that its uses are not reported as well."""
    id = str(entry.get("id")) if isinstance(entry, dict) else ""
    return Term(id=id, when=NOTHING, says=Says(met="", not_met="", not_known=""))


def _lists(reader: KnowledgeReader) -> dict[str, Any]:
    """Return each list of `Knowledge` with what the files hold of it."""
    names = _rule_files(reader.files.folder)
    sources = [source for name in names if (source := _source(reader, name))]
    return {
        "sources": tuple(sources),
        "recommendations": tuple(item for name in names for item in _recommendations(reader, name)),
        "programmes": reader.each("programmes.yaml", "programmes", Programme),
        "act_first": reader.each("notices.yaml", "act_first", ActFirst),
        "practice_notes": reader.each("notices.yaml", "practice_notes", PracticeNote),
        "contradictions": reader.each("notices.yaml", "contradictions", Contradiction),
        "contacts": reader.each("contacts.yaml", "contacts", Contact),
        "set_aside": reader.each("notices.yaml", "set_aside", SetAside),
        "cautions": reader.each("notices.yaml", "cautions", SharedCaution),
        "nothing_named": reader.each("nothing_named.yaml", "nothing_named", NothingNamed),
        "side_by_side": reader.each("side_by_side.yaml", "side_by_side", SideBySide),
        "sign_groups": reader.each("signs.yaml", "groups", SignGroup),
        "signs": reader.each("signs.yaml", "signs", Sign),
        "sign_steps": reader.each("signs.yaml", "steps", SignStep),
        "names": reader.each("names.yaml", "names", TodaysName),
        "signs_left_out": reader.each("signs.yaml", "left_out", LeftOut),
    }


def _source(reader: KnowledgeReader, name: str) -> Source | None:
    head = dict(reader.document(name))
    if not head:
        return None
    head.pop("recommendations", None)
    head["id"] = head.pop("source", None)
    if head["id"] != Path(name).stem:
        line = line_at(reader.document(name), "$.source")
        reader.note(name, line, f"source: should be {Path(name).stem}, the name of the file")
    if type(head.get("published")) is date:
        head["published"] = head["published"].isoformat()
    head.setdefault("url_note", None)
    return reader.part(name, head, Source, "$")


def _recommendations(reader: KnowledgeReader, name: str) -> tuple[Recommendation, ...]:
    head = reader.document(name)

    def cited(entry: object) -> object:
        if not isinstance(entry, dict):
            return entry
        # The parts of a citation are checked where they are written; here they need only be text.
        url = entry.get("url", str(head.get("url")))
        citation = {"source": str(head.get("name")), "ref": str(entry.get("ref")), "url": url}
        own = {"checked_on": head.get("checked_on")} | {k: entry[k] for k in entry if k != "url"}
        return own | {"citation": citation}

    return reader.each(name, "recommendations", Recommendation, cited)
