"""How lately somebody checked an entry: within three months, within twelve, longer ago, never.

An edit is not a check. The marks follow the standard's own advice of three months and the yearly
round of other directories.
"""

from datetime import date
from typing import Literal

import numpy as np

from directory.model.service_status import NO_DAY
from directory.storage.snapshot import Numbers
from matcher.ages import completed_months

Freshness = Literal["fresh", "year", "longer", "never"]
BANDS: tuple[Freshness, ...] = ("fresh", "year", "longer", "never")
FRESH, YEAR, LONGER, NEVER = range(len(BANDS))
FRESH_MONTHS, YEAR_MONTHS = 3, 12


def freshness(assured_on: date | None, on: date) -> Freshness:
    """Return how lately an entry was checked; a day that is not stated is never."""
    if assured_on is None:
        return "never"
    months = completed_months(assured_on, on)
    if months < FRESH_MONTHS:
        return "fresh"
    return "year" if months < YEAR_MONTHS else "longer"


def band_of(assured_on: Numbers, on: date) -> Numbers:
    """Return the place in BANDS of each day, to the day of the calendar."""
    days = np.unique(assured_on)
    bands = [
        NEVER if day == NO_DAY else BANDS.index(freshness(date.fromordinal(int(day)), on))
        for day in days
    ]
    found: Numbers = np.array(bands, dtype=np.int64)[np.searchsorted(days, assured_on)]
    return found
