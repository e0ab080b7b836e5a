"""A timeline of options: bars and marks as plain numbers, and the same in words for a table.

Every x runs from 0, the day of the match, to 1000, the end of the scale.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from directory.infrastructure.text_format import long_date
from matcher.ages import date_reaching
from matcher.timing import PROCEEDINGS_WEEKS, Timing
from matcher.timing_text import is_urgent

WIDTH = 1000
LONGEST_MONTHS = 60
SHORTEST_MONTHS = 6
"""The scale where no date lies ahead, so that there is one."""
STEPS = (1, 3, 6, 12)
"""Months between two ticks: a month, a quarter, half a year, a year."""
LABEL, TODAY = 170, 120
"""The room that the label of a tick, and "Today", take on the narrowest phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """An option to be drawn; `href` leads to it."""

    title: str
    href: str | None
    timing: Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The first day of a month; no label where there is no room for it."""

    x: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A time from `x` for `width`; its ends are drawn only where they lie on the scale."""

    x: int
    width: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRowView:
    """One option: the chart, what it says for who cannot see it, and the cells beside it."""

    title: str
    href: str | None
    window: Bar | None
    work: Bar | None
    """From the expected start to the end; no width where the length is not stated."""
    too_late: bool
    says_window: str
    says_work: str
    opens: str
    closes: str
    ask_by: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A whole timeline; `id` begins every id within it."""

    id: str
    from_day: date
    to_day: date
    ticks: tuple[Tick, ...]
    rows: tuple[TimelineRowView, ...]
    proceedings: int | None
    proceedings_says: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> int:
        """Return where a day lies, held within the scale."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(min(max(share, 0), 1) * WIDTH)

    def bar(self, start: date | None, end: date | None) -> Bar | None:
        """Return the bar of a time, None = without that end; no bar where none of it is seen."""
        if (end is not None and end <= self.first) or (start is not None and start > self.last):
            return None
        x = self.x(start) if start else 0
        right = self.x(end) if end else WIDTH
        return Bar(
            x=x,
            width=right - x,
            begins=start is not None and start > self.first,
            ends=end is not None and end <= self.last,
        )


def timeline_view(
    rows: Iterable[TimelineRow],
    on: date,
    proceedings_end: date | None = None,
    id: str = "timeline",
) -> TimelineView:
    """Return what to draw for options as they stand on a day."""
    rows = tuple(rows)
    needed = [day for row in rows for day in _days(row.timing, on)]
    scale = _Scale(first=on, last=_last_day(on, [*needed, proceedings_end or on]))
    court = proceedings_end if proceedings_end and on <= proceedings_end <= scale.last else None
    return TimelineView(
        id=id,
        from_day=scale.first,
        to_day=scale.last,
        ticks=tuple(_ticks(scale)),
        rows=tuple(_row(row, on, scale) for row in rows),
        proceedings=scale.x(court) if court else None,
        proceedings_says=_proceedings(proceedings_end, scale),
    )


def _days(timing: Timing, on: date) -> Iterator[date]:
    """Yield the dates that a scale should reach: a closing far off would crowd all the rest."""
    if timing.opens_on:
        yield timing.opens_on
    if timing.closes_on and is_urgent(timing, on):
        yield timing.closes_on
    if timing.starts_on and not _closed(timing, on):
        yield timing.starts_on
    if timing.ends_on and not timing.too_late:
        yield timing.ends_on


def _last_day(on: date, needed: Sequence[date]) -> date:
    longest = date_reaching(on, LONGEST_MONTHS) or date.max
    shortest = date_reaching(on, SHORTEST_MONTHS) or date.max
    return max(min(max(needed), longest), shortest)


def _ticks(scale: _Scale) -> Iterator[Tick]:
    months = (scale.last - scale.first).days / 30.4
    most = WIDTH / LABEL
    step = next((each for each in STEPS if months / each <= most), STEPS[-1])
    free_from = TODAY
    for day in _firsts(scale, step):
        x = scale.x(day)
        has_room = free_from <= x <= WIDTH - LABEL
        if has_room:
            free_from = x + LABEL
        yield Tick(x=x, label=_month(day) if has_room else "")


def _firsts(scale: _Scale, step: int) -> Iterator[date]:
    """Yield the first days of the months that a step falls on, counted from January."""
    start = scale.first.replace(day=1)
    for months in range(1, LONGEST_MONTHS + 1):
        day = date_reaching(start, months)
        if day is None or day > scale.last:
            return
        if (day.month - 1) % step == 0:
            yield day


