"""Points of venues from their postcodes."""

from directory.application.commands.venue_points import Locate, VenuePoint
from directory.geo import PlaceError, Places


def locator(places: Places) -> Locate:
    """Return what gives the point of a postcode, or None where it cannot be found."""

    def locate(postcode: str) -> VenuePoint | None:
        try:
            place = places.find_anywhere(postcode)
        except PlaceError:
            return None
        return VenuePoint(
            easting=place.easting,
            northing=place.northing,
            authority=place.authority,
            located_by=place.located_by,
        )

    return locate
