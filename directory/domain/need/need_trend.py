"""How the published figures of need of one authority went from year to year, beside England's.

Numbers as they are published, not rates: children are known for one year alone. A figure that is
withheld, or of a year in which the authority had other ground, is not known and never nought.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.exchange.statistics.need import ENGLAND, code_in_year
from directory.exchange.statistics.need_columns import ALL, ASSESSMENTS, MEASURES
from directory.storage import NeedFigure

MOST_YEARS = 10
Numbers = Mapping[tuple[str, str, int], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendYear:
    """The figures of the year to 31 March; None where one is not known."""

    year: int
    number: int | None
    england: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTrend:
    """One measure, the oldest year first."""

    measure: str
    years: tuple[TrendYear, ...]

    @property
    def says(self) -> str:
        """Return what is counted."""
        return MEASURES[self.measure]

    @property
    def ends(self) -> tuple[TrendYear, TrendYear] | None:
        """Return the first and the last year that are known; None without two of them."""
        known = [each for each in self.years if each.number is not None]
        return (known[0], known[-1]) if len(known) > 1 else None

    @property
    def change(self) -> float | None:
        """Return the change between them as a share of the first: 0.1 for a tenth more."""
        return _change(*(each.number for each in self.ends)) if self.ends else None

    @property
    def change_of_england(self) -> float | None:
        """Return that of England between the same years."""
        return _change(*(each.england for each in self.ends)) if self.ends else None


def need_trends(session: Session, authority: str) -> tuple[NeedTrend, ...]:
    """Return each measure of which any year of an authority of today is published."""
    numbers = _numbers(session)
    found = (
        NeedTrend(measure=measure, years=tuple(_years(numbers, measure, authority)))
        for measure in MEASURES
        if measure != ASSESSMENTS
    )
    return tuple(each for each in found if any(y.number is not None for y in each.years))


def _numbers(session: Session) -> Numbers:
    cells = (NeedFigure.authority, NeedFigure.measure, NeedFigure.year, NeedFigure.number)
    rows = session.execute(select(*cells).where(NeedFigure.category == ALL))
    return {(authority, measure, year): number for authority, measure, year, number in rows}


def _years(numbers: Numbers, measure: str, authority: str) -> Iterator[TrendYear]:
    published: Sequence[int] = sorted({year for _, each, year in numbers if each == measure})
    for year in published[-MOST_YEARS:]:
        code = code_in_year(authority, year)
        yield TrendYear(
            year=year,
            number=numbers.get((code, measure, year)) if code else None,
            england=numbers.get((ENGLAND, measure, year)),
        )


def _change(first: int | None, last: int | None) -> float | None:
    return None if not first or last is None else last / first - 1
