"""A connection to PostgreSQL that gives up on a server that has stopped answering.

The server's own statement time-out needs a server that runs, and TCP's sees a machine that is gone,
not a process that hangs; so the wait itself is bounded here.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import psycopg
from psycopg import OperationalError

PAUSE_SECONDS = 2.0
"""For how long nobody tries to connect after it failed: a page says at once that it cannot."""
GRACE_SECONDS = 2.0
"""How much longer than the server's own limit we wait for it to say that it gave up."""
_NOTHING_CAME = 0


class Outage:
    """Whether a database was out of reach a moment ago, for all threads of one process."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = Lock()

    def begin(self) -> None:
        """Note that the database did not answer."""
        self._until = time.monotonic() + PAUSE_SECONDS

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Let one try to connect; after a failure, others learn at once that it cannot be reached.

        Raises psycopg.OperationalError.
        """
        if time.monotonic() < self._until:
            raise OperationalError("the database did not answer a moment ago")
        is_suspect = self._until > 0
        if is_suspect and not self._lock.acquire(blocking=False):
            raise OperationalError("the database is being tried again")
        try:
            yield
            self._until = 0.0
        except psycopg.Error:
            self.begin()
            raise
        finally:
            if is_suspect:
                self._lock.release()


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed once the server has been silent for `seconds`."""

    seconds: float | None = None
    outage: Outage | None = None

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait for an answer. Raises OperationalError where none comes in time."""
        if self.seconds is None:
            return super().wait(gen, *args, **kwargs)
        return super().wait(self._bounded(gen, self.seconds + GRACE_SECONDS), *args, **kwargs)

    def _bounded(self, gen: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
        """Hand on what a generator waits for, until nothing has come for too long."""
        until = time.monotonic() + seconds
        ready = None
        while True:
            try:
                wanted = next(gen) if ready is None else gen.send(ready)
            except StopIteration as done:
                return done.value
            ready = yield wanted
            if ready != _NOTHING_CAME:
                until = time.monotonic() + seconds
            elif time.monotonic() > until:
                self._give_up()

    def _give_up(self) -> None:
        if self.outage is not None:
            self.outage.begin()
        self.close()
        raise OperationalError("the database has stopped answering")
