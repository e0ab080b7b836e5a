"""Documents of made-up entries, sent and read again."""

from datetime import date
from typing import Any

from directory.exchange.openreferral.exporter import Exporter, PublishedEntry
from directory.exchange.openreferral.exporter_venues import Geography
from directory.geo import PlaceError, Places
from directory.model.service_entry import ServiceEntry
from tests.directory_builders import NEWCASTLE, TODAY, knowledge

Document = dict[str, Any]


def outward(places: Places, on: date = TODAY) -> Exporter:
    def find(postcode: str) -> Any:
        try:
            return places.find(postcode)
        except PlaceError:
            return None

    geography = Geography(find=find, names={NEWCASTLE: "Newcastle upon Tyne"})
    return Exporter(knowledge=knowledge(), geography=geography, on=on)


def sent(places: Places, entry: ServiceEntry, on: date = TODAY) -> Document:
    """Return the whole document of a service."""
    return outward(places, on).service(PublishedEntry(entry=entry))


def terms(document: Document) -> dict[str, str | None]:
    """Return the last parts of the URIs of the terms it carries, each with the value beside it."""
    return {
        each["taxonomy_term"]["term_uri"].split("/taxonomy/")[1]: each.get("value")
        for each in document.get("attributes", [])
    }
