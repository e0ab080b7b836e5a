"""The question as parameters: every one of them, with what it may hold, and how it is written.

The page, its downloads, the API and the command all take these, and describe themselves by them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, get_args

from directory.domain.coverage.gap_query import USUAL_MILES, Columns, GapQuery, What
from matcher.ages import ADULT_MONTHS

MONTHS_A_YEAR = 12
AGES = ("from_years", "from_months", "under_years", "under_months")
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
Values = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class OneWord:
    """One word of a list."""

    words: tuple[str, ...]

    @property
    def says(self) -> str:
        """Return what it may be."""
        return f"one of {', '.join(self.words)}"

    def read(self, text: str) -> str:
        """Return the word. Raises ValueError for another."""
        return self.words[self.words.index(text)]


@dataclass(frozen=True, slots=True)
class WholeNumberParam:
    """A whole number between the two, both included."""

    lowest: int
    highest: int

    @property
    def says(self) -> str:
        """Return what it may be."""
        return f"a whole number from {self.lowest} to {self.highest}"

    def read(self, text: str) -> int:
        """Return the number. Raises ValueError for anything else."""
        if not (text.isascii() and text.isdecimal() and self.lowest <= int(text) <= self.highest):
            raise ValueError
        return int(text)


@dataclass(frozen=True, slots=True)
class Distance:
    """A number above nought, with decimals or without."""

    highest: float

    @property
    def says(self) -> str:
        """Return what it may be."""
        return f"a number above 0, up to {self.highest:g}"

    def read(self, text: str) -> float:
        """Return the number. Raises ValueError for anything else."""
        if not (isfinite(found := float(text)) and 0 < found <= self.highest):
            raise ValueError
        return found


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no."""

    @property
    def says(self) -> str:
        """Return what it may be."""
        return "1 for yes, or 0"

    def read(self, text: str) -> bool:
        """Return whether it is yes. Raises ValueError for anything else."""
        return (YES + NO).index(text.lower()) < len(YES)


@dataclass(frozen=True, slots=True)
class Ids:
    """Any number of ids; which there are, the knowledge and the figures say."""

    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapParam:
    """One parameter. `label` is how a problem calls it, `help` what it asks."""

    name: str
    label: str
    kind: OneWord | WholeNumberParam | Distance | Flag | Ids
    help: str
    default: Any = None


PARAMS = (
    GapParam(
        name="area", label="Authority", kind=Ids("codes"),
        help="Code of an authority, or of a district in it; all without.",
    ),
    GapParam(
        name="rows", label="Rows", kind=OneWord(get_args(What)), default="recommendation",
        help="What each row is.",
    ),
    GapParam(
        name="columns", label="Columns", kind=OneWord(get_args(Columns)),
        help="What stands across; as fits best without.",
    ),
    GapParam(
        name="miles", label="Miles", kind=Distance(50), default=USUAL_MILES,
        help="How far a venue may be, in a straight line.",
    ),
    GapParam(
        name="minutes", label="Minutes", kind=WholeNumberParam(1, 240),
        help="How far by the table of travel times.",
    ),
    GapParam(
        name="from_years", label="Years of the youngest age",
        kind=WholeNumberParam(0, 18), default=0,
        help="Youngest age that is counted, in years.",
    ),
    GapParam(
        name="from_months", label="Months of the youngest age",
        kind=WholeNumberParam(0, ADULT_MONTHS), default=0,
        help="Youngest age that is counted, in months, besides the years.",
    ),
    GapParam(
        name="under_years", label="Years of the oldest age", kind=WholeNumberParam(0, 18),
        help="Under this age, in years.",
    ),
    GapParam(
        name="under_months", label="Months of the oldest age",
        kind=WholeNumberParam(0, ADULT_MONTHS),
        help="Under this age, in months, besides the years.",
    ),
    GapParam(
        name="abuse", label="Kind of abuse", kind=Ids("ids of facts"),
        help="Id of a fact: a kind of abuse.",
    ),
    GapParam(
        name="carer", label="Who would take part", kind=Ids("ids of facts"),
        help="Id of a fact: who would take part.",
    ),
    GapParam(
        name="assured", label="Months since the check", kind=WholeNumberParam(1, 1200),
        help="Checked within so many months.",
    ),
    GapParam(
        name="trained", label="Trained staff", kind=Flag(), default=False,
        help="With trained staff.",
    ),
    GapParam(
        name="wait", label="Weeks of the wait", kind=WholeNumberParam(0, 520),
        help="A wait of at most so many weeks.",
    ),
)  # fmt: skip
PARAM = {param.name: param for param in PARAMS}


def query_params(query: GapQuery) -> Values:
    """Return a question as parameters, those that say nothing left out."""
    listed = {
        "area": list(query.areas),
        "abuse": sorted(query.terms.abuse),
        "carer": sorted(query.terms.carers),
    }
    single = {name: text for name, text in _single(query) if text}
    return {**{name: values for name, values in listed.items() if values}, **single}


def say_number(number: float) -> str:
    """Return a number as a parameter holds it, to the last digit."""
    return repr(number).removesuffix(".0")


def _single(query: GapQuery) -> Iterator[tuple[str, str]]:
    terms, miles = query.terms, query.terms.within.miles
    yield "rows", "" if query.rows == PARAM["rows"].default else query.rows
    yield "columns", query.columns or ""
    yield "miles", "" if miles == USUAL_MILES else say_number(miles)
    yield "minutes", str(terms.within.minutes or "")
    yield from _age("from", terms.from_months, unless=0)
    yield from _age("under", terms.under_months, unless=ADULT_MONTHS)
    yield "assured", str(terms.assured_months or "")
    yield "trained", "1" if terms.trained else ""
    yield "wait", "" if terms.wait_weeks is None else str(terms.wait_weeks)


def _age(end: str, months: int, unless: int) -> Iterator[tuple[str, str]]:
    if months != unless:
        years, rest = divmod(months, MONTHS_A_YEAR)
        yield f"{end}_years", str(years or "")
        yield f"{end}_months", str(rest or "")