def _row(row: TimelineRow, on: date, scale: _Scale) -> TimelineRowView:
    timing = row.timing
    return TimelineRowView(
        title=row.title,
        href=row.href,
        window=scale.bar(timing.opens_on, timing.closes_on) if timing.dated else None,
        work=_work(timing, on, scale),
        too_late=timing.too_late,
        says_window=_says_window(timing, on),
        says_work=_says_work(timing, on),
        opens=_opens(timing, on),
        closes=_closes(timing, on),
        ask_by=_ask_by(timing, on),
        starts=_starts(timing, on),
        ends=_ends(timing, on),
    )


def _work(timing: Timing, on: date, scale: _Scale) -> Bar | None:
    if timing.starts_on is None or _closed(timing, on):
        return None
    # Of what starts too late there is no end to draw: it would not be this child's.
    known_end = None if timing.too_late else timing.ends_on
    bar = scale.bar(timing.starts_on, known_end or timing.starts_on)
    if bar is None and timing.starts_on == on:
        return Bar(x=0, width=0, begins=True, ends=False)
    return bar and Bar(x=bar.x, width=bar.width, begins=True, ends=bar.ends and bool(known_end))


def _closed(timing: Timing, on: date) -> bool:
    return timing.closes_on is not None and timing.closes_on <= on


def _says_window(timing: Timing, on: date) -> str:
    closes, opens = timing.closes_on, timing.opens_on
    if not timing.dated:
        at_any_age = timing.until_adult and timing.window.from_months <= 0
        return "Open at any age under 18" if at_any_age else "The days are not known"
    if closes and closes <= on:
        return f"Closed since {long_date(closes)}"
    said = f"Opens {long_date(opens)}" if opens and opens > on else "Open now"
    return f"{said}, closes {long_date(closes)}" if closes else said


def _says_work(timing: Timing, on: date) -> str:
    if _closed(timing, on):
        return "Too late"
    if timing.starts_on is None:
        return "The wait is not stated"
    if timing.too_late:
        return f"Could start {long_date(timing.starts_on)}, too late"
    said = f"Starts {long_date(timing.starts_on)}"
    if timing.ends_on is None:
        return f"{said}; its length is not stated"
    return f"{said}, ends {long_date(timing.ends_on)}"


def _opens(timing: Timing, on: date) -> str:
    if timing.opens_on is not None and timing.opens_on > on:
        return _short(timing.opens_on)
    if timing.dated:
        return "Closed" if _closed(timing, on) else "Open now"
    return "Not known" if timing.window.from_months > 0 else "No limit"


def _closes(timing: Timing, on: date) -> str:
    if timing.closes_on is not None:
        birthday = " (18th birthday)" if timing.until_adult else ""
        return f"{_short(timing.closes_on)}{birthday}"
    return "18th birthday" if timing.until_adult else "Not known"


def _ask_by(timing: Timing, on: date) -> str:
    if timing.too_late:
        return "Too late"
    if timing.ask_by is not None:
        return "Today" if timing.ask_by == on else _short(timing.ask_by)
    return "Wait not stated" if timing.course.waiting_weeks is None else "Not known"


def _starts(timing: Timing, on: date) -> str:
    if _closed(timing, on):
        return "Too late"
    if timing.starts_on is None:
        return "Wait not stated"
    return f"{_short(timing.starts_on)}{' (too late)' if timing.too_late else ''}"


def _ends(timing: Timing, on: date) -> str:
    if timing.too_late:
        return "Too late"
    if timing.ends_on is None:
        return "Wait not stated" if timing.course.weeks is not None else "Length not stated"
    notes = ["after it closes"] if timing.ends_inside is False else []
    if timing.fits_proceedings is not None:
        where = "inside" if timing.fits_proceedings else "after"
        notes.append(f"{where} {PROCEEDINGS_WEEKS} weeks")
    said = f" ({', '.join(notes)})" if notes else ""
    return f"{_short(timing.ends_on)}{said}"


def _proceedings(end: date | None, scale: _Scale) -> str | None:
    if end is None:
        return None
    weeks = f"{PROCEEDINGS_WEEKS} weeks of proceedings"
    if end < scale.first:
        return f"The {weeks} ended on {long_date(end)}."
    if end > scale.last:
        return f"The {weeks} end on {long_date(end)}, beyond this chart."
    return f"Dashed line: {weeks} end on {long_date(end)}."


def _short(day: date) -> str:
    """Return a date as it fits a narrow cell: "3 Mar 2027"."""
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{day:%b %Y}"
