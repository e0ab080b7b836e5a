"""What is worked out of the snapshot, kept until the directory changes."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.nearby.snapshot import SNAPSHOTS, Snapshot

T = TypeVar("T")


class Beside(Generic[T]):
    """Keeps one thing for each database, made anew when its snapshot is."""

    def __init__(self, make: Callable[[Session, Snapshot], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, tuple[Snapshot, T]] = WeakKeyDictionary()

    def current(self, session: Session) -> T:
        """Return it for the directory as it is now: one small query if kept."""
        snapshot = SNAPSHOTS.current(session)
        engine = session.get_bind().engine
        with self._lock:
            kept = self._kept.get(engine)
            if kept is None or kept[0] is not snapshot:
                kept = self._kept[engine] = snapshot, self._make(session, snapshot)
        return kept[1]
