"""Reports that are kept until what they are of changes: each is worked out once by a process."""

from collections.abc import Callable, Hashable
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from directory.exchange.data_quality.report import QualityReport


class ReportKeeper:
    """Keeps the last report of each directory or feed of a database."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._lock = Lock()
        self._kept: WeakKeyDictionary[Engine, dict[str, tuple[Hashable, QualityReport]]]
        self._kept = WeakKeyDictionary()

    def current(
        self, engine: Engine, of: str, state: Hashable, make: Callable[[], QualityReport]
    ) -> QualityReport:
        """Return the report of that name, made anew where `state` is another than when it was.

        Whoever asks while it is being made waits for that one: it is not made twice at a time.
        """
        with self._lock:
            kept = self._kept.setdefault(engine, {})
            if of not in kept or kept[of][0] != state:
                kept[of] = state, make()
            return kept[of][1]


REPORTS = ReportKeeper()
