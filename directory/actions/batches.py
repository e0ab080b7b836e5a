"""Rows in parts small enough for one statement."""

from collections.abc import Iterator
from typing import TypeVar

BATCH = 500
"""Rows in one statement: under the number of parameters that SQLite takes."""

T = TypeVar("T")


def batches(rows: list[T]) -> Iterator[list[T]]:
    """Yield the rows in order, some at a time."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
