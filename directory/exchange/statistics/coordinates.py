"""Where an area is: grid metres, or degrees turned into them, out of the cells of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.geo import to_grid
from directory.geo.coordinates import MOST_LON, CoordinatesError, on_grid_of_england, read_point
from directory.model.problems import FileProblem

_PAIRS = (("easting", "northing"), ("lon", "lat"))
_MEND = "give grid metres (easting, northing) or degrees (lat, lon)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPoint:
    """A point on the British National Grid, in metres."""

    easting: int
    northing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotColumns:
    """Which columns of a table hold a point: across first, then up."""

    across: int
    up: int
    heading: str

    def read(self, line: int, row: Sequence[str]) -> GridPoint | FileProblem:
        """Return the point of a row, or why it gives none."""
        cells = (row[self.across].strip(), row[self.up].strip())
        try:
            return _spot(*cells)
        except CoordinatesError as error:
            problem, value = f"{error}: {_MEND}", " ".join(cells).strip()
            return FileProblem(line=line, column=self.heading, value=value, problem=problem)


def spot_columns(found: Mapping[str, int], headings: Sequence[str]) -> SpotColumns | None:
    """Return the columns of points among those found, the grid before degrees."""
    for across, up in _PAIRS:
        if across in found and up in found:
            heading = headings[found[across]]
            return SpotColumns(across=found[across], up=found[up], heading=heading)
    return None


def _spot(across: str, up: str) -> GridPoint:
    """Return a point, in metres or in degrees whatever the columns are called."""
    try:
        x, y = float(across), float(up)
    except ValueError:
        raise CoordinatesError("is not a point in England") from None
    if abs(x) <= MOST_LON and abs(y) <= MOST_LON:
        point = read_point(y, x)
        x, y = to_grid(point.latitude, point.longitude)
    elif not on_grid_of_england(x, y):
        raise CoordinatesError("is not a point in England")
    return GridPoint(easting=round(x), northing=round(y))


def cell_of(row: Sequence[str], found: Mapping[str, int], meaning: str) -> str | None:
    """Return what a row says of a meaning, or None where it says nothing."""
    return (row[found[meaning]].strip() or None) if meaning in found else None
