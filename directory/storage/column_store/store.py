"""A version of the directory as columns; it never changes."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from directory.storage.column_store.arrays import Numbers
from directory.storage.column_store.columns import PartTable, StoredColumn
from directory.storage.column_store.splice import Splice

V = TypeVar("V")
T = TypeVar("T")
Values = Mapping[StoredColumn[Any], Any]
Step = tuple[Any, Splice]
"""The rows of a column that were read anew, and how they go among those that stayed."""
Cells = Mapping[StoredColumn[Any] | PartTable, Sequence[Any]]
_LINES = count()
FEW = 50
"""So few services, as an edit changes, are asked for in every way: they are kept beside."""


class _Lazy(Mapping[StoredColumn[Any], Any]):
    """Columns of which each is made when it is first asked for."""

    def __init__(self, columns: Iterable[StoredColumn[Any]], made: Values | None = None) -> None:
        self._made = dict(made or {})
        self._columns = dict.fromkeys((*columns, *self._made))

    def __getitem__(self, column: StoredColumn[Any]) -> Any:
        if column not in self._made:
            self._made[column] = self._make(column)
        return self._made[column]

    def __contains__(self, column: object) -> bool:
        return column in self._columns

    def __iter__(self) -> Iterator[StoredColumn[Any]]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def beside(self, more: Values) -> "_Lazy":
        """Return these columns with others beside them, or in their place."""
        found = copy(self)
        _Lazy.__init__(found, self._columns, {**self._made, **more})
        return found

    def _make(self, column: StoredColumn[Any]) -> Any:
        raise NotImplementedError


class _Some(_Lazy):
    """The columns of some services alone."""

    def __init__(self, of: Values, places: Numbers) -> None:
        super().__init__(of)
        self._of, self._places = of, places

    def _make(self, column: StoredColumn[Any]) -> Any:
        return column.some(self._of[column], self._places)


class _Next(_Lazy):
    """The columns of the next version: what nobody asks for meanwhile is put together once."""

    def __init__(self, old: Values, fresh: Values, splice: Splice) -> None:
        super().__init__(old)
        self._steps = {
            column: (value, (*steps, (fresh[column], splice)))
            for column in old
            for value, steps in (
                old.steps_to(column) if isinstance(old, _Next) else (old[column], ()),
            )
        }

    def steps_to(self, column: StoredColumn[Any]) -> tuple[Any, tuple[Step, ...]]:
        """Return a column as it was made last, and what became of it since."""
        if column in self._made:
            return self._made[column], ()
        return self._steps[column]

    def _make(self, column: StoredColumn[Any]) -> Any:
        found, steps = self._steps[column]
        for fresh, splice in steps:
            found = column.spliced(found, fresh, splice)
        return found


class Line:
    """The versions that follow one another from one whole reading; the keys of rows are its own."""

    def __init__(self) -> None:
        self.number, self._next, self._lock = next(_LINES), 0, Lock()

    def keys(self, many: int) -> Numbers:
        """Return keys that no row had before."""
        with self._lock:
            self._next += many
            return np.arange(self._next - many, self._next)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ColumnStore:
    """Every service that may be shown, in the order of their ids: one place in each column.

    Attributes:
        keys: of each row; one that changes has another from then on, so what was found for a key
            holds for good.
        is_sample: whether the services are made up, which they are all or none.
        memo: views of this version, and what else is derived of it.
        token: stands for these rows; the same version with more columns has the same.
    """

    version: int
    line: Line
    ids: Sequence[str]
    keys: Numbers
    is_sample: bool
    values: Values
    memo: dict[Hashable, Any] = field(default_factory=dict)
    token: object = field(default_factory=object)

    def __getitem__(self, column: StoredColumn[V]) -> V:
        found: V = self.values[column]
        return found

    def lacks(self, columns: Collection[StoredColumn[Any]]) -> list[StoredColumn[Any]]:
        """Return those of some columns that are not here."""
        return [column for column in columns if column not in self.values]

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is derived of this version alone, made once."""
        if key not in self.memo:
            self.memo[key] = make()
        found: T = self.memo[key]
        return found

    def place_of(self, id: str) -> int | None:
        """Return the place of a service; None where it is not shown."""
        at = bisect_left(self.ids, id)
        return at if at < len(self.ids) and self.ids[at] == id else None

    def some(self, places: Numbers) -> "ColumnStore":
        """Return some services alone; their places must be in order."""

        def alone() -> ColumnStore:
            return replace(
                self,
                ids=[self.ids[at] for at in places.tolist()],
                keys=self.keys[places],
                values=_Some(self.values, places),
                memo={},
                token=object(),
            )

        if len(places) > FEW:
            return alone()
        return self.derived(("some", places.tobytes()), alone)

    def with_values(self, values: Values) -> "ColumnStore":
        """Return the same version with more columns, or others."""
        old = self.values
        beside = old.beside(values) if isinstance(old, _Lazy) else {**old, **values}
        return replace(self, values=beside)

    def changed(self, values: Values, places: Numbers) -> "ColumnStore":
        """Return a store in which services at some places state something else."""
        keys = self.keys.copy()
        keys[places] = self.line.keys(len(places))
        return replace(self.with_values(values), keys=keys, memo={}, token=object())

    def beside(self, ids: Sequence[str], cells: Cells) -> "ColumnStore":
        """Return a store with more services; what their cells do not hold is not stated.

        `ids` are sorted, and none of these; `cells` are by column, or by table of parts.
        """
        fresh = {column: column.read(*_cells(column, cells, len(ids))) for column in self.values}
        return self.spliced(Splice.of(self.ids, (), ids), ids, fresh, self.version)

    def spliced(
        self, splice: Splice, ids: Sequence[str], fresh: Values, version: int
    ) -> "ColumnStore":
        """Return the next version; `ids` are those of the fresh rows."""
        return replace(
            self,
            version=version,
            ids=self.ids if splice.replaces else splice.sequence(self.ids, ids),
            keys=splice.rows(self.keys, self.line.keys(len(ids))),
            values=_Next(self.values, fresh, splice),
            memo={},
            token=object(),
        )


def _cells(column: StoredColumn[Any], cells: Cells, size: int) -> Sequence[Sequence[Any]]:
    if column.part:
        return [cells.get(column.part) or [()] * size]
    return [cells[column]] if column in cells else [[None] * size for _ in column.cells]


class HasStore(Protocol):
    """A view of a store."""

    store: ColumnStore


class stored(Generic[V]):
    """An attribute of a view that gives a column of its store."""

    def __init__(self, column: StoredColumn[V]) -> None:
        self._column = column

    def __get__(self, view: HasStore, owner: type) -> V:
        """Return the column."""
        return view.store[self._column]
