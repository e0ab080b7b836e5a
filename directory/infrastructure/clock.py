"""The one place in the shell that reads the clock, so that a test can set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment, in UTC, to be kept."""
    return datetime.now(UTC)


def today() -> date:
    """Return today in England: an hour of difference can be a child's birthday."""
    return date_in_england(now())


def date_in_england(moment: datetime) -> date:
    """Return the date of a moment on the calendar of England."""
    return moment.astimezone(ENGLAND).date()


def in_utc(moment: datetime) -> datetime:
    """Return a kept moment in UTC; one without a zone, as SQLite gives it back, is so already."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
