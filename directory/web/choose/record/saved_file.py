"""The file that stays with the worker: what was entered, and how everything stood that day."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from cattrs import Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError

from directory.application.match_query import MOST_MILES
from directory.web.family_session import OptionNote, Visit
from matcher import CaseError, Knowledge, Option, Problem
from matcher.case import is_iso_date
from matcher.family_matching import FamilyResult
from matcher.result import Outcome, Status


class WrongValueError(ValueError):
    """A value of the wrong type; the message says what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReason:
    """One condition and what it came to."""

    text: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedOption:
    """How one option stood, and why."""

    title: str
    status: Status
    reasons: tuple[SavedReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedKnowledge:
    """How old the knowledge was, as a whole and source by source."""

    checked_on: date
    sources: dict[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFile:
    """A whole file (`docs/record.md`).

    How the family can be reached safely is not in it: somebody else may find a file.
    """

    waymark: Literal["family"]
    version: Literal[1]
    made_on: date
    knowledge: SavedKnowledge
    family: dict[str, Any]
    """As `matcher.family.read_family` takes it."""
    postcode: str
    within_miles: float
    proceedings_on: date | None
    signs: list[list[str]]
    thoughts: list[OptionNote]
    shortlist: list[str]
    result: list[dict[str, SavedOption]]
    """For each child, every recommendation by its id."""


def saved_file_of(visit: Visit, result: FamilyResult, knowledge: Knowledge, on: date) -> SavedFile:
    """Return a visit and its result as the file holds them."""
    return SavedFile(
        waymark="family",
        version=1,
        made_on=on,
        knowledge=SavedKnowledge(
            checked_on=knowledge.checked_on,
            sources={each.id: each.checked_on for each in knowledge.sources},
        ),
        family={
            "family": visit.family,
            "children": [child.facts for child in visit.children],
            "carers": [asdict(carer) for carer in visit.carers],
        },
        postcode=visit.postcode,
        within_miles=visit.within_miles,
        proceedings_on=date.fromisoformat(visit.proceedings_on) if visit.proceedings_on else None,
        signs=[child.signs for child in visit.children],
        thoughts=visit.thoughts,
        shortlist=visit.shortlist,
        result=[stood(each.option for each in child.options) for child in result.children],
    )


def stood(options: Iterable[Option]) -> dict[str, SavedOption]:
    """Return how options stand and why, by recommendation."""
    return {
        option.recommendation.id: SavedOption(
            title=option.recommendation.title,
            status=option.status,
            reasons=tuple(
                SavedReason(text=reason.text, outcome=reason.outcome) for reason in option.reasons
            ),
        )
        for option in options
    }


def as_data(file: SavedFile) -> dict[str, Any]:
    """Return a file as JSON-ready data."""
    data: dict[str, Any] = _CONVERTER.unstructure(file)
    return data


def from_data(data: object) -> SavedFile:
    """Return the file that JSON data describes. Raises CaseError naming every field."""
    try:
        return _CONVERTER.structure(data, SavedFile)
    except Exception as error:  # cattrs raises whatever a type raises, nested
        placed = [line.rpartition(" @ ") for line in transform_error(error, format_exception=_say)]
        problems = (Problem(field=_place(where), problem=text) for text, _, where in placed)
        raise CaseError(tuple(problems)) from None


def _say(error: BaseException, _: type | None) -> str:
    if isinstance(error, WrongValueError):
        return str(error)
    if isinstance(error, ForbiddenExtraKeysError):
        return f"holds what is not part of it: {', '.join(sorted(error.extra_fields))}"
    return "is missing" if isinstance(error, KeyError) else "cannot be read"


def _place(where: str) -> str:
    """Return where a problem is; people, and all else, are counted from 1."""
    return (
        re.sub(
            r"\[(\d+)\]",
            lambda found: f"[{int(found[1]) + 1}]",
            where.removeprefix("$").lstrip("."),
        )
        or "the file"
    )


def _converter() -> Converter:
    """Return what reads each value as it is: a number is no text, and a yes no number."""
    converter = Converter(forbid_extra_keys=True)
    for kind, words in ((str, "text"), (bool, "true or false"), (int, "a whole number")):
        converter.register_structure_hook(kind, _exactly(kind, words))
    converter.register_structure_hook(float, _miles)
    converter.register_structure_hook(date, _day)
    converter.register_unstructure_hook(date, date.isoformat)
    return converter


def _exactly(kind: type, words: str) -> Any:
    def read(value: object, _: type) -> object:
        if type(value) is kind:
            return value
        raise WrongValueError(f"should be {words}")

    return read


def _miles(value: object, _: type) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= MOST_MILES:
        return float(value)
    raise WrongValueError(f"should be a number of miles, above 0 and up to {MOST_MILES:.0f}")


def _day(value: object, _: type) -> date:
    if is_iso_date(value):
        return date.fromisoformat(str(value))
    raise WrongValueError("should be a date as year-month-day, as in 2024-05-14")


_CONVERTER = _converter()
