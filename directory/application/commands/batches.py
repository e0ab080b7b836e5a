"""Rows in parts small enough for one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

BATCH = 500
"""Rows in one statement: under the number of parameters that SQLite takes."""

T = TypeVar("T")


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield the rows in order, some at a time; no more than those are ever made."""
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        yield some
