"""What must be said of a service before anything else."""

from datetime import date

from directory.wording import long_date


def is_closed(status: str, ends_on: date | None, on: date) -> bool:
    """Say whether a service is over, by its status or by its last day."""
    return status == "closed" or bool(ends_on and ends_on < on)


def say_state(status: str, starts_on: date | None, ends_on: date | None, on: date) -> str | None:
    """Return that a service takes nobody, or soon will not; None where it simply runs."""
    if is_closed(status, ends_on, on):
        return f"Closed on {long_date(ends_on)}" if ends_on and ends_on < on else "Closed"
    if status == "paused":
        return "Paused: it takes nobody at present"
    if starts_on and starts_on > on:
        return f"Not open yet: it starts on {long_date(starts_on)}"
    if status == "closing" or ends_on:
        return f"Ends on {long_date(ends_on)}" if ends_on else "Ending: the date is not stated"
    return None
