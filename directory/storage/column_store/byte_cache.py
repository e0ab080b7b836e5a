"""Answers that are kept while they are asked for, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from itertools import islice
from sys import getsizeof
from threading import Lock
from typing import Any, TypeVar

from directory.infrastructure.time_budget import OverBudgetError, check_time, seconds_left

T = TypeVar("T")
MOST_BYTES = 96_000_000
LOOKED_AT = 8
"""Values whose size tells that of all."""


class ByteCache:
    """Keeps the answers that were asked for last. None of them is the only copy of anything."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._lock, self._most, self.bytes = Lock(), most, 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._finding: dict[Hashable, tuple[Lock, int]] = {}

    def get(self, key: Hashable) -> Any:
        """Return what is kept under a key; None where nothing is."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Any) -> None:
        """Keep an answer, and drop those that were not asked for longest where room is needed."""
        size = size_of(value)
        with self._lock:
            if key in self._kept:
                self.bytes -= self._kept.pop(key)[1]
            self._kept[key] = value, size
            self.bytes += size
            while self.bytes > self._most:
                _, (_, dropped) = self._kept.popitem(last=False)
                self.bytes -= dropped

    def keep(self, key: Hashable, find: Callable[[], T]) -> T:
        """Return what was found under a key before, or find it and keep it.

        Whoever asks while it is being found waits for that: it is not worked out twice at a time.
        Raises OverBudgetError where the time of the request is over.
        """
        found: T | None = self.get(key)
        if found is not None:
            return found
        with self._found_by_one(key):
            found = self.get(key)
            if found is None:
                check_time()
                self.put(key, found := find())
        return found

    @contextmanager
    def _found_by_one(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            lock, waiting = self._finding.get(key, (Lock(), 0))
            self._finding[key] = lock, waiting + 1
        try:
            if not lock.acquire(timeout=seconds_left()):
                raise OverBudgetError
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._lock:
                lock, waiting = self._finding.pop(key)
                if waiting > 1:
                    self._finding[key] = lock, waiting - 1

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0


def size_of(value: Any) -> int:
    """Return about how many bytes a value takes, with all that it holds."""
    if hasattr(value, "nbytes"):  # an array, or what knows its size
        return int(value.nbytes)
    if is_dataclass(value) and not isinstance(value, type):
        return getsizeof(value) + sum(size_of(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, Mapping):
        return getsizeof(value) + _items(value.items(), len(value))
    if isinstance(value, Sequence | Set) and not isinstance(value, str | bytes):
        return getsizeof(value) + _items(value, len(value))
    return getsizeof(value)


def _items(values: Iterable[Any], many: int) -> int:
    """Return the size of values, of many as the first of them are."""
    first = [size_of(value) for value in islice(values, LOOKED_AT)]
    return sum(first) * many // max(len(first), 1)


KEPT = ByteCache()
"""The one cache of this process: whoever works answers out of the directory shares it."""
