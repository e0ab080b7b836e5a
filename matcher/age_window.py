"""The ages that a service takes beside those of a recommendation, in completed months."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.ages import ADULT_MONTHS, OLDEST_MONTHS, YOUNGEST_MONTHS, say_age, say_range
from matcher.conditions import AGE, facts_of, kleene_truth
from matcher.knowledge import Recommendation
from matcher.truth import Truth

__all__ = ["AgeWindow", "in_words", "window_of"]

Span = tuple[int, int]
"""From this month up to, not including, that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeWindow:
    """The ages that surely are a recommendation's, and those that may be.

    They differ where another answer decides, as being at school does of "preschool".
    """

    surely: Span
    perhaps: Span

    def in_words(self) -> str:
        """Return "under 5 years", or "under 4 years; for some under 5 years 6 months"."""
        words = in_words(*self.surely)
        return (
            words if self.surely == self.perhaps else f"{words}; for some {in_words(*self.perhaps)}"
        )

    def ways(self, low: int | None, high: int | None) -> str:
        """Return in which ways a range of ages differs, or nothing; None = not stated."""
        ways = []
        if low is not None and not self.perhaps[0] <= low <= self.surely[0]:
            ways.append("starts later" if low > self.surely[0] else "starts earlier")
        if high is not None and not self.surely[1] <= high <= self.perhaps[1]:
            ways.append("stops earlier" if high < self.surely[1] else "goes on longer")
        return " and ".join(ways).capitalize()

    def open_end(self, low: int | None, high: int | None) -> str | None:
        """Return "youngest" or "oldest" for an end that only the service leaves open.

        An end that neither limits, such as the youngest age of "under 5", is agreed.
        """
        if low is None and (high is None or self.surely[0] > 0):
            return "youngest"
        if high is None and self.surely[1] < ADULT_MONTHS:
            return "oldest"
        return None


def window_of(item: Recommendation) -> AgeWindow | None:
    """Return the ages of a recommendation, all else not known; None where it names no age."""
    aged = [condition for condition in item.when if AGE in facts_of(condition)]
    months = range(YOUNGEST_MONTHS, OLDEST_MONTHS + 1)
    truths = {m: {kleene_truth(condition, {AGE: m}) for condition in aged} for m in months}
    perhaps = [month for month, found in truths.items() if Truth.NO not in found]
    surely = [month for month in perhaps if truths[month] == {Truth.YES}] or perhaps
    if len(perhaps) in (0, len(months)):
        return None
    return AgeWindow(surely=(surely[0], surely[-1] + 1), perhaps=(perhaps[0], perhaps[-1] + 1))


def in_words(low: int | None, high: int | None) -> str:
    """Return "from 6 months to under 4 years", "5 to 12" or "under 5 years"; None = no limit."""
    if low and high and 0 < low < high <= ADULT_MONTHS and not (low % 12 or high % 12):
        return say_range(low, high)
    if high is not None and high <= 0:
        return f"until {_before_birth(high)}" if high else "before birth"
    words = [f"from {_before_birth(low) if low < 0 else say_age(low)}"] if low else []
    if high is not None:
        words.append(f"to under {say_age(high)}" if words else f"under {say_age(high)}")
    return " ".join(words) or "from birth"


def _before_birth(months: int) -> str:
    if months <= YOUNGEST_MONTHS:
        return "before birth"
    return f"{-months} month{'s' * (months < -1)} before birth"
