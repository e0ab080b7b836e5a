"""What happened to one service, from the log and from the days that it states.

The log says what an import changed; that a stated day has come, nobody writes. Both are told as
one story: each thing once, the earlier of two that say the same.

The log keeps no values, so a day is known only where no later row states it anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from directory.clock import ENGLAND, date_in_england
from directory.importing.happenings import What
from matcher.ages import date_reaching

Saying = Literal[
    "new",
    "announced",
    "opened",
    "again",
    "back",
    "changed",
    "paused",
    "closing",
    "ending",
    "closed",
    "left",
]
WHAT: Mapping[Saying, What] = {
    "new": "opened",
    "announced": "changed",
    "opened": "opened",
    "again": "opened",
    "back": "opened",
    "changed": "changed",
    "paused": "paused",
    "closing": "ending",
    "ending": "ending",
    "closed": "closed",
    "left": "left",
}
"""What each saying comes to for a reader who only sorts."""
SOON_MONTHS = 3
"""How long before its end a service is said to be ending."""
_TAKES_NOBODY = ("closed", "paused")
_STATES: Mapping[str, What] = {"paused": "paused", "closed": "closed", "closing": "ending"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What a service states now that its story follows from."""

    id: str
    status: str
    starts_on: date | None
    ends_on: date | None
    is_gone: bool
    has_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One row of the log; `at` in UTC."""

    at: datetime
    what: str
    columns: tuple[str, ...]

    @property
    def is_added(self) -> bool:
        """Say whether the service was new: such a row states everything."""
        return not self.columns and self.what != "left"

    @property
    def states_status(self) -> bool:
        """Say whether it tells whether the service runs."""
        return self.is_added or bool({"status", "file"} & set(self.columns))

    def states(self, column: str) -> bool:
        """Say whether a column got its value here."""
        return self.is_added or column in self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; `day` is the one it is about, where that is known."""

    service_id: str
    saying: Saying
    at: datetime
    columns: tuple[str, ...] = ()
    day: date | None = None
    is_stored: bool = False

    @property
    def what(self) -> What:
        """Return which of the six things happened."""
        return WHAT[self.saying]

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from every other event, the same each time."""
        if self.is_stored:
            return (self.service_id, self.at.isoformat())
        return (self.service_id, self.saying, str(self.day))


def story(service: Dated, log: Sequence[Logged], now: datetime) -> list[Event]:
    """Return what happened to a service until now; `log` is in the order of time."""
    if service.is_gone:
        return [_stored(service, row, "left") for row in log if row.what == "left"]
    told = [(row, event) for row in log if (event := _told(service, row, log))]
    events = [event for _, event in told]
    derived = [e for e in _derived(service, log, events) if e.at <= now]
    closed = next((e for e in derived if e.saying == "closed"), None)
    if closed:
        events = [e for e in (_unless_told(e, closed) for e in events) if e]
    return [*events, *derived]


def first_moment(day: date) -> datetime:
    """Return when a day begins in England, in UTC."""
    return datetime.combine(day, time(), ENGLAND).astimezone(UTC)


def last_day_soon(on: date) -> date:
    """Return the latest of the days whose last three months have begun on a date."""
    near = date_reaching(on, SOON_MONTHS) or on
    days = (near + timedelta(days=more) for more in range(-3, 4))  # as months differ
    return max(day for day in days if (date_reaching(day, -SOON_MONTHS) or day) <= on)


def _told(service: Dated, row: Logged, log: Sequence[Logged]) -> Event | None:
    saying, day = _saying(service, row, log)
    columns = tuple(c for c in row.columns if c != "venues" or not service.has_hidden)
    if saying == "changed" and not columns:
        return None  # of a hidden address not even that it changed is told
    return replace(_stored(service, row, saying), columns=columns, day=day)


def _stored(service: Dated, row: Logged, saying: Saying) -> Event:
    return Event(service_id=service.id, saying=saying, at=row.at, is_stored=True)


def _saying(service: Dated, row: Logged, log: Sequence[Logged]) -> tuple[Saying, date | None]:
    """Return how a row of the log is told, and the day that it is about."""
    ends, starts = _known(service.ends_on, "ends_on", row, log), service.starts_on
    if row.what == "ending":
        if row.states_status:
            return "closing", ends
        return _end_stated(ends, date_in_england(row.at)), ends
    if row.what != "opened":
        return _PLAIN.get(row.what, "changed"), None
    if not row.is_added:
        return ("back" if "file" in row.columns else "again"), None
    starts = _known(starts, "starts_on", row, log)
    is_ahead = starts is not None and starts > date_in_england(row.at)
    return ("announced", starts) if is_ahead else ("new", None)


_PLAIN: Mapping[str, Saying] = {"paused": "paused", "closed": "closed", "left": "left"}


def _known(day: date | None, column: str, row: Logged, log: Sequence[Logged]) -> date | None:
    """Return the day that held when a row was written; None where a later row states another."""
    return None if any(each.at > row.at and each.states(column) for each in log) else day


def _end_stated(ends: date | None, on: date) -> Saying:
    """Return how the statement of an end is told: one that is far off is no news of an ending."""
    if ends is None:
        return "changed"
    if ends < on:
        return "closed"
    soon = date_reaching(ends, -SOON_MONTHS)
    return "ending" if soon and soon <= on else "changed"


def _derived(service: Dated, log: Sequence[Logged], told: list[Event]) -> Iterator[Event]:
    """Yield what follows from days: those that come, and those that were stated late."""
    if service.starts_on:
        yield from _opened(service, service.starts_on, log)
    if service.ends_on and service.ends_on < date.max:
        yield from _ending(service, service.ends_on, log, told)
        yield from _closed(service, service.ends_on, log, told)


def _opened(service: Dated, day: date, log: Sequence[Logged]) -> Iterator[Event]:
    at, stated = first_moment(day), _stated_at("starts_on", log)
    is_late = stated is not None and stated >= at
    if not is_late and not _over(service, day) and _state(service, log, at) not in _TAKES_NOBODY:
        yield Event(service_id=service.id, saying="opened", at=at, day=day)


def _ending(service: Dated, day: date, log: Sequence[Logged], told: list[Event]) -> Iterator[Event]:
    soon, stated = date_reaching(day, -SOON_MONTHS), _stated_at("ends_on", log)
    if soon is None:
        return
    at = max(first_moment(soon), stated or first_moment(soon))
    is_told = any(e.saying == "ending" and e.at == at for e in told)
    is_over = at >= first_moment(day + timedelta(days=1))
    if not (is_told or is_over or _said_to_end(service, log, at)):
        yield Event(service_id=service.id, saying="ending", at=at, day=day)


def _closed(service: Dated, day: date, log: Sequence[Logged], told: list[Event]) -> Iterator[Event]:
    after, stated = first_moment(day + timedelta(days=1)), _stated_at("ends_on", log)
    at = max(after, stated or after)
    is_told = any(e.saying == "closed" and e.at == at for e in told)
    was_closed = any(row.states_status for row in log) and _state(service, log, at) == "closed"
    if not (is_told or was_closed):
        yield Event(service_id=service.id, saying="closed", at=at, day=day)


def _said_to_end(service: Dated, log: Sequence[Logged], at: datetime) -> bool:
    """Say whether it had closed, or readers had been told already that it is ending."""
    state = _state(service, log, at)
    return state == "closed" or (state == "ending" and any(row.states_status for row in log))


def _unless_told(event: Event, closed: Event) -> Event | None:
    """Return an event as it is told after the last day passed: not closed twice, and not open."""
    is_late = event.at >= closed.at and event.saying in (
        "closed",
        "new",
        "again",
        "back",
        "closing",
    )
    if not is_late:
        return event
    columns = tuple(c for c in event.columns if c not in ("status", "file"))
    return replace(event, saying="changed", columns=columns, day=None) if columns else None


def _over(service: Dated, day: date) -> bool:
    return service.ends_on is not None and service.ends_on < day


def _stated_at(column: str, log: Sequence[Logged]) -> datetime | None:
    """Return when a column got the value it has; None where that was before there was a log."""
    return max((row.at for row in log if row.states(column)), default=None)


def _state(service: Dated, log: Sequence[Logged], at: datetime) -> str:
    """Return whether a service ran at a moment: opened, paused, ending or closed."""
    rows = [row for row in log if row.states_status]
    before = [row.what for row in rows if row.at <= at]
    if before:
        return before[-1]
    if rows:  # it was otherwise before: what it opened from, or what it ceased to be
        return "paused" if rows[0].what == "opened" else "opened"
    return _STATES.get(service.status, "opened")
