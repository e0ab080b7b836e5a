"""What is wrong in a directory file, placed for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHOWN = 60


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


def _short(value: str) -> str:
    """Return a value on one line, and with nothing in it that a terminal would obey."""
    one_line = "".join(c if c.isprintable() else "�" for c in " ".join(value.split()))
    return one_line if len(one_line) <= LONGEST_SHOWN else f"{one_line[: LONGEST_SHOWN - 1]}…"
