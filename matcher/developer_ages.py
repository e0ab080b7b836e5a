"""Where the developer of a named programme states other ages than a child's: a caution, no bar.

The status never changes for it: the recommendation's own ages decide (`docs/knowledge.md`).
"""

from __future__ import annotations

from collections.abc import Iterable

from matcher.ages import say_age
from matcher.explanations import joined
from matcher.programmes import Ages, Programme
from matcher.result import OtherAges

__all__ = ["outside"]


def outside(programmes: Iterable[Programme], months: int) -> tuple[OtherAges, ...]:
    """Return the programmes of which no page states ages that this child is in."""
    return tuple(
        OtherAges(
            programme=each.id,
            name=each.name,
            rows=rows,
            child_months=months,
            says=_says(each, rows, months),
        )
        for each in programmes
        if (rows := _stated(each)) and not any(_within(row, months) for row in rows)
    )


def _stated(programme: Programme) -> tuple[Ages, ...]:
    """Return the pages that state an age in months; a trial may name none."""
    return tuple(r for r in programme.ages if (r.from_months, r.under_months) != (None, None))


def _within(row: Ages, months: int) -> bool:
    # A page that starts at birth says nothing of the unborn.
    start = row.from_months or 0
    if start > 0 and months < start:
        return False
    return row.under_months is None or months < row.under_months


def _says(programme: Programme, rows: Iterable[Ages], months: int) -> str:
    said = joined(dict.fromkeys(row.says for row in rows), "and")
    read = max(row.seen_on for row in rows)
    day = f"{read.day} {read:%B %Y}"
    child = f"this child is {say_age(months)}"
    return f"{programme.name}: its own pages say {said}; {child}. Read on {day}: ask the provider."
