"""When an entry is to be checked next, and what follows where nobody answers.

Three months are the advice of Open Referral UK; what a family rings first is checked more often.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from directory.model.service_status import NO_DAY, Flags, Numbers

USUAL_MONTHS = 3
MONTHS_BY_KIND: Mapping[str, int] = {"front_door": 1, "helpline": 1}
"""Months from one check to the next, by the kind of help, where it is not the usual."""
LETTER_AFTER = (timedelta(0), timedelta(days=14), timedelta(days=28))
"""How long after the next check is due each letter is written."""
FALLS_AFTER = timedelta(days=42)
"""How long after it is due an entry comes after those that are checked."""
LISTED_AFTER = timedelta(days=28)
"""How long after the last letter an entry is on the editors' list."""
LONG_AGO = date(1970, 1, 1)


def months_between_checks(kind: str) -> int:
    """Return how many months may pass between two checks of a service of this kind."""
    return MONTHS_BY_KIND.get(kind, USUAL_MONTHS)


def next_check(kind: str, assured_on: date | None, taken_in_on: date | None) -> date:
    """Return the day on which an entry is to be checked next.

    It counts from the last check; where there was none, from the day when it was first taken in.
    """
    since = assured_on or taken_in_on
    return after_months(since, months_between_checks(kind)) if since else LONG_AGO


def after_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def last_check_due_before(day: date, months: int) -> date:
    """Return the last day of a check after which the next one is due before `day`."""
    checked = after_months(day, -months) + timedelta(days=3)
    while after_months(checked, months) >= day:
        checked -= timedelta(days=1)
    return checked


def falls_behind_on(due: date) -> date:
    """Return the first day on which an entry comes after others, when its check was due then."""
    return due + FALLS_AFTER


def late_on(checked_on: Numbers, months: Numbers, day: date) -> Flags:
    """Return of many entries whether they come after others on a day.

    `checked_on` are ordinals, NO_DAY for none; `months` those that may pass between two checks.
    """
    pairs, places = np.unique(np.stack([checked_on, months]), axis=1, return_inverse=True)
    late = [_is_late(int(on), int(each), day) for on, each in pairs.T]
    return np.array(late, np.bool_)[places.ravel()]


def _is_late(checked_on: int, months: int, day: date) -> bool:
    if checked_on == NO_DAY:
        return True
    return day >= falls_behind_on(after_months(date.fromordinal(checked_on), months))
