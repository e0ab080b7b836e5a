"""Postcodes as integers that sort by outcode, then sector, so that each of these is one slice.

key = outcode index x 4000 + digit x 400 + letter x 20 + letter, over the 20 letters that the second
half of a postcode may use.
"""

from itertools import product
from string import digits

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
PER_SECTOR = len(_LETTERS) ** 2
PER_OUTCODE = len(digits) * PER_SECTOR

# "4ST" -> its place within the outcode: one look-up checks and converts.
INWARD = {"".join(parts): i for i, parts in enumerate(product(digits, _LETTERS, _LETTERS))}


def outcode_keys(outcode: int) -> tuple[int, int]:
    """Return the first key of an outcode, by its index, and the first one after it."""
    return outcode * PER_OUTCODE, (outcode + 1) * PER_OUTCODE


def sector_keys(outcode: int, digit: int) -> tuple[int, int]:
    """Return the first key of a sector and the first one after it."""
    start = outcode * PER_OUTCODE + digit * PER_SECTOR
    return start, start + PER_SECTOR
