"""Whether a service has places now, and how that is said; a service without places still runs."""

from collections.abc import Mapping

CAPACITY_WORDS: Mapping[str, str] = {
    "has_places": "has places",
    "none": "no places at present",
    "waiting_list_only": "waiting list only",
    "assessment_first": "assessment first",
}
"""What the column `capacity` may state, and its words, as they stand beside a wait."""
CAPACITIES = tuple(CAPACITY_WORDS)


def say_capacity(capacity: str | None) -> str | None:
    """Return "waiting list only"; None where it is not stated."""
    return CAPACITY_WORDS.get(capacity or "")
