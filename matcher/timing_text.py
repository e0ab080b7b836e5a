"""The timing of an option in plain words: only what is known, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from matcher.timing import PROCEEDINGS_WEEKS, Timing

__all__ = ["is_urgent", "say_date", "sentences"]

_FAR = timedelta(weeks=104)
"""A window that closes later than this is no deadline yet: when to ask for it is not said."""


def sentences(timing: Timing, on: date) -> tuple[str, ...]:
    """Return what a worker should know of the child's time, in the order in which it comes.

    `on` is the day for which the timing was worked out.
    """
    if timing.closes_on is not None and timing.closes_on <= on:
        return (f"Closed on {say_date(timing.closes_on)}.",)
    return (*_opening(timing, on), *_closing(timing, on), *_ending(timing, on), *_court(timing))


def say_date(day: date) -> str:
    """Return a date as it is written in a sentence: "3 March 2027"."""
    return f"{day.day} {day:%B %Y}"


def _opening(timing: Timing, on: date) -> Iterator[str]:
    opens_on = timing.opens_on
    if opens_on is None or opens_on <= on:
        return
    birth = ", the due date" if timing.window.from_months == 0 else ""
    yield f"Opens on {say_date(opens_on)}{birth}."
    if timing.too_late:
        return
    if timing.starts_on is None:
        yield "The wait is not stated, so when it would start is not known."
    elif timing.starts_on == opens_on:
        yield f"{_with_wait(timing)}, it would start when it opens."
    else:
        yield f"{_with_wait(timing)}, it would start on {say_date(timing.starts_on)}."


def _closing(timing: Timing, on: date) -> Iterator[str]:
    closes_on = timing.closes_on
    if closes_on is None:
        yield from _undated(timing)
        return
    day = say_date(closes_on)
    if timing.too_late and timing.until_adult:
        yield f"{_with_wait(timing)} the child would be 18: the 18th birthday is on {day}."
    elif timing.too_late:
        yield f"{_with_wait(timing)} the child would be too old: it closes on {day}."
    elif is_urgent(timing, on):
        yield f"Closes on {day}{', the 18th birthday' if timing.until_adult else ''}."
        yield _ask_by(timing, on)
    elif not timing.until_adult:
        yield f"Closes on {day}."


def _undated(timing: Timing) -> Iterator[str]:
    words = ["opens"] if timing.window.from_months > 0 else []
    words += [] if timing.until_adult else ["closes"]
    if words and not timing.dated:
        yield f"Without a date of birth, when it {' or '.join(words)} is not known."


def _ask_by(timing: Timing, on: date) -> str:
    if timing.ask_by is None:
        return "The wait is not stated, so whether it starts in time is not known."
    if timing.ask_by == on:
        return f"{_with_wait(timing)}, ask today, {say_date(on)}: tomorrow is too late."
    return f"{_with_wait(timing)}, ask by {say_date(timing.ask_by)}."


def _ending(timing: Timing, on: date) -> Iterator[str]:
    if not timing.starts_inside or not is_urgent(timing, on):
        return
    if timing.ends_inside is None:
        yield (
            "How long the work takes is not stated, so whether it ends before the window closes"
            " is not known."
        )
    elif not timing.ends_inside:
        yield (
            "Would start inside the window and end after it closes: ask the provider whether they"
            " go on."
        )


def _court(timing: Timing) -> Iterator[str]:
    end = timing.proceedings_end
    if end is None or timing.too_late:
        return
    weeks, by = f"{PROCEEDINGS_WEEKS} weeks of proceedings", f"(by {say_date(end)})"
    if timing.ends_on is None:
        yield f"Whether it ends inside {weeks} {by} is not known: {_not_stated(timing)}."
    else:
        where = "inside" if timing.fits_proceedings else "after the"
        yield f"Would end on {say_date(timing.ends_on)}: {where} {weeks} {by}."


def _not_stated(timing: Timing) -> str:
    if timing.starts_on is not None:
        return "how long the work takes is not stated"
    if timing.course.weeks is not None:
        return "the wait is not stated"
    return "neither the wait nor how long the work takes is stated"


def is_urgent(timing: Timing, on: date) -> bool:
    """Say whether the closing of the window is near, or comes before the end of the work."""
    closes_on = timing.closes_on
    return closes_on is not None and (closes_on - on <= _FAR or timing.ends_inside is False)


def _with_wait(timing: Timing) -> str:
    weeks = timing.course.waiting_weeks
    if not weeks:
        return "With no wait"
    # As it is read out: an eight-week, an eleven-week, an eighteen-week, an eighty-week wait.
    article = "an" if weeks in (11, 18) or str(weeks).startswith("8") else "a"
    return f"With {article} {weeks}-week wait"
