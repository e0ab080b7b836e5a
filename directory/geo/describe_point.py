"""Say where a point of the grid is in words: its grid reference, and the nearest half postcode.

No full postcode is told of a point that was only worked out: it would name somebody's street.
"""

import csv
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from directory.geo.paths import fallback_file

_SQUARE = 100_000
"""Metres: the side of a square that has two letters of its own."""
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_ROW = 5
"""The letters stand in rows of so many, from the north-west."""
_FEW = 200
"""Metres: outcodes that spread less are post-office boxes, or a few streets of the City."""
_LARGE_USERS = re.compile(r"(?!B\d)[A-Z]+[89]\d")
"""Numbers from 80 are for large users of the post, but for those of Birmingham."""


def grid_reference(easting: float, northing: float) -> str:
    """Return the six-figure reference of the 100 m square that holds a point: "NZ 242 645"."""
    east, north = int(easting) // _SQUARE, int(northing) // _SQUARE
    big = (3 - north // _ROW) * _ROW + east // _ROW + 2
    small = (4 - north % _ROW) * _ROW + east % _ROW
    within = (f"{int(metres) % _SQUARE // 100:03}" for metres in (easting, northing))
    return " ".join([_LETTERS[big] + _LETTERS[small], *within])


def nearest_outcode(easting: float, northing: float) -> str:
    """Return the first half of a postcode whose middle is nearest to a point: "NE1"."""
    names, points = _outcodes()
    away = np.hypot(points[:, 0] - easting, points[:, 1] - northing)
    return names[int(np.argmin(away))]


@lru_cache(maxsize=1)
def _outcodes() -> tuple[list[str], NDArray[np.float64]]:
    """Return the outcodes and their middles, in grid metres."""
    with fallback_file().open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _is_a_neighbourhood(row)]
    points = np.array([(row["easting"], row["northing"]) for row in rows], float)
    return [row["outcode"] for row in rows], points


def _is_a_neighbourhood(row: dict[str, str]) -> bool:
    """Return whether people know where an outcode is, since they live there."""
    return int(row["p95_m"]) > _FEW and not _LARGE_USERS.fullmatch(row["outcode"])
