"""How long the work for one request may go on, looked at between its steps.

Work that is not for a request has no end set. A step that has begun is not cut off, so a budget is
kept to within the length of a step.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_ends_at: ContextVar[float | None] = ContextVar("time_budget_ends_at", default=None)
NO_END = -1.0
"""What a lock takes for as long as it takes."""


class OverBudgetError(Exception):
    """The work took longer than it may; what was finished of it is kept."""


@contextmanager
def time_budget(seconds: float) -> Iterator[None]:
    """Let the work within take so many seconds; 0 for as long as it takes."""
    token = _ends_at.set(monotonic() + seconds if seconds else None)
    try:
        yield
    finally:
        _ends_at.reset(token)


def seconds_left() -> float:
    """Return how many seconds are left, at least 0; NO_END where no end is set."""
    end = _ends_at.get()
    return NO_END if end is None else max(end - monotonic(), 0.0)


def check_time() -> None:
    """Raise OverBudgetError where the time is over."""
    if seconds_left() == 0.0:
        raise OverBudgetError
