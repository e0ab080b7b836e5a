"""Answers about each service by itself, kept from version to version.

A row has its key until it changes, so only those that are new since an answer was kept are asked
about again; nothing has to be dropped.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from directory.storage.column_store.arrays import Flags, Numbers, Rows
from directory.storage.column_store.byte_cache import KEPT
from directory.storage.column_store.store import ColumnStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Followed(Generic[T]):
    """What was found, and by key for which rows."""

    known: Flags
    found: T


def followed(store: ColumnStore, key: Hashable, extend: Callable[[T | None, Numbers], T]) -> T:
    """Return what is kept under a key, extended by the services that it does not cover yet.

    `extend` takes what is kept, if anything, and the places of those services, and returns what
    covers both: a new object, since others may be reading the one that is kept.
    """
    kept: _Followed[T] | None = KEPT.get((store.line.number, key))
    size = int(store.keys.max(initial=-1)) + 1
    known = np.zeros(size, np.bool_)
    if kept is not None:
        known = grown(kept.known, size, fill=False)
    new = np.flatnonzero(~known[store.keys])
    if kept is not None and not len(new):
        return kept.found
    known = known.copy()
    known[store.keys[new]] = True
    found = extend(kept.found if kept else None, new)
    KEPT.put((store.line.number, key), _Followed(known=known, found=found))
    return found


def by_row(store: ColumnStore, key: Hashable, find: Callable[[Numbers], Rows]) -> Rows:
    """Return an answer for each service; `find` gives those at some places."""

    def extend(kept: Rows | None, places: Numbers) -> Rows:
        new = find(places)
        size = int(store.keys.max(initial=-1)) + 1
        found = grown(new[:0] if kept is None else kept, size).copy()
        found[store.keys[places]] = new
        return found

    return followed(store, key, extend)[store.keys]


def grown(values: Rows, size: int, fill: Any = 0) -> Rows:
    """Return values with more after them, up to a size."""
    more = size - len(values)
    if more <= 0:
        return values
    return np.concatenate([values, np.full((more, *values.shape[1:]), fill, values.dtype)])
