"""What a person can get wrong in files that read well: ids that lead nowhere, ids used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS
from matcher.asks import Asks
from matcher.facts import Fact
from matcher.knowledge import Knowledge, Programme, Recommendation, Sign, SignStep
from matcher.placed import Placed, line_at

__all__ = ["problems_of"]

Found = tuple[str, str]
"""The id of the entry at fault and what is wrong with it."""

_NOT_ABOVE = (
    ("weeks_at_least", "weeks_at_most"),
    ("sessions_at_least", "sessions_usually_up_to"),
    ("sessions_at_least", "sessions_at_most"),
    ("sessions_at_least", "group_sessions_at_most"),
    ("sessions_usually_up_to", "sessions_at_most"),
)
"""Of what a recommendation asks, each number and another that it cannot be above."""

_NUMBERS = tuple(dict.fromkeys(name for pair in _NOT_ABOVE for name in pair))
_ASKS_SOMETHING = Asks(trained=True)
"""Stands for a recommendation that has no `asks`, in which nothing can be wrong."""


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
        *(problem for item in knowledge.signs for problem in _of_sign(item, knowledge)),
        *(problem for item in knowledge.sign_steps for problem in _of_step(item)),
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
        knowledge.set_aside,
        knowledge.sign_groups,
        knowledge.signs,
        knowledge.sign_steps,
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
    yield from ((item.id, f"asks: {text}") for text in _of_asks(item.asks or _ASKS_SOMETHING))
    for near in item.near_matches:
        yield from _unknown(item.id, near.sets_aside, knowledge.facts.by_id, "fact")
        yield from _unknown(item.id, near.instead, knowledge.recommendation, "recommendation")


def _of_asks(asks: Asks) -> Iterator[str]:
    if asks == Asks():
        yield "says nothing; leave it out"
    for name in _NUMBERS:
        number = getattr(asks, name)
        if number is not None and number < 1:
            yield f"{name} should be 1 or more"
    for lower, upper in _NOT_ABOVE:
        least, most = getattr(asks, lower), getattr(asks, upper)
        if None not in (least, most) and least > most:
            yield f"{lower} should not be above {upper}"
    if asks.setting_if_possible and not asks.setting:
        yield "setting_if_possible needs a setting"


def _of_programme(item: Programme, knowledge: Knowledge) -> Iterator[Found]:
    yield from _unknown(item.id, item.classes, knowledge.programme, "programme")
    for ages in item.ages:
        if None not in (ages.from_months, ages.under_months) and not (
            (ages.from_months or 0) < (ages.under_months or 0)
        ):
            yield item.id, f"ages “{ages.says}”: from_months should be below under_months"


def _of_sign(item: Sign, knowledge: Knowledge) -> Iterator[Found]:
    if item.group not in {group.id for group in knowledge.sign_groups}:
        yield item.id, f"group {item.group} is not one of the groups of signs"
    if item.level not in {level for step in knowledge.sign_steps for level in step.levels}:
        yield item.id, f"no step says what to do at level {item.level}"
    if not item.citations:
        yield item.id, "needs at least one citation"
    fact = knowledge.facts.by_id.get(item.answers or "")
    if item.answers and (fact is None or fact.type != "boolean"):
        yield item.id, f"answers {item.answers}, which is not a yes-or-no fact"
    youngest = YOUNGEST_MONTHS if item.from_months is None else item.from_months
    under = ADULT_MONTHS if item.under_months is None else item.under_months
    if not YOUNGEST_MONTHS <= youngest < under <= ADULT_MONTHS:
        yield item.id, f"months go from {YOUNGEST_MONTHS} to {ADULT_MONTHS}, from_months below"


def _of_step(item: SignStep) -> Iterator[Found]:
    if not item.levels or not item.citations:
        yield item.id, "needs at least one level and one citation"


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
