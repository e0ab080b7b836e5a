"""What a cell becomes: text, as the CSV of the same sheet would hold it.

One rule for whoever reads a table. Two kinds of text say of themselves what no CSV could: a
`DateCell`, since spreadsheets turn words into dates, and what is `Unsound`.
"""

import re
from datetime import date, datetime, time
from typing import Any

from directory.exchange.tables.limits import Limits

MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number."""
LONGEST_FORMAT = 255
"""Letters; no spreadsheet takes a longer one."""
_LOSES_DIGITS = 10**MOST_DIGITS
_NUMBERS = (int, float)
_NOUGHTS = re.compile(f"0{{2,{MOST_DIGITS}}}")


class Unsound(str):
    """What stands in a cell that its spreadsheet shows to be wrong, and how to mend it."""

    problem: str

    def __new__(cls, shown: str, problem: str) -> "Unsound":
        """Make one of what is shown of the cell, which is not empty, and words that follow it."""
        made = super().__new__(cls, shown)
        made.problem = problem
        return made


class DateCell(str):
    """A day as year-month-day, or a time, that a spreadsheet keeps as one.

    In a column of days it is one; in a column of words “5-11” may have become 5 November.
    """


def tidy(cells: list[str]) -> list[str]:
    """Return the cells of a row without spaces around them, each line break a line feed."""
    stripped = list(map(str.strip, cells))
    if "\r" in "".join(stripped):
        return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in stripped]
    return stripped


def no_result() -> Unsound:
    """Return what stands for a formula that was never worked out."""
    text = "has no result: open the file in a spreadsheet and save it, or write the value"
    return Unsound("a formula", text)


def text_of(cell: Any, limits: Limits) -> str:
    """Return the text of a cell of a workbook; raises IndexError where its format is not there."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Unsound(str(value), "is an error of the spreadsheet: write the value, or nothing")
    if isinstance(value, str):
        return _words(value, limits)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, _NUMBERS):
        form = cell.number_format
        is_plain = form == "General" and abs(value) < _LOSES_DIGITS  # as nearly every number is
        return _plain(value) if is_plain else _number(value, str(form)[:LONGEST_FORMAT])
    return _moment(value)


def _words(value: str, limits: Limits) -> str:
    if len(value) > limits.cell:
        return Unsound(value[:100], f"is longer than {limits.cell:,} letters: shorten it")
    [text] = tidy([value.replace("_x000D_", "\r")])
    return text


def _moment(value: Any) -> DateCell:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return DateCell(value.isoformat(" "))
    return DateCell(value.isoformat() if isinstance(value, date) else str(value))


def _number(value: int | float, form: str) -> str:
    """Return a number as its cell shows it: with its noughts, its percent or its pounds."""
    if abs(value) >= _LOSES_DIGITS:
        text = f"has lost digits: a spreadsheet keeps {MOST_DIGITS}; type it again as text"
        return Unsound(f"{value:.0f}", text)
    if _NOUGHTS.fullmatch(form) and value == int(value) >= 0:
        return f"{int(value):0{len(form)}d}"
    if "%" in form:
        return f"{value * 100:.{MOST_DIGITS}g}%"
    return f"£{_plain(value)}" if "£" in form and value >= 0 else _plain(value)


def _plain(value: int | float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.{MOST_DIGITS}g}"
