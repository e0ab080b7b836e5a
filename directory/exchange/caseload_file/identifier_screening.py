"""Columns that may tell who somebody is, by their headings and by what stands in them.

A file that holds one is refused whole. What stands in the column is never repeated.
"""

import re
from collections.abc import Iterable, Sequence

from directory.exchange.caseload_file.census import RefusedHeadings
from directory.exchange.caseload_file.header_mapping import Heading, looks_refused
from directory.model.problems import FileError, FileProblem

MOST_KEPT = 2000
"""Values of a column that are looked at; a column with more is judged by these."""
LONGEST_KEPT = 500
"""Letters of a value; no shape is as long."""
MANY = 100
"""Words that are this many in one column are names of something, and listed nowhere."""
FEW = 5
"""Rows from which a column of nothing but different values is suspect."""
_SHAPES = (
    ("e-mail addresses", re.compile(r"[^\s@]+@[^\s@]+")),
    ("postcodes", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)),
    ("unique pupil numbers", re.compile(r"[A-Z]\d{11}[A-Z\d]", re.IGNORECASE)),
    ("NHS numbers or others of ten digits", re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")),
    ("telephone numbers", re.compile(r"(?:\+44|\(?0)[\d ()-]{8,14}\d")),
    ("National Insurance numbers", re.compile(r"[A-Z]{2} ?(?:\d\d ?){3}[A-D]", re.IGNORECASE)),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*")
_LONG_NUMBER = re.compile(r"\d{5,}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
TAKE_OUT = (
    "take this column out and send the file again; the whole file was refused, and nothing of it "
    "was kept"
)


def refuse_headings(headings: Iterable[Heading], refused: RefusedHeadings) -> None:
    """Refuse a file with columns that are headed as names, addresses or numbers of people are.

    Raises FileError naming every one of them.
    """
    problems = []
    for heading in headings:
        if _has_shape(heading.name):
            where = f"column {heading.at + 1}"
            problems.append(_problem(where, "is headed by what looks like a person’s own details"))
        elif not heading.is_known and looks_refused(heading.name, refused):
            problems.append(
                _problem(heading.place, "may tell who a child or a worker is, by its heading")
            )
    if problems:
        raise FileError(problems)


class IdentifierScreen:
    """Looks at what stands in each column, row after row, for what may tell who somebody is."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._headings = headings
        self._seen: list[set[str]] = [set() for _ in headings]
        self._filled = [0] * len(headings)

    def look(self, at: int, values: Sequence[str]) -> None:
        """Take in some cells of a column."""
        if not self._headings[at].is_used:
            self._filled[at] += len(values) - values.count("")
        if len(self._seen[at]) < MOST_KEPT:
            self._seen[at].update(value[:LONGEST_KEPT] for value in set(values) if value)

    def has_any(self, at: int) -> bool:
        """Say whether anything stands in a column."""
        return bool(self._seen[at])

    def refuse(self) -> None:
        """Refuse the file where a column looks like one that tells of people. Raises FileError."""
        found = [
            _problem(heading.place, said)
            for heading in self._headings
            if (said := self._said(heading))
        ]
        if found:
            raise FileError(found)

    def _said(self, heading: Heading) -> str | None:
        values = {value for value in self._seen[heading.at] if not _DAY.fullmatch(value)}
        for what, shape in _SHAPES:
            if any(shape.fullmatch(value) for value in values):
                return f"holds what looks like {what}"
        return None if heading.is_used else _many(values, self._filled[heading.at])


def _many(values: set[str], filled: int) -> str | None:
    """Say of a column that is not ours that it holds too many different words or numbers."""
    words = sum(bool(_LETTERS.search(value)) for value in values)
    numbers = sum(bool(_LONG_NUMBER.fullmatch(value)) for value in values)
    if words >= MANY or (words >= FEW and words * 2 > min(filled, MOST_KEPT)):
        return "holds many different words, which may be names"
    if numbers >= FEW and numbers * 2 > min(filled, MOST_KEPT):
        return "holds many different numbers, which may be those of people"
    return None


def _has_shape(value: str) -> bool:
    return any(shape.fullmatch(value.strip()) for _, shape in _SHAPES)


def _problem(column: str, what: str) -> FileProblem:
    return FileProblem(line=None, column=column, value=None, problem=f"{what}: {TAKE_OUT}")
