"""A service and its log, and short ways to read what is told of them."""

from datetime import UTC, date, datetime

from directory.storage import Service, ServiceChange
from directory.web.find.history.events import Event, Kind, events_of

TODAY = date(2026, 11, 22)
ENDS = date(2026, 8, 31)
AFTER = datetime(2026, 8, 31, 23, tzinfo=UTC)
"""When 1 September begins in England, which is in summer time."""
SOON = datetime(2026, 5, 30, 23, tzinfo=UTC)
"""When the last three months before ENDS begin."""
Values = tuple[str | None, str | None]
NOT_KEPT: Values = (None, None)


def service(**stated: object) -> Service:
    return Service(**{"id": "a", "status": "active"} | stated)


def logged(day: str, what: str, *named: str, **changed: Values) -> ServiceChange:
    """Return a row of the log; of the columns that are only named the values are not kept."""
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    values = dict.fromkeys(named, NOT_KEPT) | changed
    return ServiceChange(at=at, what=what, changed={name: [*of] for name, of in values.items()})


def happened(
    log: list[ServiceChange] | None = None, today: date = TODAY, **stated: object
) -> list[Event]:
    """Return what is told of a service that states this now."""
    return [*events_of(service(**stated), log or [], today)]


def told(log: list[ServiceChange] | None = None, **stated: object) -> list[tuple[str, str]]:
    """Return each kind with the day in UTC, in the order of time."""
    return [(_name(e), str(e.at.date())) for e in happened(log, **stated)]


def _name(event: Event) -> str:
    return "closed" if event.kind is Kind.OVER else event.kind.name.lower()
