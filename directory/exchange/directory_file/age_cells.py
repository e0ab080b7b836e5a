"""The ages of a row, however they are written, as the months of the two columns.

Nothing tells years from months in a number. Where the numbers of a whole file look like years,
that is asked before anything is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from directory.exchange.directory_file.header import AGES, Cells, Header
from directory.model.age_range import OLDEST_YEARS, AgeRange
from directory.model.age_words import AgeUnit, Unit, read_age, read_ages
from directory.model.cell_types import is_nothing
from directory.model.columns import NAMES
from directory.model.problems import FileProblem

FROM, UNDER = "age_from_months", "age_under_months"
QUESTION = (
    "holds ages that look like years (“{example}”) in columns of months: are they years or months?"
)
_FROM, _UNDER = NAMES.index(FROM), NAMES.index(UNDER)
Note = Callable[[str, str, str, int], None]


@dataclass(slots=True)
class AgeCells:
    """Puts the ages of each row of a file into months."""

    header: Header
    ages_in: Unit | None
    note: Note
    problems: list[FileProblem]
    seem_years: dict[int, str] = field(default_factory=dict)
    """The lines whose numbers may be years, with what stands there."""
    surely_months: int = 0
    """How many rows state numbers that no years are."""

    def of(self, line: int, raw: list[str], cells: Cells) -> Cells:
        """Return the cells of a row with its ages in months, as text."""
        found = (self.header.cell(AGES, raw), cells[_FROM], cells[_UNDER])
        words, low, high = ("" if is_nothing(cell) else cell for cell in found)
        # A cell that its spreadsheet bent is told as such when it is read.
        if not any(found) or set(map(type, found)) != {str}:
            return cells
        low, high = self._in_months(line, low, high)
        if words:
            low, high = self._from_words(line, words, low, high)
        return (*cells[:_FROM], low, high, *cells[_UNDER + 1 :])

    @property
    def question(self) -> str | None:
        """Return what is asked of the whole file; None where its ages are clear."""
        if self.ages_in or not self.seem_years or len(self.seem_years) < self.surely_months:
            return None
        return QUESTION.format(example=next(iter(self.seem_years.values())))

    def _in_months(self, line: int, low: str, high: str) -> tuple[str, str]:
        units = self._unit(FROM), self._unit(UNDER)
        self._weigh(line, low, high, units)
        start, end = self._one(low, units[0], line, FROM), self._one(high, units[1], line, UNDER)
        merged = _merged(start, end)
        if merged is None:
            return low, high  # the reader says of each cell what it should be
        return _text(merged.from_months, low), _text(merged.under_months, high)

    def _unit(self, column: str) -> AgeUnit:
        stated = self.header.unit(column)
        asked = self.ages_in or "months"
        return stated if stated.unit == "years" else AgeUnit(asked, stated.last_counts)

    def _weigh(self, line: int, low: str, high: str, units: tuple[AgeUnit, AgeUnit]) -> None:
        """Count a row among those that may state years, or those that cannot."""
        pairs = zip((low, high), units, strict=True)
        numbers = [int(c) for c, unit in pairs if _is_number(c) and unit.unit == "months"]
        if any(number > OLDEST_YEARS or number < 0 for number in numbers):
            self.surely_months += 1
        elif any(number > 1 for number in numbers):
            self.seem_years[line] = " to ".join(filter(None, (low, high)))

    def _one(self, cell: str, unit: AgeUnit, line: int, column: str) -> AgeRange | None:
        """Return the ages of one cell, which may hold both; None for what is none."""
        if not cell:
            return AgeRange(None, None)
        if _is_number(cell):
            return _bound(column, unit, int(cell))
        try:
            found = read_ages(cell)
        except ValueError:
            try:
                found = _worded(column, unit, read_age(cell))
            except ValueError:
                return None
        self.note(column, cell, _said(found), line)
        return found

    def _from_words(self, line: int, words: str, low: str, high: str) -> tuple[str, str]:
        try:
            found = read_ages(words)
        except ValueError as error:
            heading = self.header.headings[self.header.places[AGES]]
            self.problems.append(
                FileProblem(line=line, column=heading, value=words, problem=str(error))
            )
            return low, high
        self.note(AGES, words, _said(found), line)
        return low or _text(found.from_months, ""), high or _text(found.under_months, "")


def _bound(column: str, unit: AgeUnit, number: int) -> AgeRange:
    if column == FROM:
        return AgeRange(unit.lower(number), None)
    return AgeRange(None, unit.upper(number))


def _worded(column: str, unit: AgeUnit, months: int) -> AgeRange:
    """Return one age with its unit, as a bound: "maximum age: 5 years" counts the sixth year."""
    if column == FROM:
        return AgeRange(months, None)
    last = (12 if months % 12 == 0 else 1) if unit.last_counts else 0
    return AgeRange(None, months + last)


def _merged(start: AgeRange | None, end: AgeRange | None) -> AgeRange | None:
    """Return what two cells say together; None where one is no age, or they differ."""
    if start is None or end is None:
        return None
    lows = {start.from_months, end.from_months} - {None}
    highs = {start.under_months, end.under_months} - {None}
    if len(lows) > 1 or len(highs) > 1:
        return None
    return AgeRange(next(iter(lows), None), next(iter(highs), None))


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").isascii() and cell.removeprefix("-").isdigit() and len(cell) < 9


def _text(months: int | None, before: str) -> str:
    if months is None:
        return ""
    return before if _is_number(before) and int(before) == months else str(months)


def _said(found: AgeRange) -> str:
    return f"ages {found.text}"
