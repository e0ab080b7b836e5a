"""Keeping what an online geocoder answered, address by address, and placing venues by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import (
    hold_directory,
    note,
    record,
    version_to_come,
)
from directory.application.commands.batches import batches
from directory.storage import GeocodedAddress, Service, Venue
from directory.storage.geocoded import BY_ADDRESS, in_one_line, without_point

ACTION = "venue.geocode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A point for an address: grid metres, the authority there, how exact, and its name there."""

    easting: int
    northing: int
    authority: str | None
    error_m: int
    found_as: str


def keep_answer(
    session: Session,
    address: str,
    answer: Placed | str,
    *,
    source: str,
    credit: str,
    actor: str,
    now: datetime,
) -> None:
    """Keep the point of an address, or why there is none, and place its venues; the caller commits.

    Only venues that are shown, and stand at no point of their own postcode, are placed.
    """
    hold_directory(session)
    kept = GeocodedAddress(address=address, source=source, credit=credit, asked_at=now)
    if isinstance(answer, str):
        kept.reason = answer
    else:
        kept.easting, kept.northing = answer.easting, answer.northing
        kept.authority, kept.error_m = answer.authority, answer.error_m
        kept.found_as = answer.found_as
    session.merge(kept)
    placed = [] if isinstance(answer, str) else _place(session, address, answer, now)
    found = kept.reason is None
    detail: dict[str, int | bool | str] = {"venues": len(placed), "found": found, "source": source}
    leave = record if placed else note
    leave(session, ACTION, actor=actor, now=now, detail=detail)


def _place(session: Session, address: str, answer: Placed, now: datetime) -> list[int]:
    """Put the venues of an address where it is; return their ids."""
    venues = select(Venue.id, Venue.address).where(without_point(), Venue.address.is_not(None))
    ids = [id for id, each in session.execute(venues) if in_one_line(each or "") == address]
    point = {
        "easting": answer.easting,
        "northing": answer.northing,
        "authority": answer.authority,
        "located_by": BY_ADDRESS,
    }
    version = version_to_come(session, now)
    for some in batches(ids):
        placed = Venue.id.in_(some)
        session.execute(update(Venue).where(placed).values(point))
        services = select(Venue.service_id).where(placed)
        session.execute(update(Service).where(Service.id.in_(services)).values(changed_in=version))
    return ids
