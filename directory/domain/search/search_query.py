"""What is asked of the directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from directory.geo import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is asked of the directory. `chosen` holds values by the id of their filter."""

    words: str = ""
    age_months: int | None = None
    """Completed months; below 0 is before birth."""
    place: Place | None = None
    within_miles: float = 10.0
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stated_only: bool = False
    """Leave out what does not state what is asked for."""
    on: date
