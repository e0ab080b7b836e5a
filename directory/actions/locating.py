"""Points of venues from their postcodes."""

from directory.actions.services import Locate, Point
from directory.places import PlaceError, Places


def locator(places: Places) -> Locate:
    """Return what gives the point of a postcode, or None where it cannot be found."""

    def locate(postcode: str) -> Point | None:
        try:
            place = places.find(postcode)
        except PlaceError:
            return None
        return Point(
            easting=place.easting,
            northing=place.northing,
            authority=place.authority,
            located_by=place.located_by,
        )

    return locate
