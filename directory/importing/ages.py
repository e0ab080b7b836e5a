"""The ages that a service states, in words: years typed where months are meant are seen there."""

from directory.importing.entries import Entry
from matcher.local_ages import in_words

SEEM_YEARS = range(2, 20)
"""Both ages within this many months: it may be a baby group, and it may be 11 to 19 years."""


def ages_of(entry: Entry) -> str:
    """Return "ages 5 to 10", or "ages from 5 months to under 11 months: did you mean years?"."""
    low, high = entry.values["age_from_months"], entry.values["age_under_months"]
    if low is None and high is None:
        return "ages not stated"
    doubt = ": did you mean years?" if low in SEEM_YEARS and high in SEEM_YEARS else ""
    return f"ages {in_words(low, high)}{doubt}"
