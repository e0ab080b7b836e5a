"""The first row of a directory file, and the cells of any other in the order that we use."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from directory.importing.columns import NAMES
from directory.importing.problems import FileError, FileProblem
from directory.importing.values import meant

Cells = tuple[str, ...]
"""The cells of a row in the order of `NAMES`, whatever their order in the file."""
Numbered = tuple[int, Cells]
MOST_COLUMNS = 200
"""More than any directory file has: a stray mark far to the right is one problem, not thousands."""


class Unsound(str):
    """What stands in a cell that its spreadsheet shows to be wrong, and how to mend it."""

    problem: str

    def __new__(cls, shown: str, problem: str) -> "Unsound":
        """Make one of what is shown of the cell, which is not empty."""
        made = super().__new__(cls, shown)
        made.problem = problem
        return made


def read_header(row: list[str]) -> list[str]:
    """Return the names of the columns in their order.

    Raises FileError naming every column that is missing, not known or there twice.
    """
    names = [name.strip() for name in row]
    problems = list(_header_problems(names))
    if problems:
        raise FileError(of_line(1, problem) for problem in problems)
    return names


def _header_problems(names: list[str]) -> Iterator[str]:
    if not any(names):
        yield "the file is empty: the first row should hold the column names"
    elif len(names) > MOST_COLUMNS:
        yield f"there are {len(names)} columns: delete all that hold nothing of the directory"
    elif len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        yield "the columns are not separated by commas: save the file as CSV (comma)"
    elif not set(names) & set(NAMES):
        yield f"the first row should hold the column names: {', '.join(NAMES)}"
    else:
        yield from _missing([name for name in NAMES if name not in names])
        for place, name in enumerate(names, 1):
            if not name:
                yield f"column {place} has no name: delete the column"
            elif name not in NAMES:
                yield f"the column {name} is not known{meant(name, frozenset(NAMES))}"
            elif name in names[: place - 1]:
                yield f"the column {name} is there twice"


def _missing(names: list[str]) -> Iterator[str]:
    if names:
        several = len(names) > 1
        yield f"the column{'s' * several} {', '.join(names)} {'are' if several else 'is'} missing"


def in_order(header: list[str]) -> Callable[[Sequence[str]], Cells]:
    """Return what puts the cells of a row into the order of `NAMES`."""
    return itemgetter(*map(header.index, NAMES))


def tidy(cell: str) -> str:
    """Return a cell without spaces around it, its line breaks as in the file that we write."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def of_line(line: int | None, problem: str) -> FileProblem:
    """Return a problem of a whole line, or of the file."""
    return FileProblem(line=line, column=None, value=None, problem=problem)
