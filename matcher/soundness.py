"""What a person can get wrong in files that read well: ids that lead nowhere, ids used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from matcher.facts import Fact
from matcher.knowledge import Knowledge, Programme, Recommendation
from matcher.placed import Placed, line_at

__all__ = ["problems_of"]

Found = tuple[str, str]
"""The id of the entry at fault and what is wrong with it."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def problems_of(knowledge: Knowledge, documents: Mapping[str, Any], data: Path) -> list[Placed]:
    """Return every broken reference and every repeated id, with its place."""
    found = [
        *(problem for entries in _lists(knowledge) for problem in _repeats(entries)),
        *(problem for fact in knowledge.facts.facts for problem in _of_fact(fact, knowledge)),
        *(problem for item in knowledge.recommendations for problem in _of_rule(item, knowledge)),
        *(problem for item in knowledge.programmes for problem in _of_programme(item, knowledge)),
        *(
            problem
            for item in knowledge.contradictions
            for problem in _unknown(item.id, item.facts, knowledge.facts.by_id, "fact")
        ),
    ]
    return [_placed(id, text, documents, data) for id, text in found]


def _lists(knowledge: Knowledge) -> tuple[Sequence[_HasId], ...]:
    return (
        knowledge.facts.groups,
        knowledge.facts.facts,
        knowledge.recommendations,
        knowledge.programmes,
        knowledge.act_first,
        knowledge.practice_notes,
        knowledge.contradictions,
    )


def _repeats(entries: Iterable[_HasId]) -> Iterator[Found]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            yield entry.id, "this id is used twice"
        seen.add(entry.id)


def _of_fact(fact: Fact, knowledge: Knowledge) -> Iterator[Found]:
    if fact.group not in {group.id for group in knowledge.facts.groups}:
        yield fact.id, f"group {fact.group} is not one of the groups"
    if fact.type == "boolean" and not (fact.says.met and fact.says.not_met):
        yield fact.id, "a yes-or-no fact says met, not_met and not_known"
    if (fact.type == "choice") != bool(fact.choices):
        yield fact.id, "choices belong to a fact of type choice, and only to one"


def _of_rule(item: Recommendation, knowledge: Knowledge) -> Iterator[Found]:
    if item.id.partition(":")[0] not in {source.id for source in knowledge.sources}:
        yield item.id, "the part before the colon should be the file's source"
    if not item.when or not item.delivery:
        yield item.id, "needs at least one condition in when and one line in delivery"
    yield from _unknown(item.id, item.programmes, knowledge.programme, "programme")
    for near in item.near_matches:
        yield from _unknown(item.id, near.sets_aside, knowledge.facts.by_id, "fact")
        yield from _unknown(item.id, near.instead, knowledge.recommendation, "recommendation")


def _of_programme(item: Programme, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown(item.id, item.classes, knowledge.programme, "programme")
    for ages in item.ages:
        if None not in (ages.from_months, ages.under_months) and not (
            (ages.from_months or 0) < (ages.under_months or 0)
        ):
            yield item.id, f"ages “{ages.says}”: from_months should be below under_months"


def _unknown(
    id: str, named: Sequence[str], known: Mapping[str, object], what: str
) -> Iterator[Found]:
    yield from ((id, f"{name} is not a known {what}") for name in named if name not in known)


def _placed(id: str, text: str, documents: Mapping[str, Any], data: Path) -> Placed:
    """Return the problem at the last entry that carries the id."""
    place = Placed(file=data, line=None, text=f"{id}: {text}")
    for name, document in documents.items():
        for key, entries in document.items():
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and entry.get("id") == id:
                    line = line_at(document, f"$.{key}[{index}]")
                    place = Placed(file=data / name, line=line, text=f"{id}: {text}")
    return place
