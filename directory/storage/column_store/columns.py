"""The kinds of columns: how the cells that are read become one array, and the next version of it.

A column is declared where it is used; it is read once a process and followed from then on.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, String, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from directory.model.service_status import NO_DAY
from directory.storage.column_store.arrays import Flags, Numbers, Rows
from directory.storage.column_store.splice import Splice
from directory.storage.column_store.word_sets import WordSets

V = TypeVar("V")
Cell = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class PartTable:
    """A table whose rows belong to services; the id of the service is first in the query."""

    query: Any
    service_id: Cell


class StoredColumn(Generic[V]):
    """One column of the services."""

    cells: tuple[Cell, ...] = ()
    """What is read of the table of services, a cell each."""
    part: PartTable | None = None
    """The table whose rows are read in their place."""

    def read(self, *cells: Sequence[Any]) -> V:
        """Return the column, from the cells of each kind or the rows of parts, by service."""
        raise NotImplementedError

    def spliced(self, old: V, fresh: V, splice: Splice) -> V:
        """Return the column of the next version."""
        raise NotImplementedError

    def some(self, value: V, places: Numbers) -> V:
        """Return the column of some services."""
        raise NotImplementedError


class _Plain(StoredColumn[Any]):
    """A column that is one array."""

    def spliced(self, old: Rows, fresh: Rows, splice: Splice) -> Rows:
        """Return the column of the next version."""
        return splice.rows(old, fresh)

    def some(self, value: Rows, places: Numbers) -> Rows:
        """Return the column of some services."""
        return value[places]


class Number(_Plain, StoredColumn[Numbers]):
    """Whole numbers; `none` stands for one that is not stated."""

    def __init__(self, cell: Cell, none: int) -> None:
        self.cells, self.none = (cell,), none

    def read(self, *cells: Sequence[Any]) -> Numbers:
        """Return the numbers."""
        return np.array([self.none if cell is None else cell for cell in cells[0]], np.int64)


class Read(_Plain, StoredColumn[Numbers]):
    """Numbers that are made of cells; each that is stated is read once."""

    def __init__(self, cell: Cell, read: Callable[[Any], int]) -> None:
        self.cells, self._read = (cell,), read

    def read(self, *cells: Sequence[Any]) -> Numbers:
        """Return the numbers."""
        seen = {cell: self._read(cell) for cell in set(cells[0])}
        return np.fromiter(map(seen.__getitem__, cells[0]), np.int64, len(cells[0]))


class Day(Read):
    """Days as numbers that can be compared; NO_DAY for one that is not stated."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(type_coerce(cell, String), _day)


class FlagColumn(_Plain, StoredColumn[Flags]):
    """Yes or no; nothing stated is no."""

    def __init__(self, cell: Cell) -> None:
        self.cells = (cell,)

    def read(self, *cells: Sequence[Any]) -> Flags:
        """Return the flags."""
        return np.array([bool(cell) for cell in cells[0]], np.bool_)


class Words(StoredColumn[WordSets]):
    """Words that a cell states; `read` gives them from its text."""

    def __init__(
        self,
        cell: Cell,
        read: Callable[[Any], tuple[str, ...]] = lambda cell: (cell,) if cell else (),
    ) -> None:
        self.cells, self._read = (type_coerce(cell, String),), read

    @classmethod
    def listed(cls, cell: Cell) -> "Words":
        """Return a column of lists of words, as `storage.base.WordList` keeps them."""
        return cls(cell, lambda text: tuple(text.split(";")) if text else ())

    def read(self, *cells: Sequence[Hashable]) -> WordSets:
        """Return the sets of words."""
        return WordSets.of(cells[0], self._read)

    def spliced(self, old: WordSets, fresh: WordSets, splice: Splice) -> WordSets:
        """Return the column of the next version."""
        return old.spliced(fresh, splice)

    def some(self, value: WordSets, places: Numbers) -> WordSets:
        """Return the column of some services."""
        return value.some(places)


class PartWords(Words):
    """Words of the parts of services; `pick` gives those of one service from its rows."""

    def __init__(self, part: PartTable, pick: Callable[[Sequence[Any]], tuple[str, ...]]) -> None:
        self.part, self._pick = part, pick

    def read(self, *cells: Sequence[Any]) -> WordSets:
        """Return the sets of words."""
        picked = [self._pick(rows) if rows else () for rows in cells[0]]
        return WordSets.of(picked, lambda words: words)


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderedText:
    """Texts of services, and the places in their order; equal ones go by place."""

    texts: Rows
    order: Numbers

    @cached_property
    def rank(self) -> Numbers:
        """Return the rank of each service."""
        ranks = np.empty_like(self.order)
        ranks[self.order] = np.arange(len(self.order))
        return ranks


class TextOrder(StoredColumn[OrderedText]):
    """A text by which services are ordered; the order is kept, and never sorted again."""

    def __init__(self, cell: Cell) -> None:
        self.cells = (cell,)

    def read(self, *cells: Sequence[Any]) -> OrderedText:
        """Return the texts in their order."""
        texts = np.empty(len(cells[0]), object)
        texts[:] = [(cell or "").casefold() for cell in cells[0]]
        order = sorted(range(len(texts)), key=texts.tolist().__getitem__)
        return OrderedText(texts=texts, order=np.array(order, np.int64))

    def spliced(self, old: OrderedText, fresh: OrderedText, splice: Splice) -> OrderedText:
        """Return the column of the next version: each fresh text is put where it belongs."""
        to, places = splice.moved(len(old.texts))
        texts, order = splice.rows(old.texts, fresh.texts), to[old.order]
        order = order[order >= 0]
        more = places[fresh.order].tolist()

        def key(place: int) -> tuple[str, int]:
            return texts[place], place

        at = [bisect_left(order, key(place), key=key) for place in more]
        return OrderedText(texts=texts, order=np.insert(order, at, more))

    def some(self, value: OrderedText, places: Numbers) -> OrderedText:
        """Return the column of some services."""
        return self.read(value.texts[places].tolist())


def day_number(day: date | None) -> int:
    """Return a date as a number that can be compared; NO_DAY for none."""
    return day.toordinal() if day else NO_DAY


def _day(cell: str | date | None) -> int:
    return day_number(date.fromisoformat(cell) if isinstance(cell, str) else cell)
