"""Reading a case: the facts known about one child, checked against the vocabulary."""

from __future__ import annotations

import difflib
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.ages import ADULT_MONTHS, OLDEST_MONTHS, YOUNGEST_MONTHS, completed_months
from matcher.conditions import AGE, FactValue
from matcher.facts import Fact, FactBook
from matcher.implied_facts import ReadAs, completed, read_shorthand

__all__ = ["BORN_ON", "Case", "CaseError", "Problem", "is_iso_date", "read_case"]

BORN_ON = "child.born_on"
_LONGEST_ID, _MOST_FIELDS = 100, 1000
"""Bounds on the work that a hostile case can ask for; no real case comes near them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one field of the data given, and how to mend it."""

    field: str | None
    problem: str

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}" if self.field else self.problem


class CaseError(ValueError):
    """The case cannot be read; `problems` holds every reason at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Facts known about one child on a date; what is not in `known` is not known."""

    known: Mapping[str, FactValue]
    born_on: date | None = None
    read_as: tuple[ReadAs, ...] = ()
    """What was said in shorthand, and what it was taken to mean."""


def read_case(data: object, facts: FactBook, on: date) -> Case:
    """Return the case that a flat object of fact id to value describes.

    `child.born_on` (ISO date, or the due date) is read as the age in completed months at `on`,
    shorthand as the facts that it stands for, and what follows from the answers is added.
    Raises CaseError naming every field that is unknown, impossible or of the wrong type.
    """
    if not isinstance(data, Mapping):
        raise CaseError((Problem(field=None, problem=_not_an_object(data)),))
    if len(data) > _MOST_FIELDS:
        raise CaseError((Problem(field=None, problem=f"has {len(data)} fields, too many to read"),))
    given = {str(id): value for id, value in data.items() if value is not None}
    doubtful = [(id, value) for id, value in given.items() if not facts.allows(id, value)]
    problems = [p for id, value in doubtful if (p := _problem(id, value, facts))]
    born_on = None
    if not problems and BORN_ON in given:
        born_on = date.fromisoformat(str(given.pop(BORN_ON)))
        problems += _age_from(born_on, on, given)
    if problems:
        raise CaseError(tuple(problems))
    read_as = read_shorthand(given, facts)
    return Case(known=completed(given, read_as, facts), born_on=born_on, read_as=read_as)


def _not_an_object(data: object) -> str:
    return f"a case is an object of fact id to value, not {_kind(data)}"


def _problem(id: str, value: object, facts: FactBook) -> Problem | None:
    fact = facts.by_id.get(id)
    text = _unknown_id(id, facts) if fact is None else _wrong_value(fact, value)
    return Problem(field=id, problem=text) if text else None


def _unknown_id(id: str, facts: FactBook) -> str:
    near = difflib.get_close_matches(id[:_LONGEST_ID], facts.by_id, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; the ids are listed in data/facts.yaml"
    return f"is not a fact that Waymark knows{hint}"


def _wrong_value(fact: Fact, value: object) -> str | None:
    match fact.type:
        case "boolean":
            fits, wanted = isinstance(value, bool), "true, false or null (not known)"
        case "choice":
            values = [choice.value for choice in fact.choices]
            fits, wanted = value in values, f"one of {', '.join(values)}, or null (not known)"
        case "age":
            return _wrong_age(value)
        case "date":
            fits, wanted = is_iso_date(value), "a date as year-month-day, as in 2024-05-14"
    return None if fits else f"should be {wanted}, not {_kind(value)}"


def _wrong_age(value: object) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"should be a whole number of months, not {_kind(value)}"
    if value < YOUNGEST_MONTHS:
        return f"is {_shown(value)}: a child not born yet is -9 to -1 (months until due)"
    if value > OLDEST_MONTHS:
        over = "18 or over; the sources are about children under 18 (0 to 215 months)"
        return f"is {_shown(value)}: {over}"
    return None


def is_iso_date(value: object) -> bool:
    """Say whether a value is a date written year-month-day, with all its noughts."""
    try:
        # Python also reads 20240514 and week dates, which people mistype more than mean.
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _age_from(born_on: date, on: date, given: dict[str, FactValue]) -> list[Problem]:
    """Put the age at `on` into `given`, or return what is wrong with it."""
    months = completed_months(born_on, on)
    if months < YOUNGEST_MONTHS:
        return [_born(f"is {born_on}: a due date can be at most 9 months after {on}")]
    if months >= ADULT_MONTHS:
        return [_born(f"is {born_on}: 18 or over on {on}; the sources are about under 18s")]
    if given.setdefault(AGE, months) != months:
        return [_born(f"makes the child {months} months on {on}, but {AGE} is {given[AGE]}")]
    return []


def _born(text: str) -> Problem:
    return Problem(field=BORN_ON, problem=text)


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", type(None): "nothing"}
    return kinds.get(type(value)) or _shown(value)


def _shown(value: object) -> str:
    """Return a value as it may stand in a message: short, whatever was sent."""
    try:
        return reprlib.repr(value)
    except ValueError:
        # Python refuses to write out an integer of more than some thousand digits.
        return "a number of very many digits"
