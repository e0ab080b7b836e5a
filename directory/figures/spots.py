"""Where an area is: grid metres, or degrees turned into them, out of the cells of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.importing.problems import FileProblem
from directory.places.grid import to_grid

WEST, EAST, SOUTH, NORTH = 80_000, 656_000, 5_000, 658_000
"""Grid metres: England lies within."""
_PAIRS = (("easting", "northing"), ("lon", "lat"))
_MOST_DEGREES = 180
_MEND = "is not a point in England: give grid metres (easting, northing) or degrees (lat, lon)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the British National Grid, in metres."""

    easting: int
    northing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotColumns:
    """Which columns of a table hold a point: across first, then up."""

    across: int
    up: int
    heading: str

    def read(self, line: int, row: Sequence[str]) -> Spot | FileProblem:
        """Return the point of a row, or why it gives none."""
        cells = (row[self.across].strip(), row[self.up].strip())
        spot = _spot(*cells)
        return spot or FileProblem(
            line=line, column=self.heading, value=" ".join(cells).strip(), problem=_MEND
        )


def spot_columns(found: Mapping[str, int], headings: Sequence[str]) -> SpotColumns | None:
    """Return the columns of points among those found, the grid before degrees."""
    for across, up in _PAIRS:
        if across in found and up in found:
            heading = headings[found[across]]
            return SpotColumns(across=found[across], up=found[up], heading=heading)
    return None


def _spot(across: str, up: str) -> Spot | None:
    try:
        x, y = float(across), float(up)
    except ValueError:
        return None
    if abs(x) <= _MOST_DEGREES and abs(y) <= _MOST_DEGREES:
        x, y = to_grid(y, x)
    # What is not a number compares as false with every bound.
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        return None
    return Spot(easting=round(x), northing=round(y))


def cell_of(row: Sequence[str], found: Mapping[str, int], meaning: str) -> str | None:
    """Return what a row says of a meaning, or None where it says nothing."""
    return (row[found[meaning]].strip() or None) if meaning in found else None
