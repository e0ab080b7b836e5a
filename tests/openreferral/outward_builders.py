"""Documents of made-up entries, sent and read again."""

from datetime import date
from typing import Any

from directory.importing.entries import Entry
from directory.openreferral.outward import Outward, Published
from directory.openreferral.outward_places import Geography
from directory.places import PlaceError, Places
from tests.directory_builders import NEWCASTLE, TODAY, knowledge

Document = dict[str, Any]


def outward(places: Places, on: date = TODAY) -> Outward:
    def find(postcode: str) -> Any:
        try:
            return places.find(postcode)
        except PlaceError:
            return None

    geography = Geography(find=find, names={NEWCASTLE: "Newcastle upon Tyne"})
    return Outward(knowledge=knowledge(), geography=geography, on=on)


def sent(places: Places, entry: Entry, on: date = TODAY) -> Document:
    """Return the whole document of a service."""
    return outward(places, on).service(Published(entry=entry))


def terms(document: Document) -> dict[str, str | None]:
    """Return the last parts of the URIs of the terms it carries, each with the value beside it."""
    return {
        each["taxonomy_term"]["term_uri"].split("/taxonomy/")[1]: each.get("value")
        for each in document.get("attributes", [])
    }
