"""Ages in months as the years of Open Referral, and back to the same month.

The standard states a number of no unit, read everywhere as years. We keep months.
"""

import math

MARGIN = 0.01
"""Years taken off an upper age: under 5 travels as 4.99, which nobody reads as "5 too"."""
NO_LIMIT = frozenset({-1, 0, 99, 100, 104, 110, 120, 127})
"""Upper ages, in years, that feeds send for "no upper limit" or "not stated"."""


def years_from(months: int) -> float:
    """Return a lower age in years: 6 months is 0.5. An age before birth is 0, said elsewhere."""
    return round(max(months, 0) / 12, 2)


def years_under(months: int) -> float:
    """Return an upper age in years, just under it: under 60 months is 4.99."""
    return round(max(months / 12 - MARGIN, 0), 2)


def months_from(years: float) -> int | None:
    """Return a lower age in months; None where it means "not stated" (below 0)."""
    return round(years * 12) if years >= 0 else None


def months_under(years: float) -> int | None:
    """Return the month that an upper age lies under; None where it means "no limit".

    Whole years include the year: a service up to 5 takes a child until the sixth birthday.
    Parts of a year include that month: 4.5 is under 55 months, and our own 4.99 under 60.
    """
    if years < 0 or years in NO_LIMIT:
        return None
    if years == int(years):
        return (int(years) + 1) * 12
    return math.floor(years * 12 + 6 * MARGIN) + 1
