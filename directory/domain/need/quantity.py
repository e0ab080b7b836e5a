"""A number that is not known exactly: at least, likely, at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.coverage.population import whole


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from `low` to `high`; `likely` is None where nobody has a figure for it.

    Raises ValueError where they are not in order.
    """

    low: float
    likely: float | None
    high: float

    def __post_init__(self) -> None:
        middle = self.low if self.likely is None else self.likely
        if not self.low <= middle <= self.high:
            raise ValueError(f"{self.low}, {self.likely} and {self.high} are not in order")

    @property
    def is_at_most(self) -> bool:
        """Return whether only its upper end is known."""
        return self.likely is None and self.low == 0

    @property
    def in_whole(self) -> tuple[int, int | None, int]:
        """Return it in whole children, as every page and file tells it."""
        likely = None if self.likely is None else whole(self.likely)
        return whole(self.low), likely, whole(self.high)

    def times(self, other: Quantity) -> Quantity:
        """Return the product; both must be nought or more."""
        likely = None
        if self.likely is not None and other.likely is not None:
            likely = self.likely * other.likely
        return _ordered(self.low * other.low, likely, self.high * other.high)

    def plus(self, other: Quantity) -> Quantity:
        """Return the sum."""
        likely = None
        if self.likely is not None and other.likely is not None:
            likely = self.likely + other.likely
        return _ordered(self.low + other.low, likely, self.high + other.high)


def exactly(number: float) -> Quantity:
    """Return a number that is known."""
    return Quantity(number, number, number)


def total(some: Iterable[Quantity]) -> Quantity:
    """Return the sum of several; nought of none."""
    found = exactly(0.0)
    for each in some:
        found = found.plus(each)
    return found


def _ordered(low: float, likely: float | None, high: float) -> Quantity:
    """Return a quantity whose parts rounding may have put out of order by the last digit."""
    high = max(low, high)
    return Quantity(low, None if likely is None else min(max(low, likely), high), high)
