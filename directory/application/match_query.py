"""What is asked of the matcher and the directory, and how it is read from what a caller sends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from directory.domain.eligibility import EligibilityQuery
from directory.geo import Distances, Place, PlaceError, Places
from matcher import CaseError, Knowledge, Problem
from matcher.case import is_iso_date, read_case
from matcher.facts import FactBook
from matcher.family import Family, family_of, read_family
from matcher.family_results import ChildOption

POSTCODE, WITHIN, LIMIT, ON = "postcode", "within_miles", "services_per_option", "on"
USUAL_MILES, MOST_MILES = 10.0, 500.0
USUAL_LIMIT, MOST_LIMIT = 5, 100
MONTHS_IN_DOUBT = 11
"""How much older a child may be whose age is known in whole years."""


class SearchArea(TypedDict):
    """Where the family lives if that is known, how far to look, and how many to list."""

    place: Place | None
    within_miles: float
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyQuery:
    """A family, where it lives if that is known, and how far to look; one child is a family too."""

    family: Family
    on: date
    place: Place | None
    within_miles: float
    limit: int
    years_only: frozenset[int] = frozenset()
    """The children of whom only the years are known, by their numbers."""
    distances: Distances = field(default_factory=Distances, compare=False, repr=False)
    """Shared by all that is asked for the family, so that no distance is measured twice."""

    def search(self, option: ChildOption, child: int) -> EligibilityQuery:
        """Return what is asked of the directory for an option, with any carer it stands with."""
        return EligibilityQuery(
            cases=tuple(case.known for _, case in option.with_carers),
            place=self.place,
            within_miles=self.within_miles,
            on=self.on,
            limit=self.limit,
            age_slack=MONTHS_IN_DOUBT if child in self.years_only else 0,
            distances=self.distances,
        )


def read_case_query(data: object, knowledge: Knowledge, places: Places, today: date) -> FamilyQuery:
    """Return the question in a flat object: the case, `postcode`, `within_miles` and so on.

    Raises CaseError naming every field that cannot be read.
    """
    return _read(_family_of_one, data, knowledge, places, today)


def read_family_query(
    data: object, knowledge: Knowledge, places: Places, today: date
) -> FamilyQuery:
    """Return the question in a family, with `postcode`, `within_miles` and so on beside it.

    Raises CaseError naming every field that cannot be read.
    """
    return _read(read_family, data, knowledge, places, today)


def _family_of_one(data: object, facts: FactBook, on: date) -> Family:
    read_case(data, facts, on)  # for its problems, which name the fields of a flat case
    given = data if isinstance(data, Mapping) else {}
    return family_of({id: value for id, value in given.items() if value is not None}, facts)


def _read(
    reader: Callable[[object, FactBook, date], Family],
    data: object,
    knowledge: Knowledge,
    places: Places,
    today: date,
) -> FamilyQuery:
    rest, where, problems = read_where(data, places)
    rest, day, problems = _read_day(rest, today, problems)
    try:
        family = reader(rest, knowledge.on(day).facts, day)
    except CaseError as error:
        raise CaseError((*error.problems, *problems)) from None
    if problems:
        raise CaseError(problems)
    return FamilyQuery(family=family, on=day, **where)


def read_where(data: object, places: Places) -> tuple[object, SearchArea, tuple[Problem, ...]]:
    """Return the data without where and how far to look, these, and what is wrong with them."""
    rest = dict(data) if isinstance(data, Mapping) else {}
    problems: list[Problem] = []
    where = SearchArea(
        place=_place(rest.pop(POSTCODE, None), places, problems),
        within_miles=_within(rest.pop(WITHIN, None), problems),
        limit=_limit(rest.pop(LIMIT, None), problems),
    )
    return rest if isinstance(data, Mapping) else data, where, tuple(problems)


def _place(value: object, places: Places, problems: list[Problem]) -> Place | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        problems.append(Problem(field=POSTCODE, problem="should be text, as in NE1 4ST"))
        return None
    try:
        return places.find(value)
    except PlaceError as error:
        problems.append(Problem(field=POSTCODE, problem=str(error)))
        return None


def _within(value: object, problems: list[Problem]) -> float:
    if value is None:
        return USUAL_MILES
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= MOST_MILES:
        return float(value)
    text = f"should be a number of miles, above 0 and up to {MOST_MILES:.0f}"
    problems.append(Problem(field=WITHIN, problem=text))
    return USUAL_MILES


def _read_day(
    data: object, today: date, problems: tuple[Problem, ...]
) -> tuple[object, date, tuple[Problem, ...]]:
    """Return the data without the day it is asked for, that day, and what is wrong so far."""
    if not isinstance(data, Mapping):
        return data, today, problems
    rest, day = {name: part for name, part in data.items() if name != ON}, data.get(ON)
    if day is None:
        return rest, today, problems
    if is_iso_date(day):
        return rest, date.fromisoformat(str(day)), problems
    wrong = Problem(field=ON, problem="should be a date as year-month-day, as in 2026-11-22")
    return rest, today, (*problems, wrong)


def _limit(value: object, problems: list[Problem]) -> int:
    if value is None:
        return USUAL_LIMIT
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_LIMIT:
        return value
    problems.append(Problem(field=LIMIT, problem=f"should be a whole number, 0 to {MOST_LIMIT}"))
    return USUAL_LIMIT
