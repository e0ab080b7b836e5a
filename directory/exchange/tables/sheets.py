"""What every format of a table comes to: sheets of numbered rows of text."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from directory.model.problems import FileProblem

Row = list[str]
Numbered = tuple[int, Row]
"""A row and the line on which it begins, from 1."""


class Block(NamedTuple):
    """Cells that are merged, whose value stands in the first alone; all four from 1."""

    name: str
    left: int
    top: int
    right: int
    bottom: int


class Sheet(Protocol):
    """One sheet of a file; a CSV file is one."""

    @property
    def title(self) -> str:
        """Return its name; empty for a CSV file."""

    @property
    def is_shown(self) -> bool:
        """Say whether its spreadsheet shows it."""

    @property
    def separator(self) -> str | None:
        """Return what separates its cells, as it is called; None where rows cannot be ragged."""

    def rows(self, problems: list[FileProblem]) -> Iterator[Numbered]:
        """Yield each row that is not blank, its cells tidied.

        Adds to `problems` what ends them early. Raises FileError where nothing of it can be read.
        """

    def merged(self) -> Iterable[Block]:
        """Yield the cells that are merged."""

    def column(self, place: int) -> str:
        """Return how a column is called in the sheet, by its place from 0."""
