"""An entry of the directory as the documents of Open Referral UK (docs/open-referral.md).

Pure: an entry, the knowledge and the geography in, documents out. What is not stated is left out,
and what does not fit the form that the standard checks is left out rather than sent broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from directory.exchange.openreferral.ages import years_from, years_under
from directory.exchange.openreferral.exporter_terms import Document, attributes, stated_by_service
from directory.exchange.openreferral.exporter_text import alert, application, eligibility, wait
from directory.exchange.openreferral.exporter_venues import Geography, at_locations, service_areas
from directory.exchange.openreferral.ids import uuid_of
from directory.exchange.openreferral.standard_formats import fits
from directory.model.service_entry import ServiceEntry
from directory.model.service_status import ServiceState
from matcher import Knowledge

ORGANISATION_SAYS = "Provides services that are listed in this directory."
"""The standard asks for a description, and the directory holds none."""
NUMBER_TYPE = "Charity or company number"
_STATUS = {
    ServiceState.RUNNING: "active",
    ServiceState.ENDING: "active",
    ServiceState.NOT_OPEN_YET: "inactive",
    ServiceState.PAUSED: "temporarily closed",
    ServiceState.CLOSED: "defunct",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEntry:
    """An entry, and when it last changed; None where that was not kept."""

    entry: ServiceEntry
    changed_at: datetime | None = None

    @property
    def id(self) -> str:
        """Return the uuid of the service."""
        return uuid_of("service", self.entry.id)


@dataclass(frozen=True, kw_only=True)
class Exporter:
    """Makes the documents of a feed as they are on one day."""

    knowledge: Knowledge
    geography: Geography
    on: date

    def service(self, published: PublishedEntry) -> Document:
        """Return a service with everything nested in it."""
        entry, id = published.entry, published.id
        values = entry.values
        venues = at_locations(self.knowledge, self.geography, entry, id)
        stated = stated_by_service(self.knowledge, entry)
        lists = {
            "service_areas": service_areas(entry, self.geography.names, id),
            "service_at_locations": venues,
            "languages": [
                {"id": uuid_of("language", id, name), "service_id": id, "name": name}
                for name in values["languages"]
            ],
            "cost_options": _costs(values["cost"], id),
            "contacts": _contacts(values["phone"], id),
            "attributes": attributes(self.knowledge, stated, "service", id),
        }
        named = {name: items for name, items in lists.items() if items}
        organisation = organization(values["organisation"], values["organisation_number"])
        return self._plain(published) | {"organization": organisation} | named

    def service_in_list(self, published: PublishedEntry) -> Document:
        """Return a service as a list shows it: its own fields and who provides it."""
        values = published.entry.values
        organisation = organization(
            values["organisation"], values["organisation_number"], full=False
        )
        return self._plain(published) | {"organization": organisation}

    def at_locations(self, published: PublishedEntry, *, full: bool) -> list[Document]:
        """Return a service at each venue that may be told, with the service nested."""
        found = at_locations(
            self.knowledge, self.geography, published.entry, published.id, full=full
        )
        service = self.service_in_list(published)
        return [each | {"service": service} for each in found]

    def _plain(self, published: PublishedEntry) -> Document:
        entry = published.entry
        values = entry.values
        provider = organisation_id(values["organisation"], values["organisation_number"])
        found: Mapping[str, Any] = {
            "id": published.id,
            "organization_id": provider,
            "name": values["name"],
            "description": values["description"],
            "url": _fitting("uri", values["url"]),
            "email": _fitting("email", values["email"]),
            "status": _status(entry, self.on),
            "fees": values["cost"],
            "accreditations": values["accreditation"],
            **_ages(entry),
            "eligibility_description": eligibility(self.knowledge.facts, entry),
            "application_process": application(entry),
            "wait_time": wait(entry),
            "alert": alert(entry, self.on),
            "assured_date": values["assured_on"] and values["assured_on"].isoformat(),
            "last_modified": moment(published.changed_at),
        }
        return {name: value for name, value in found.items() if value not in (None, "")}


def organization(name: str, number: str | None, *, full: bool = True) -> Document:
    """Return who provides services; `full`: with the number it is registered under."""
    id = organisation_id(name, number)
    found: Document = {"id": id, "name": name, "description": ORGANISATION_SAYS}
    if full and number:
        found["organization_identifiers"] = [
            {
                "id": uuid_of("organization_identifier", id, 0),
                "organization_id": id,
                "identifier_type": NUMBER_TYPE,
                "identifier": number,
            }
        ]
    return found


def moment(at: datetime | None) -> str | None:
    """Return a moment as the standard writes it, in UTC; None for none."""
    if at is None:
        return None
    # SQLite keeps no zone; what we keep is in UTC.
    return f"{at.astimezone(UTC) if at.tzinfo else at:%Y-%m-%dT%H:%M:%S}Z"


def organisation_id(name: str, number: str | None) -> str:
    """Return the uuid of who provides services; name and number together say who."""
    return uuid_of("organization", name, number or "")


def _fitting(form: str, value: str | None) -> str | None:
    return value if fits(form, value) else None


def _status(entry: ServiceEntry, on: date) -> str:
    """Return whether a service runs, in the words of the standard."""
    return _STATUS[entry.runs.on(on)]


def _ages(entry: ServiceEntry) -> dict[str, float | None]:
    low, high = entry.ages.from_months, entry.ages.under_months
    return {
        "minimum_age": None if low is None else years_from(low),
        "maximum_age": None if high is None else years_under(high),
    }


def _costs(cost: str | None, service_id: str) -> list[Document]:
    if not cost:
        return []
    return [{"id": uuid_of("cost_option", service_id, 0), "service_id": service_id, "option": cost}]


def _contacts(number: str | None, service_id: str) -> list[Document]:
    if not number:
        return []
    id = uuid_of("contact", service_id, 0)
    phone = {"id": uuid_of("phone", service_id, 0), "contact_id": id, "number": number}
    return [{"id": id, "service_id": service_id, "phones": [phone]}]
