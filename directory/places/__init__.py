"""Locate postcodes offline: point, authority, how located and how far off it may be.

The package knows nothing of Flask or the database, and never uses the network to find a place, so
no family's postcode leaves the machine.
"""

from directory.places.areas import covers, same_area
from directory.places.errors import (
    MalformedPostcode,
    NotInEngland,
    PlaceError,
    PlacesFileError,
    Problem,
    UnknownPostcode,
)
from directory.places.grid import geodesic_miles, grid_miles, to_grid, to_wgs84
from directory.places.locate import Places
from directory.places.place import LocatedBy, Place, Source
from directory.places.postcode import normalise

__all__ = [
    "LocatedBy",
    "MalformedPostcode",
    "NotInEngland",
    "Place",
    "PlaceError",
    "Places",
    "PlacesFileError",
    "Problem",
    "Source",
    "UnknownPostcode",
    "covers",
    "geodesic_miles",
    "grid_miles",
    "normalise",
    "same_area",
    "to_grid",
    "to_wgs84",
]
