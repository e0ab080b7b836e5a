"""Words that would tell a reader why a family has been given a sheet.

Names, addresses and prices come from the directory in each provider's own words. What holds one of
these words is left off the sheet, or, where it is the name of the service, shown to the worker.
"""

import re

STEMS = (
    "abuse", "abusi", "addict", "alcohol", "anger", "assault", "assess", "asylum", "attachment",
    "behaviour", "child protection", "clinic", "coerci", "contact centre", "cruel", "custody",
    "depress", "disorder", "domestic", "emotion", "exploit", "family court", "harmed", "harmful",
    "harming", "methadone", "neglect", "nice guid", "offend", "perpetrat", "prison", "probation",
    "proceedings", "psych", "recommend", "recovery", "refuge", "safeguard", "self-harm", "sexual",
    "shelter", "sober", "social care", "social service", "social work", "substance", "suicid",
    "survivor", "therap", "traffick", "trauma", "treatment", "victim", "violen",
)  # fmt: skip
"""Beginnings of words, in small letters."""
WORDS = (
    "cbt", "court case", "court order", "drug", "drugs", "fgm", "harm", "mental", "mst", "ng76",
    "rape",
)  # fmt: skip
"""Whole words: each begins others that tell nothing, or is short for what tells."""
SHORTEST_INSIDE = 6
"""Web addresses run words together. A shorter stem found inside one is as likely chance."""

_IN_WORDS = re.compile(rf"\b(?:{'|'.join(STEMS)})|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
_INSIDE = re.compile("|".join(s for s in STEMS if len(s) >= SHORTEST_INSIDE), re.IGNORECASE)
_BESIDE_WORDS = re.compile(r"\([^)]*\)|[’'](?=\w)|[^\w\s’']")


def is_telling(words: str | None) -> bool:
    """Say whether a name or sentence tells what the family has lived through."""
    return bool(words and _IN_WORDS.search(words))


def is_telling_address(address: str | None) -> bool:
    """Say whether a web or email address tells it, words run together or not."""
    spaced = re.sub(r"[-_./@]+", " ", address or "")
    return is_telling(spaced) or bool(_INSIDE.search(spaced))


def untelling(words: str | None) -> str | None:
    """Return words that may stand on a sheet as they are; None for those that may not."""
    return None if is_telling(words) else words or None


def initials(name: str) -> str:
    """Return the first letters of a name, for a sheet that is to say nothing.

    >>> initials("Rowan Gate refuge (sample)")
    'RGR'
    """
    plain = _BESIDE_WORDS.sub(lambda found: "" if found[0] in "’'" else " ", name)
    return "".join(word[0].upper() for word in plain.split())
