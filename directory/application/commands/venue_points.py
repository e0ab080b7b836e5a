"""Where venues are: by their postcodes, or by what a geocoder answered about their addresses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.model.service_entry import ServiceEntry, VenueEntry
from directory.storage import GeocodedAddress
from directory.storage.geocoded import BY_ADDRESS, EXACT, in_one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePoint:
    """Where a venue is: grid metres, the code of its authority, and how it was located."""

    easting: int
    northing: int
    authority: str | None
    located_by: str


Locate = Callable[[str], VenuePoint | None]


def forget_hidden(session: Session, entries: Iterable[ServiceEntry]) -> None:
    """Take away what a geocoder answered about an address that is hidden now."""
    venues = (venue for entry in entries for venue in entry.venues if venue.hide_address)
    addresses = (in_one_line(venue.address) for venue in venues if venue.address)
    for some in batches(addresses):
        session.execute(delete(GeocodedAddress).where(GeocodedAddress.address.in_(some)))


def points_by_address(session: Session) -> dict[str, VenuePoint]:
    """Return the points that a geocoder found, by their addresses in one line."""
    columns = (GeocodedAddress.easting, GeocodedAddress.northing, GeocodedAddress.authority)
    found = select(GeocodedAddress.address, *columns).where(GeocodedAddress.easting.is_not(None))
    return {
        address: VenuePoint(
            easting=easting, northing=northing, authority=code, located_by=BY_ADDRESS
        )
        for address, easting, northing, code in session.execute(found)
        if easting is not None and northing is not None
    }


def point_of(
    venue: VenueEntry, locate: Locate, by_address: Mapping[str, VenuePoint]
) -> VenuePoint | None:
    """Return where a venue is: by its own postcode, its address, or what is near its postcode."""
    point = locate(venue.postcode) if venue.postcode else None
    if (point and point.located_by in EXACT) or venue.hide_address or not venue.address:
        return point
    return by_address.get(in_one_line(venue.address), point)
