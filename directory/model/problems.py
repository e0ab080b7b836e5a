"""What is wrong in a directory file, placed for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHOWN = 60
MOST_PROBLEMS = 500
"""More than a person reads at one time; the rest are counted, and come up at the next try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One problem: the line (from 1), the column, what stands there and how to mend it."""

    line: int | None
    column: str | None
    value: str | None
    problem: str

    def __str__(self) -> str:
        place = [f"line {self.line}" if self.line else "", self.column or ""]
        where = ", ".join(part for part in place if part) or "the file"
        shown = f" “{self.shown}”" if self.shown else ""
        return f"{where}:{shown} {self.problem}"

    @property
    def shown(self) -> str:
        """Return what stands there, short and on one line."""
        return _short(self.value or "")


class FileError(Exception):
    """The file cannot be taken; nothing of it has been written."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def of_line(line: int | None, problem: str) -> FileProblem:
    """Return a problem of a whole line, or of the file."""
    return FileProblem(line=line, column=None, value=None, problem=problem)


def of_file(problem: str) -> FileProblem:
    """Return a problem of the whole file."""
    return of_line(None, problem)


def refused(problem: str) -> FileError:
    """Return what is raised about a whole file."""
    return FileError([of_file(problem)])


def demand_none(
    problems: Iterable[FileProblem], *, more: int = 0, most: int = MOST_PROBLEMS
) -> None:
    """Raise FileError where there is any problem: the first of them by line, the rest counted.

    `more` were counted and not kept.
    """
    found = sorted(problems, key=lambda problem: problem.line or 0)
    more += len(found[most:])
    if more:
        are = "problem is" if more == 1 else "problems are"
        found[most:] = [of_file(f"{more:,} more {are} not listed here")]
    if found:
        raise FileError(found)


def _short(value: str) -> str:
    """Return a value on one line, and with nothing in it that a terminal would obey."""
    one_line = "".join(c if c.isprintable() else "�" for c in " ".join(value.split()))
    return one_line if len(one_line) <= LONGEST_SHOWN else f"{one_line[: LONGEST_SHOWN - 1]}…"
