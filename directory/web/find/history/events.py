"""What happened to a service: each change in the log, and each day that it states when it comes.

Nobody writes that a stated day has come. Going back through the log from what a service states
now gives what it stated before, so a day is told as it was stated then, and nothing twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from directory.infrastructure.clock import ENGLAND, in_utc
from directory.model.cell_types import written
from directory.model.change_events import What
from directory.storage import Service, ServiceChange
from matcher.ages import date_reaching

SOON_MONTHS = 3
"""How long before its end a service is said to be ending."""
NEVER, ALWAYS = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
Changed = Mapping[str, Sequence[str | None]]
"""What cells held before and after, by column: "" = not stated, None = not kept."""


class Kind(Enum):
    """What can happen: which of six things it is for a reader who only sorts, and its words."""

    NEW = "opened", "New", "It is new in the directory."
    ANNOUNCED = "changed", "New, not open yet", "It is new in the directory and starts on {day}."
    OPENED = "opened", "Opened", "Its first day was {day}."
    AGAIN = "opened", "Running again", "It is marked as running again."
    BACK = "opened", "Listed again", "It is in the directory again."
    CHANGED = "changed", "Changed", ""
    PAUSED = "paused", "Paused", "It takes nobody at present."
    CLOSING = "ending", "Ending", "It is marked as ending; its last day is {day}."
    ENDING = "ending", "Ending", "Its last day is {day}."
    CLOSED = "closed", "Closed", "It is marked as closed."
    OVER = "closed", "Closed", "Its last day was {day}."
    LEFT = (
        "left",
        "No longer listed",
        "It is no longer in the list that it came from. Whether it closed is not known.",
    )

    def __init__(self, what: What, label: str, sentence: str) -> None:
        self.what, self.label, self.sentence = what, label, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; `day` is the one it is about, where that is known."""

    service: Service
    kind: Kind
    at: datetime
    day: date | None = None
    changed: Changed = field(default_factory=dict)
    is_logged: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from every other event, the same each time."""
        if self.is_logged:
            return self.service.id, self.at.isoformat()
        return self.service.id, self.kind.what, str(self.day)


def events_of(
    service: Service, log: Sequence[ServiceChange], today: date, *, hides_address: bool = False
) -> Iterator[Event]:
    """Yield what happened to a service up to a day; both are in the order of time."""
    last, keys = None, set[tuple[str, ...]]()
    for event in sorted(_found(service, log, today), key=lambda each: each.at):
        # Of a hidden address not even that it changed is told.
        untold = {"venues"} if hides_address else set()
        is_change = event.kind is Kind.CHANGED or event.key in keys or _says_again(event, last)
        untold |= {"status", "file"} if is_change else set()
        changed = {name: of for name, of in event.changed.items() if name not in untold}
        if not is_change:
            yield replace(event, changed=changed)
            # That a first day comes leaves an end as it was told.
            last = last if event.kind in (Kind.OPENED, Kind.ANNOUNCED) else event
            keys.add(event.key)
        elif changed:
            yield replace(event, kind=Kind.CHANGED, changed=changed)


def _says_again(event: Event, last: Event | None) -> bool:
    """Say whether readers know it: that a service closed, or a last day as it comes near."""
    if last is None:
        return False
    if event.kind is Kind.ENDING and not event.is_logged:
        return last.kind is Kind.CLOSING or (last.kind is Kind.ENDING and last.day == event.day)
    return event.kind.what == last.kind.what == "closed"


def first_moment(day: date) -> datetime:
    """Return when a day begins in England, in UTC."""
    return datetime.combine(day, time(), ENGLAND).astimezone(UTC)


def last_day_soon(on: date) -> date:
    """Return the latest of the days whose last three months have begun on a date."""
    day = date_reaching(on, SOON_MONTHS) or on
    return day if day.day == on.day else day - timedelta(days=1)  # that month has no such day


def _found(service: Service, log: Sequence[ServiceChange], today: date) -> Iterator[Event]:
    """Yield all that may be told, from the last row of the log back to before the first."""
    if service.gone_on:  # of what is no longer listed that alone is told
        for row in (each for each in log if each.what == "left"):
            yield Event(service=service, kind=Kind.LEFT, at=in_utc(row.at), is_logged=True)
        return
    names, until = ("status", "starts_on", "ends_on"), first_moment(today)
    stated: dict[str, str | None] = {name: written(getattr(service, name)) for name in names}
    for row in reversed(log):
        yield from _between(service, row, stated, until)
        until, before = in_utc(row.at), {name: was for name, (was, _) in row.changed.items()}
        stated = dict.fromkeys(names) if row.is_added else stated | before
    yield from _between(service, None, stated, until)


def _between(
    service: Service, row: ServiceChange | None, stated: Mapping[str, str | None], until: datetime
) -> Iterator[Event]:
    """Yield what a row tells, and each day that came before the next, as it was stated then."""
    status, starts, ends = stated["status"], _day(stated["starts_on"]), _day(stated["ends_on"])
    since, opens = in_utc(row.at) if row else ALWAYS, first_moment(starts) if starts else NEVER
    soon, over = _moments_of_end(ends)
    is_over = over <= since
    if row:
        kind = _kind(row, is_ahead=since < opens < NEVER, is_soon=soon <= since, is_over=is_over)
        day, changed = starts if kind is Kind.ANNOUNCED else ends, row.changed
        yield Event(service=service, kind=kind, at=since, day=day, changed=changed, is_logged=True)
    if since < opens <= until and opens < over and status not in ("closed", "paused"):
        yield Event(service=service, kind=Kind.OPENED, at=opens, day=starts)
    for kind, moment in ((Kind.ENDING, soon), (Kind.OVER, over)):
        is_stated_late = moment <= since and row is not None and row.states("ends_on")
        is_no_news = kind is Kind.ENDING and (is_over or status == "closed")
        if (is_stated_late or since < moment <= until) and not is_no_news:
            yield Event(service=service, kind=kind, at=max(moment, since), day=ends)


def _kind(row: ServiceChange, *, is_ahead: bool, is_soon: bool, is_over: bool) -> Kind:
    """Return what a row tells; after the last day not that it is open, or that it will end."""
    kind = Kind[row.what.upper()] if row.what != "opened" else Kind.AGAIN
    if row.what == "opened" and row.is_added:
        kind = Kind.ANNOUNCED if is_ahead else Kind.NEW
    elif row.what == "opened" and row.states("file"):
        kind = Kind.BACK
    elif row.what == "ending" and row.states("status", "file"):
        kind = Kind.CLOSING
    elif row.what == "ending":  # an end that is far off is no news of an ending
        kind = Kind.OVER if is_over else Kind.ENDING if is_soon else Kind.CHANGED
    return Kind.CHANGED if is_over and kind.what in ("opened", "ending") else kind


def _moments_of_end(ends: date | None) -> tuple[datetime, datetime]:
    """Return when the last three months begin, and when the day after the last does."""
    if ends is None or ends == date.max:
        return NEVER, NEVER
    first = date_reaching(ends, -SOON_MONTHS)
    return first_moment(first) if first else NEVER, first_moment(ends + timedelta(days=1))


def _day(text: str | None) -> date | None:
    """Return a day as it was stated; None where none was, or where it was not kept."""
    return date.fromisoformat(text) if text else None
