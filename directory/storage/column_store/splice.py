"""How the rows of the next version come of the rows that stay and of those that are read anew."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from directory.storage.column_store.arrays import Numbers, Rows

Piece = tuple[bool, slice]
"""Whether some rows that follow one another are fresh, and which they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """The pieces of the next version, in order."""

    pieces: Sequence[Piece]
    replaces: bool = False
    """Whether the fresh rows are of the services whose rows go: no place moves."""

    @classmethod
    def of(cls, old: Sequence[str], gone: Sequence[int], fresh: Sequence[str]) -> "Splice":
        """Return how sorted ids, less those at some places, and others go into one order.

        `gone` are places among `old`, `fresh` ids that are not among the others; both sorted.
        """
        replaces = [old[at] for at in gone] == list(fresh)
        return cls(pieces=list(_pieces(old, gone, fresh)), replaces=replaces)

    def rows(self, old: Rows, fresh: Rows) -> Rows:
        """Return an array with one value a row."""
        parts = [(fresh if is_fresh else old)[rows] for is_fresh, rows in self.pieces]
        return np.concatenate([old[:0], *parts])

    def sequence(self, old: Sequence[str], fresh: Sequence[str]) -> list[str]:
        """Return a list with one value a row."""
        found: list[str] = []
        for is_fresh, rows in self.pieces:
            found += (fresh if is_fresh else old)[rows]
        return found

    def items(self, old: Numbers, fresh: Numbers) -> "Splice":
        """Return the same of the items of lists, one list a row; given is where lists begin."""
        return Splice(
            pieces=[
                (is_fresh, slice(int(first[rows.start]), int(first[rows.stop])))
                for is_fresh, rows in self.pieces
                for first in (fresh if is_fresh else old,)
            ]
        )

    def moved(self, size: int) -> tuple[Numbers, Numbers]:
        """Return where each of the old rows goes, -1 for nowhere, and where the fresh ones go."""
        to, fresh, at = np.full(size, -1), [np.empty(0, np.int64)], 0
        for is_fresh, rows in self.pieces:
            places = np.arange(at, at := at + rows.stop - rows.start)
            if is_fresh:
                fresh.append(places)
            else:
                to[rows] = places
        return to, np.concatenate(fresh)


def _pieces(old: Sequence[str], gone: Sequence[int], fresh: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces: each is cut where a row goes, or where others come between."""
    cuts = [(at, 0, n) for n, at in enumerate(bisect_left(old, id) for id in fresh)]
    start = 0
    for at, goes, n in sorted([*cuts, *((place, 1, 0) for place in gone)]):
        if start < at:
            yield False, slice(start, at)
        start = max(start, at + goes)
        if not goes:
            yield True, slice(n, n + 1)
    if start < len(old):
        yield False, slice(start, len(old))
