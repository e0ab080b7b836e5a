"""What a person can get wrong in files that read well: ids that lead nowhere, ids used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from matcher.ages import ADULT_MONTHS, YOUNGEST_MONTHS
from matcher.conditions import FactValue
from matcher.delivery_requirements import DeliveryRequirements
from matcher.diagnostics import KnowledgeProblem, line_at
from matcher.facts import Fact, Role
from matcher.idle_conditions import idle_conditions
from matcher.knowledge import Caution, Knowledge, Recommendation, SharedCaution
from matcher.programmes import Programme
from matcher.signs_data import Sign, SignStep

__all__ = ["placed", "problems_of"]

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

_NAMING = ("id", "url", "recommendation", "notice", "of")
"""The parts of an entry that say which it is, or which other it is about."""
_NUMBERS = tuple(dict.fromkeys(name for pair in _NOT_ABOVE for name in pair))
_ASKS_SOMETHING = DeliveryRequirements(trained=True)
"""Stands for a recommendation that has no `asks`, in which nothing can be wrong."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def problems_of(
    knowledge: Knowledge, documents: Mapping[str, Any], data: Path, *, only_local: bool = False
) -> list[KnowledgeProblem]:
    """Return every broken reference, repeated id and idle condition, with its place.

    `only_local` looks for idle conditions in a council's own entries alone: the rest has been.
    """
    found = [
        *(problem for entries in _lists(knowledge) for problem in _repeats(entries)),
        *(problem for fact in knowledge.facts.facts for problem in _of_fact(fact, knowledge)),
        *(problem for item in knowledge.recommendations for problem in _of_rule(item, knowledge)),
        *(problem for item in knowledge.programmes for problem in _of_programme(item, knowledge)),
        *(problem for item in knowledge.signs for problem in _of_sign(item, knowledge)),
        *(problem for item in knowledge.sign_steps for problem in _of_step(item)),
        *(problem for item in knowledge.cautions for problem in _of_shared(item, knowledge)),
        *(problem for item in _leading(knowledge) for problem in item),
        *(problem for role in knowledge.facts.roles for problem in _of_role(role, knowledge)),
        *(
            problem
            for item in knowledge.contradictions
            for problem in _unknown(item.id, item.facts, knowledge.facts.by_id, "fact")
        ),
    ]
    idle = [] if found else idle_conditions(knowledge, only_local=only_local)
    return [placed(id, text, documents, data) for id, text in (*found, *idle)]


def _lists(knowledge: Knowledge) -> tuple[Sequence[_HasId], ...]:
    return (
        knowledge.facts.groups,
        knowledge.facts.facts,
        knowledge.recommendations,
        knowledge.programmes,
        knowledge.act_first,
        knowledge.practice_notes,
        knowledge.contradictions,
        knowledge.contacts,
        knowledge.set_aside,
        knowledge.cautions,
        knowledge.nothing_named,
        knowledge.side_by_side,
        knowledge.facts.roles,
        knowledge.sign_groups,
        knowledge.signs,
        knowledge.sign_steps,
        knowledge.signs_left_out,
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
    given = [(fact.id, each.value) for each in fact.follows]
    given += [pair for choice in fact.choices for pair in choice.sets.items()]
    yield from _not_allowed(fact.id, given, knowledge)


def _not_allowed(
    id: str, given: Iterable[tuple[str, FactValue]], knowledge: Knowledge
) -> Iterator[Found]:
    for fact, value in given:
        if not knowledge.facts.allows(fact, value):
            yield id, f"{fact} cannot be {value!r}"


def _of_cautions(cautions: Iterable[Caution], id: str, knowledge: Knowledge) -> Iterator[Found]:
    named = [each.while_not_known for each in cautions if each.while_not_known]
    yield from _unknown(id, named, knowledge.facts.by_id, "fact")


def _of_title(item: Recommendation) -> Iterator[Found]:
    if not item.title.startswith(item.name):
        yield item.id, f"name: the title should begin with “{item.name}”"


def _of_rule(item: Recommendation, knowledge: Knowledge) -> Iterator[Found]:
    if item.id.partition(":")[0] not in {source.id for source in knowledge.sources}:
        yield item.id, "the part before the colon should be the file's source"
    if not item.when or not item.delivery:
        yield item.id, "needs at least one condition in when and one line in delivery"
    yield from _unknown(item.id, item.programmes, knowledge.programme, "programme")
    yield from _of_cautions(item.cautions, item.id, knowledge)
    yield from ((item.id, f"asks: {text}") for text in _of_asks(item.asks or _ASKS_SOMETHING))
    for near in item.near_matches:
        yield from _unknown(item.id, near.sets_aside, knowledge.facts.by_id, "fact")
        yield from _unknown(item.id, near.instead, knowledge.recommendation, "recommendation")


def _of_shared(item: SharedCaution, knowledge: Knowledge) -> Iterator[Found]:
    yield from _of_cautions([item], item.id, knowledge)
    known = knowledge.recommendation
    yield from _unknown(item.id, item.recommendations, known, "recommendation")


def _leading(knowledge: Knowledge) -> Iterator[Iterator[Found]]:
    """Yield what is wrong with what leads from a gap, or a difference, to recommendations."""
    known = knowledge.recommendation
    sources = {source.id for source in knowledge.sources}
    for gap in knowledge.nothing_named:
        yield _unknown(gap.id, [gap.source], dict.fromkeys(sources), "source")
        yield _unknown(gap.id, (*gap.among, *gap.nearest), known, "recommendation")
    for item in knowledge.side_by_side:
        yield _unknown(item.id, item.recommendations, known, "recommendation")
    for rule in knowledge.recommendations:
        yield _unknown(rule.id, rule.modifies, known, "recommendation")
        yield _of_title(rule)
    for notice in knowledge.act_first:
        yield _unknown(notice.id, notice.tell, knowledge.contact, "contact")
    for contact in knowledge.contacts:
        yield _unknown(contact.id, contact.programmes, knowledge.programme, "programme")


def _of_role(role: Role, knowledge: Knowledge) -> Iterator[Found]:
    yield from _not_allowed(role.id, role.sets.items(), knowledge)


def _of_asks(asks: DeliveryRequirements) -> Iterator[str]:
    if asks == DeliveryRequirements():
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
    if len(item.family_says) not in (0, 2):
        yield item.id, "family_says needs two texts: what it is, and how it may help"
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
    kinds = {fact.id for fact in knowledge.facts.in_group("abuse")}
    yield from _unknown(item.id, item.kinds, dict.fromkeys(kinds), "kind of abuse")
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


def placed(id: str, text: str, documents: Mapping[str, Any], data: Path) -> KnowledgeProblem:
    """Return the problem at the last entry that carries the id, or that is about it."""
    place = KnowledgeProblem(file=data, line=None, text=f"{id}: {text}")
    for name, document in documents.items():
        if document.get("source") == id:
            line = line_at(document, "$.source")
            place = KnowledgeProblem(file=data / name, line=line, text=f"{id}: {text}")
        for key, entries in document.items():
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and id in [entry.get(name) for name in _NAMING]:
                    line = line_at(document, f"$.{key}[{index}]")
                    place = KnowledgeProblem(file=data / name, line=line, text=f"{id}: {text}")
    return place
