"""What is known, person by person, each in a sentence that can be changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directory.infrastructure.clock import today
from directory.infrastructure.text_format import long_date, upper_first
from directory.web.choose.person_labels import carer_names, child_name
from directory.web.choose.questions.apply_answer import AGE_FACTS
from directory.web.choose.questions.question_order import sections_of
from directory.web.choose.questions.single_question import asked_about, key_of
from directory.web.choose.view_support import answered_by_signs
from directory.web.family_session import Visit
from matcher import Knowledge
from matcher.ages import completed_months, say_age
from matcher.case import BORN_ON
from matcher.facts import Fact, FactBook


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """One thing that is known, in a sentence, and the question that would change it."""

    key: str | None
    """None for what a sign answers: that is changed in the checklist."""
    label: str
    says: str
    is_no: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPart:
    """What is known about one person, or about the family."""

    title: str
    facts: tuple[KnownFact, ...]


def known_parts(visit: Visit, child: int, knowledge: Knowledge) -> tuple[KnownPart, ...]:
    """Return what is known that bears on one child, in the order of the questions."""
    facts = knowledge.facts
    names = carer_names(visit, facts)
    own = visit.children[child - 1]
    signs = answered_by_signs(own, knowledge)
    parts = [_part(child_name(child), {**own.facts, **signs}, facts, child, None, signs)]
    for place, (carer, name) in enumerate(zip(visit.carers, names, strict=True), start=1):
        known = {**carer.facts, **carer.with_child.get(child, {})}
        parts.append(_part(name, known, facts, child, place))
    parts.append(_part("the family", visit.family, facts, None, None))
    return tuple(part for part in parts if part.facts)


def _part(
    title: str,
    known: Mapping[str, Any],
    facts: FactBook,
    child: int | None,
    carer: int | None,
    signs: Collection[str] = (),
) -> KnownPart:
    return KnownPart(
        title=upper_first(title),
        facts=tuple(
            KnownFact(
                key=None if fact.id in signs else key_of(asked_about(facts, fact.id, child, carer)),
                label=fact.label,
                says=say_known(fact, known[fact.id]),
                is_no=known[fact.id] is False,
            )
            for group in sections_of(facts.groups)
            for fact in facts.in_group(group.id)
            if fact.id in known
        ),
    )


def say_known(fact: Fact, value: Any) -> str:
    """Return what is known of a fact in a sentence; a day of birth with the age today."""
    if fact.id == BORN_ON:
        day = date.fromisoformat(value)
        word = "due" if day > today() else "born"
        return f"The child is {say_age(completed_months(day, today()))} ({word} {long_date(day)})"
    if fact.id in AGE_FACTS:
        return f"The child is {say_age(int(value))}"
    return fact.say(value)
