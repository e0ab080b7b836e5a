"""Which addresses an online geocoder would be asked about, and which are left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.hidden_reports import URGENT
from directory.exchange.directory_file.address_leaks import may_be_hidden, told_of_hidden
from directory.model.service_entry import VenueEntry
from directory.storage import Correction, GeocodedAddress, Service, ServiceArea, Venue
from directory.storage.geocoded import in_one_line, without_point

REFUGES = "domestic_abuse"
"""The kind of services whose addresses are sent only where they say that they are not hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address without a point, and what else is known of where it is."""

    address: str
    """In one line, as it would be sent; nothing else of a venue is."""
    services: tuple[str, ...]
    """The ids of those that are delivered there."""
    postcodes: tuple[str, ...]
    """What stands for its postcode, and cannot be found as one."""
    areas: tuple[str, ...]
    """The codes of the areas that these services take families from, all together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be asked, and what would not."""

    wanted: tuple[Wanted, ...]
    kept_back: int
    """Addresses that are left out since they may be hidden ones."""
    found: int
    """Addresses that have a point from an earlier run."""
    failed: tuple[tuple[str, str], ...]
    """Addresses that were asked about before and not found, each with why."""


class _Shown(NamedTuple):
    """A venue that is shown and has no point of its own."""

    service: str
    kind: str
    venue: VenueEntry


def plan_of(session: Session, *, again: bool = False) -> Plan:
    """Return what would be asked about now; `again`: what was not found before, too."""
    asked = dict(session.execute(select(GeocodedAddress.address, GeocodedAddress.reason)).all())
    wanted, kept_back = _addresses(session)
    return Plan(
        wanted=tuple(each for each in wanted if again or each.address not in asked),
        kept_back=kept_back,
        found=sum(reason is None for reason in asked.values()),
        failed=tuple(
            (each.address, reason) for each in wanted if (reason := asked.get(each.address))
        ),
    )


def _addresses(session: Session) -> tuple[list[Wanted], int]:
    """Return the addresses of venues without a point, and how many of them may be hidden ones."""
    venues: dict[str, list[_Shown]] = defaultdict(list)
    for each in _shown(session):
        venues[in_one_line(each.venue.address or "")].append(each)
    told, doubted = told_of_hidden(_hidden(session)), _doubted(session)
    open_ = {
        address: here
        for address, here in venues.items()
        if not any(_is_kept_back(each, told, doubted) for each in here)
    }
    areas = _areas(session, {each.service for here in open_.values() for each in here})
    wanted = [_wanted(address, here, areas) for address, here in sorted(open_.items())]
    return wanted, len(venues) - len(open_)


def _is_kept_back(each: _Shown, told: frozenset[str], doubted: set[str]) -> bool:
    not_said = each.kind == REFUGES and each.venue.hide_address is None
    return not_said or each.service in doubted or may_be_hidden(each.venue, told)


def _wanted(address: str, here: list[_Shown], areas: dict[str, list[str]]) -> Wanted:
    services = sorted({each.service for each in here})
    return Wanted(
        address=address,
        services=tuple(services),
        postcodes=tuple(sorted({each.venue.postcode for each in here if each.venue.postcode})),
        areas=tuple(sorted({code for id in services for code in areas.get(id, [])})),
    )


def _shown(session: Session) -> Iterator[_Shown]:
    query = (
        select(Service.id, Service.kind, *_COLUMNS)
        .join_from(Venue, Service)
        .where(
            without_point(),
            Venue.address.is_not(None),
            Service.gone_on.is_(None),
            Service.same_as.is_(None),
            Service.is_sample.is_(False),
        )
    )
    for id, kind, *venue in session.execute(query):
        yield _Shown(id, kind, _entry(venue))


def _hidden(session: Session) -> Iterable[VenueEntry]:
    """Return every hidden venue, of services that are gone too."""
    found = session.execute(select(*_COLUMNS).where(Venue.hide_address.is_(True)))
    return [_entry(each) for each in found]


_COLUMNS = (Venue.name, Venue.address, Venue.postcode, Venue.hide_address)


def _entry(values: Sequence[Any]) -> VenueEntry:
    name, address, postcode, hide_address = values
    return VenueEntry(name=name, address=address, postcode=postcode, hide_address=hide_address)


def _doubted(session: Session) -> set[str]:
    """Return the services of which somebody said that the address should be hidden."""
    waits = Correction.what == URGENT, Correction.outcome.is_(None)
    return set(session.scalars(select(Correction.service_id).where(*waits)))


def _areas(session: Session, services: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id, code in session.execute(select(ServiceArea.service_id, ServiceArea.code)):
        if id in services:
            found[id].append(code)
    return found
