"""Whom to ring where the family lives: the entries of the directory for each contact of a notice.

Only entries that say that they serve the place are shown. One that states no area may be another
council's front door, so it is not guessed to be this one's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from directory.domain.eligibility.reachability import served
from directory.geo import Place
from directory.infrastructure.text_format import lower_first
from directory.model.service_status import ServiceState
from directory.storage.column_store import STORES
from directory.storage.models import Organisation, Service
from directory.storage.snapshot import Snapshot
from matcher import Knowledge
from matcher.contacts import Contact

__all__ = ["ContactEntry", "ContactPoint", "contact_points", "contacts_without_directory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """An entry of the directory that may be rung; None means that it is not stated."""

    id: str
    name: str
    organisation: str
    phone: str | None
    hours: str | None
    email: str | None
    referral_note: str | None
    is_sample: bool

    @property
    def line(self) -> str:
        """Return the number, the name and when it is answered."""
        return f"{self.phone} {self.name}: {self.hours or 'hours not stated'}"

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """A contact of a notice and the entries that serve the family's home."""

    contact: Contact
    entries: tuple[ContactEntry, ...]
    where: str | None
    """The authority that was looked in; None where no postcode was given."""
    is_looked_up: bool = True
    """Whether the directory could be asked."""

    @property
    def says(self) -> str | None:
        """Return why no entry is shown; None where there is a number to ring."""
        if self.contact.phone or self.entries:
            return None
        if not self.is_looked_up:
            return "Numbers cannot be looked up now: use your local procedures."
        if self.where is None:
            return "Give the family’s postcode to see the number."
        return f"The directory holds no number for {self.where}: use your local procedures."

    @property
    def lines(self) -> tuple[str, ...]:
        """Return each number with when to ring it, as a list prints them."""
        same = f"{self.contact.phone} {lower_first(self.contact.when or '')}".strip()
        lines = [*([same] if self.contact.phone else []), *(each.line for each in self.entries)]
        return (*lines, *([self.says] if self.says else []))

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON-ready data, in the form that `docs/api.md` fixes."""
        return {
            "contact": self.contact.id,
            "name": self.contact.name,
            "when": self.contact.when,
            "phone": self.contact.phone,
            "entries": [entry.as_data() for entry in self.entries],
            "text": self.says,
        }


def contact_points(
    session: Session, knowledge: Knowledge, wanted: Iterable[str], place: Place | None, on: date
) -> Mapping[str, ContactPoint]:
    """Return each contact that is wanted, by its id, with the entries that serve a place."""
    contacts = [knowledge.contact[id] for id in dict.fromkeys(wanted)]
    found = _entries(session, contacts, place, on) if place else {}
    where = (place.authority_name or place.postcode) if place else None
    return {
        each.id: ContactPoint(contact=each, entries=found.get(each.id, ()), where=where)
        for each in contacts
    }


def contacts_without_directory(
    knowledge: Knowledge, wanted: Iterable[str], place: Place | None
) -> Mapping[str, ContactPoint]:
    """Return each contact that is wanted with what the knowledge itself says of it."""
    return {
        id: ContactPoint(
            contact=knowledge.contact[id],
            entries=(),
            where=(place.authority_name or place.postcode) if place else None,
            is_looked_up=place is None,
        )
        for id in dict.fromkeys(wanted)
    }


def _entries(
    session: Session, contacts: Iterable[Contact], place: Place, on: date
) -> dict[str, tuple[ContactEntry, ...]]:
    snapshot = STORES.current(session, Snapshot)
    serves, _ = served(snapshot, place)
    may_be_rung = serves & (snapshot.states_on(on) <= ServiceState.ENDING)
    ids = {each.id: _ids(snapshot, each, may_be_rung) for each in contacts}
    read = _read(session, {id for some in ids.values() for id in some})
    return {
        contact: tuple(read[id] for id in some if id in read and read[id].phone)
        for contact, some in ids.items()
    }


def _ids(snapshot: Snapshot, contact: Contact, may_be_rung: Any) -> list[str]:
    places = snapshot.places_of(contact.programmes, contact.kinds)
    return [snapshot.ids[at] for at in np.sort(places[may_be_rung[places]])]


def _read(session: Session, ids: Iterable[str]) -> dict[str, ContactEntry]:
    rows = session.execute(_ENTRIES, {"ids": list(ids)}) if ids else ()
    return {row.id: ContactEntry(**row._mapping) for row in rows}


_ENTRIES = (
    select(
        Service.id,
        Service.name,
        Organisation.name.label("organisation"),
        Service.phone,
        Service.hours,
        Service.email,
        Service.referral_note,
        Service.is_sample,
    )
    .join_from(Service, Organisation)
    .where(Service.id.in_(bindparam("ids", expanding=True)))
)
