"""One question answered: the match and the services near by.

The page, the API and the terminal read the same result, so they say the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from sqlalchemy.orm import Session

from directory.nearby import Found, Search, nearby_services
from directory.places import Place, PlaceError, Places
from matcher import CaseError, Knowledge, Option, Problem, Result
from matcher.case import Case, read_case
from matcher.family import Family, read_family
from matcher.family_data import child_data, family_data
from matcher.matching import match_case
from matcher.together import ChildOption, ChildResult, FamilyResult, match_child, match_family

POSTCODE, WITHIN, LIMIT = "postcode", "within_miles", "services_per_option"
USUAL_MILES, MOST_MILES = 10.0, 500.0
USUAL_LIMIT, MOST_LIMIT = 5, 100


class Where(TypedDict):
    """Where the family lives if that is known, how far to look, and how many to list."""

    place: Place | None
    within_miles: float
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A case, where the family lives if that is known, and how far to look."""

    case: Case
    on: date
    place: Place | None
    within_miles: float
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of a match, and what was found for each option that may be used."""

    question: Question
    result: Result
    found: Mapping[str, Found]

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        data = self.result.as_data()
        for option, shown in zip(self.result.options, data["options"], strict=True):
            shown |= _services(self.found.get(option.recommendation.id))
        return data | {"located": _located(self.question.place)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyQuestion:
    """A family, where it lives if that is known, and how far to look."""

    family: Family
    on: date
    place: Place | None
    within_miles: float
    limit: int

    def search(self, option: ChildOption) -> Search:
        """Return what is asked of the directory for an option, with any carer it stands with."""
        return Search(
            cases=tuple(case.known for _, case in option.with_carers),
            place=self.place,
            within_miles=self.within_miles,
            on=self.on,
            limit=self.limit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAnswer:
    """How everything stands for one child of a family, and what was found for each option."""

    question: FamilyQuestion
    child: int
    result: ChildResult
    found: Mapping[str, Found]

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        data = child_data(self.child, self.result)
        for each, shown in zip(self.result.options, data["options"], strict=True):
            shown |= _services(self.found.get(each.option.recommendation.id))
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAnswer:
    """The answer for every child, and what would serve several of them."""

    question: FamilyQuestion
    children: tuple[ChildAnswer, ...]
    result: FamilyResult

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        return {
            "on": self.question.on.isoformat(),
            "children": [child.as_data() for child in self.children],
            **family_data(self.result),
            "located": _located(self.question.place),
        }


def read_question(data: object, knowledge: Knowledge, places: Places, today: date) -> Question:
    """Return the question in a flat object: the case, `postcode`, `within_miles` and so on.

    Raises CaseError naming every field that cannot be read.
    """
    rest, where, problems = read_where(data, places)
    try:
        case = read_case(rest, knowledge.facts, today)
    except CaseError as error:
        raise CaseError((*error.problems, *problems)) from None
    if problems:
        raise CaseError(problems)
    return Question(case=case, on=today, **where)


def read_family_question(
    data: object, knowledge: Knowledge, places: Places, today: date
) -> FamilyQuestion:
    """Return the question in a family, with `postcode`, `within_miles` and so on beside it.

    Raises CaseError naming every field that cannot be read.
    """
    rest, where, problems = read_where(data, places)
    try:
        family = read_family(rest, knowledge.facts, today)
    except CaseError as error:
        raise CaseError((*error.problems, *problems)) from None
    if problems:
        raise CaseError(problems)
    return FamilyQuestion(family=family, on=today, **where)


def read_where(data: object, places: Places) -> tuple[object, Where, tuple[Problem, ...]]:
    """Return the data without where and how far to look, these, and what is wrong with them."""
    rest = dict(data) if isinstance(data, Mapping) else {}
    problems: list[Problem] = []
    where = Where(
        place=_place(rest.pop(POSTCODE, None), places, problems),
        within_miles=_within(rest.pop(WITHIN, None), problems),
        limit=_limit(rest.pop(LIMIT, None), problems),
    )
    return rest if isinstance(data, Mapping) else data, where, tuple(problems)


def answer(session: Session, knowledge: Knowledge, question: Question) -> Answer:
    """Return the answer to a question; services are looked up for options that may be used."""
    result = match_case(question.case, knowledge, question.on)
    search = Search(
        cases=(question.case.known,),
        place=question.place,
        within_miles=question.within_miles,
        on=question.on,
        limit=question.limit,
    )
    wanted = [option.recommendation for option in result.options if may_be_used(option)]
    found = nearby_services(session, knowledge, wanted, search)
    return Answer(question=question, result=result, found=found)


def answer_child(
    session: Session, knowledge: Knowledge, question: FamilyQuestion, child: int
) -> ChildAnswer:
    """Return the answer for one child; services are looked up for the carer of each option."""
    result = match_child(question.family, child, knowledge, question.on)
    wanted: dict[tuple[int | None, ...], list[ChildOption]] = {}
    for each in result.options:
        if may_be_used(each.option):
            wanted.setdefault(tuple(n for n, _ in each.with_carers), []).append(each)
    found: dict[str, Found] = {}
    for group in wanted.values():
        items = [each.option.recommendation for each in group]
        found |= nearby_services(session, knowledge, items, question.search(group[0]))
    return ChildAnswer(question=question, child=child, result=result, found=found)


def answer_family(session: Session, knowledge: Knowledge, question: FamilyQuestion) -> FamilyAnswer:
    """Return the answer for every child of a family. Raises CaseError."""
    numbers = range(1, len(question.family.children) + 1)
    return FamilyAnswer(
        question=question,
        children=tuple(answer_child(session, knowledge, question, each) for each in numbers),
        result=match_family(question.family, knowledge, question.on),
    )


def may_be_used(option: Option) -> bool:
    """Say whether services are worth listing: the option applies, or may yet."""
    return option.status != "does_not_apply"


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


def _limit(value: object, problems: list[Problem]) -> int:
    if value is None:
        return USUAL_LIMIT
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_LIMIT:
        return value
    problems.append(Problem(field=LIMIT, problem=f"should be a whole number, 0 to {MOST_LIMIT}"))
    return USUAL_LIMIT


def _services(found: Found | None) -> dict[str, Any]:
    if found is None:
        return {"services": [], "services_count": None, "next_accepting_miles": None}
    tally = found.tally
    return {
        "services": [listed.as_data() for listed in found.listed],
        "services_count": {"yes": tally.yes, "unknown": tally.unknown, "no": tally.no},
        "next_accepting_miles": found.next_miles,
    }


def _located(place: Place | None) -> dict[str, Any] | None:
    """Return how the postcode was located, without repeating it."""
    if place is None:
        return None
    return {
        "authority": place.authority,
        "authority_name": place.authority_name,
        "located_by": place.located_by,
        "error_metres": place.error_m,
        "source": place.source,
        "source_date": place.source_date,
    }
