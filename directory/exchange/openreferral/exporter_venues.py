"""Where a service is delivered and whom it serves, as documents; a hidden venue has none."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from directory.exchange.openreferral.exporter_terms import Document, Stated, attributes
from directory.exchange.openreferral.ids import uuid_of
from directory.geo import Place
from directory.model.service_entry import ServiceEntry, VenueEntry
from matcher import Knowledge

AREA = "http://statistics.data.gov.uk/id/statistical-geography"
"""Areas are named as the Office for National Statistics names them; the code is the last part."""
COUNTRY = "GB"


@dataclass(frozen=True, kw_only=True)
class Geography:
    """What is known of postcodes and areas."""

    find: Callable[[str], Place | None]
    """Return where a postcode is, or None where it cannot be found."""
    names: Mapping[str, str]
    """Names of areas by their ONS codes, as far as they are known."""

    def authority_of(self, place: Place | None) -> str | None:
        """Return the name of the authority that a place surely lies in."""
        if place is None or place.authority is None or place.authority_share < 1:
            return None
        return place.authority_name or self.names.get(place.authority)


def shown_venues(entry: ServiceEntry) -> list[VenueEntry]:
    """Return the venues that may be told, in their order."""
    return [venue for venue in entry.venues if not venue.hide_address and not venue.is_blank]


def service_areas(entry: ServiceEntry, names: Mapping[str, str], service_id: str) -> list[Document]:
    """Return the areas a service takes families from."""
    return [
        {"id": uuid_of("service_area", service_id, code), "service_id": service_id}
        | ({"name": names[code]} if code in names else {})
        | {"uri": f"{AREA}/{code}"}
        for code in entry.values["areas_served"]
    ]


def at_locations(
    knowledge: Knowledge,
    geography: Geography,
    entry: ServiceEntry,
    service_id: str,
    *,
    full: bool = True,
) -> list[Document]:
    """Return the service at each of its venues that may be told; `full`: with all that is nested.

    The ids count these venues alone, so that they are the same after an import elsewhere.
    """
    found = []
    for number, venue in enumerate(shown_venues(entry)):
        place = geography.find(venue.postcode) if venue.postcode else None
        location = _location(venue, place, uuid_of("location", service_id, number))
        if full:
            location |= _nested(knowledge, geography, entry, venue, place, location["id"])
        found.append(
            {
                "id": at_location_id(service_id, number),
                "service_id": service_id,
                "location_id": location["id"],
                "location": location,
            }
        )
    return found


def at_location_id(service_id: str, number: int) -> str:
    """Return the uuid of a service at one of its venues, counted from 0."""
    return uuid_of("service_at_location", service_id, number)


def _location(venue: VenueEntry, place: Place | None, id: str) -> Document:
    location: Document = {"id": id, "location_type": "physical"}
    if venue.name:
        location["name"] = venue.name
    # A point that stands for a whole sector or town would send a family to the wrong door.
    if place and place.located_by == "postcode":
        location |= {"latitude": place.lat, "longitude": place.lon}
    return location


def _nested(
    knowledge: Knowledge,
    geography: Geography,
    entry: ServiceEntry,
    venue: VenueEntry,
    place: Place | None,
    id: str,
) -> Document:
    address = _address(venue, geography.authority_of(place), id)
    lists = {
        "addresses": [address] if address else [],
        "accessibility": [
            {"id": uuid_of("accessibility", id, word), "location_id": id, "description": word}
            for word in entry.values["accessibility"]
        ],
        "attributes": attributes(knowledge, _details(venue, address), "location", id),
    }
    return {name: items for name, items in lists.items() if items}


def _address(venue: VenueEntry, authority: str | None, id: str) -> Document | None:
    """Return the address where all that the standard asks of one is known.

    Its last part, after a comma, is the town; an address of one part names none.
    """
    street, comma, town = (venue.address or "").rpartition(", ")
    if not (street and comma and town and venue.postcode and authority):
        return None
    return {
        "id": uuid_of("address", id, 0),
        "location_id": id,
        "address_1": street,
        "city": town,
        "state_province": authority,
        "postal_code": venue.postcode,
        "country": COUNTRY,
        "address_type": "physical",
    }


def _details(venue: VenueEntry, address: Document | None) -> Iterator[Stated]:
    if venue.address and not address:
        yield "detail", "address", venue.address
    if venue.postcode and not address:
        yield "detail", "postcode", venue.postcode
    if venue.hide_address is False:
        yield "detail", "hide_address", "no"
