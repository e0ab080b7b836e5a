"""Which share of plans is for some kinds of abuse, and of assessments for some factors."""

from collections.abc import Collection, Mapping

from directory.domain.need.quantity import Quantity
from directory.exchange.statistics.need_columns import ALL, CATEGORIES

MULTIPLE = "multiple"
KINDS = tuple(each for each in CATEGORIES if each not in (ALL, MULTIPLE))
Numbers = Mapping[str, int | None]


def of_categories(numbers: Numbers, any_of: Collection[str]) -> Quantity | None:
    """Return the share of plans for any of some categories; None where one is not published.

    A plan for several categories surely has one of these where all categories but one are among
    them. Otherwise it may: such plans are split like the others for the likely value.
    """
    everything, several = numbers.get(ALL), numbers.get(MULTIPLE) or 0
    known = [numbers.get(each) for each in any_of]
    if not everything or None in known:
        return None
    some = sum(number or 0 for number in known)
    if len(KINDS) - len(any_of) <= 1:
        return _share(some + several, some + several, some + several, everything)
    single = everything - several
    split = some + (several * some / single if single > 0 else 0.0)
    return _share(some, split, some + several, everything)


def factor_share(numbers: Numbers, any_of: Collection[str]) -> Quantity | None:
    """Return the share of assessments with any of some factors; None where one is not published.

    One assessment may have several factors, so of two no more is known than a range.
    """
    everything = numbers.get(ALL)
    known = [numbers.get(each) for each in any_of]
    if not everything or None in known:
        return None
    counted = [number or 0 for number in known]
    if len(counted) == 1:
        return _share(counted[0], counted[0], counted[0], everything)
    return _share(max(counted), None, sum(counted), everything)


def _share(low: float, likely: float | None, high: float, everything: int) -> Quantity:
    """Return parts of a whole; rounding by the publisher never makes them more than all of it."""
    low, high = (min(part / everything, 1.0) for part in (low, high))
    if likely is None:
        return Quantity(low, None, high)
    return Quantity(low, min(max(likely / everything, low), high), high)
