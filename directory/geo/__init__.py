"""Locate postcodes offline: point, authority, how located and how far off it may be.

The package knows nothing of Flask or the database, and never uses the network to find a place, so
no family's postcode leaves the machine.
"""

from directory.geo.areas import covers, same_area
from directory.geo.distance import Distances
from directory.geo.errors import (
    MalformedPostcode,
    NotInEngland,
    PlaceError,
    PlacesFileError,
    PlacesProblem,
    UnknownPostcode,
)
from directory.geo.grid import to_grid, to_wgs84
from directory.geo.locate import Places
from directory.geo.place import LocatedBy, Place, PlaceSource
from directory.geo.postcode import normalise

__all__ = [
    "Distances",
    "LocatedBy",
    "MalformedPostcode",
    "NotInEngland",
    "Place",
    "PlaceError",
    "PlaceSource",
    "Places",
    "PlacesFileError",
    "PlacesProblem",
    "UnknownPostcode",
    "covers",
    "normalise",
    "same_area",
    "to_grid",
    "to_wgs84",
]
