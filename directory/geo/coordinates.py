"""Latitude and longitude as a person, a file or a feed gives them, checked before they are used.

They become a point of geopy's. It is given numbers alone: of words it takes what it can, and reads
“54 58 12, -1 36 40” as 36 degrees north and 40 east.
"""

from geopy.point import Point

from directory.geo.grid import to_grid

WEST, EAST, SOUTH, NORTH = -6.6, 2.0, 49.7, 56.0
"""Degrees between which England lies."""
_GRID_WEST, _GRID_EAST, _GRID_SOUTH, _GRID_NORTH = 80_000, 656_000, 5_000, 658_000
"""The same on the grid, closer, in metres."""
MOST_LAT, MOST_LON = 90, 180


class CoordinatesError(ValueError):
    """Coordinates are no point in England; the words follow what was given."""


def read_point(lat: object, lon: object) -> Point:
    """Return the point in England at a latitude and a longitude, each in decimal degrees.

    Raises CoordinatesError in words.
    """
    north, east = _number(lat), _number(lon)
    if north is None or east is None:
        raise CoordinatesError("is not a latitude and a longitude in degrees, as in 54.97, -1.61")
    # What is not a number compares as false with every bound.
    if not (abs(north) <= MOST_LAT and abs(east) <= MOST_LON):
        text = f"is nowhere: a latitude is up to {MOST_LAT} degrees, a longitude up to {MOST_LON}"
        raise CoordinatesError(text)
    if not _in_england(north, east):
        swapped = _in_england(east, north)
        raise CoordinatesError(
            "is not in England, but is the other way round: latitude comes first"
            if swapped
            else "is not in England"
        )
    return Point(north, east)


def on_grid_of_england(easting: float, northing: float) -> bool:
    """Return whether a point of the grid, in metres, is in the rectangle that holds England."""
    # What is not a number compares as false with every bound.
    return _GRID_WEST <= easting <= _GRID_EAST and _GRID_SOUTH <= northing <= _GRID_NORTH


def _in_england(lat: float, lon: float) -> bool:
    near = SOUTH <= lat <= NORTH and WEST <= lon <= EAST
    return near and on_grid_of_england(*to_grid(lat, lon))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None
