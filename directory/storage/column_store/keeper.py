"""The columns of each database, kept up to date: one small query where nothing changed."""

from collections.abc import Collection
from threading import Lock
from typing import Any, ClassVar, Protocol, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.storage.column_store import column_queries
from directory.storage.column_store.columns import StoredColumn
from directory.storage.column_store.store import ColumnStore
from directory.storage.models import DirectoryVersion


class View(Protocol):
    """Some columns of a store under names of their own."""

    COLUMNS: ClassVar[Collection[StoredColumn[Any]]]

    def __init__(self, store: ColumnStore) -> None:
        """Take a store that has the columns."""


T = TypeVar("T", bound=View)


class ColumnKeeper:
    """Keeps the store of each database. Readers keep the one they have while the next is made."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, ColumnStore] = WeakKeyDictionary()

    def current(self, session: Session, view: type[T]) -> T:
        """Return a view of the directory as it is now."""
        store = self._current(session, view.COLUMNS)
        return store.derived(view, lambda: view(store))

    def _current(self, session: Session, columns: Collection[StoredColumn[Any]]) -> ColumnStore:
        engine, version = session.get_bind().engine, _version(session)
        kept = self._kept.get(engine)
        if kept is not None and kept.version == version and not kept.lacks(columns):
            return kept
        with self._lock:
            kept = self._kept.get(engine)
            done = False
            # Again where an import ended while we read: half of it must not be kept.
            while not done:
                version = _version(session)
                kept = _next(session, kept, columns, version)
                done = kept is not None and _version(session) == version
                if kept is not None and done:
                    self._kept[engine] = kept
        assert kept is not None
        return kept


def _next(
    session: Session,
    kept: ColumnStore | None,
    columns: Collection[StoredColumn[Any]],
    version: int,
) -> ColumnStore | None:
    """Return the store of a version; None where it must be read whole."""
    if kept is None or kept.version > version:
        return column_queries.read_store(session, columns, version)
    if kept.version < version:
        kept = column_queries.read_changes(session, kept, version)
    if kept is not None and (lacking := kept.lacks(columns)):
        kept = column_queries.read_more(session, kept, lacking)
    return kept


def _version(session: Session) -> int:
    return session.scalar(select(DirectoryVersion.number)) or 0


STORES = ColumnKeeper()
"""The one keeper of this process: whoever asks the directory shares its columns."""
