"""The ages that a service states: the one home of what they are, and of how they read."""

from dataclasses import dataclass
from typing import Any, Protocol

from matcher.age_window import in_words

SEEM_YEARS = range(2, 20)
"""Both ages within this many months: it may be a baby group, and it may be 11 to 19 years."""
FROM_BIRTH = 0
"""From birth to so few months it may be either too."""
OLDEST_YEARS = 25
"""No service for children states more years; a column of no more may hold them."""
DID_YOU_MEAN_YEARS = ": did you mean years?"


class HasAges(Protocol):
    """Anything that states these columns of a service."""

    @property
    def age_from_months(self) -> Any:
        """Youngest age in completed months; None = not stated."""

    @property
    def age_under_months(self) -> Any:
        """Under this age in months: under 5 is 60; None = not stated."""


@dataclass(frozen=True, slots=True)
class AgeRange:
    """From an age up to, not including, another; in months, negative before birth."""

    from_months: int | None
    under_months: int | None

    @classmethod
    def of(cls, service: HasAges) -> "AgeRange":
        """Return what any form of a service states."""
        return cls(service.age_from_months, service.age_under_months)

    @property
    def is_stated(self) -> bool:
        """Say whether any age is stated."""
        return self.from_months is not None or self.under_months is not None

    @property
    def text(self) -> str | None:
        """Return the ages in words, as in "5 to 10"; None where none is stated."""
        return in_words(self.from_months, self.under_months) if self.is_stated else None

    @property
    def seems_years(self) -> bool:
        """Say whether years may have been typed where months are meant."""
        starts = self.from_months == FROM_BIRTH or self.from_months in SEEM_YEARS
        return starts and self.under_months in SEEM_YEARS

    def excludes(self, months: int) -> bool:
        """Say whether a child of this age is too young or too old; silence excludes nobody."""
        too_young = self.from_months is not None and months < self.from_months
        return too_young or (self.under_months is not None and months >= self.under_months)

    def checked_text(self) -> str:
        """Return "ages 5 to 10", or the same with the question whether years were meant."""
        doubt = DID_YOU_MEAN_YEARS if self.seems_years else ""
        return f"ages {self.text}{doubt}" if self.is_stated else "ages not stated"
