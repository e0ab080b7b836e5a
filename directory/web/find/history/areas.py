"""Which services an authority is told about: those that state it, cover it, or have a venue in it.

A hidden venue counts for nothing here: a list of what happens in an authority must not help
anybody to find it.
"""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import counties
from directory.domain.coverage.authorities import ENGLAND
from directory.geo.areas import codes_of
from directory.storage import Service, ServiceArea, Venue, reference_data

NOT_STATED = "not-stated"
"""Stands, in an address, for services that do not say where they work."""
_SHOWN = Venue.hide_address.is_not(True)


def area_name(code: str) -> str:
    """Return what an area is called; the code where no name is at hand."""
    return "Where it works is not stated" if code == NOT_STATED else reference_data.area_name(code)


def area_codes(session: Session, of: list[ColumnElement[bool]]) -> set[str]:
    """Return the areas that services of the directory state or have a venue in."""
    listed = select(Service.id).where(Service.gone_on.is_(None), *of)
    stated = select(ServiceArea.code).where(ServiceArea.service_id.in_(listed))
    at = select(Venue.authority).where(Venue.service_id.in_(listed), _SHOWN)
    return {code for code in session.scalars(stated.union(at)) if code}


def concerns(code: str) -> ColumnElement[bool]:
    """Return the condition that a service concerns an authority."""
    if code == NOT_STATED:
        somewhere = select(Venue.service_id).where(_SHOWN, Venue.authority.is_not(None))
        return Service.id.not_in(select(ServiceArea.service_id)) & Service.id.not_in(somewhere)
    county_of = counties()
    inside = {*codes_of(code), *(each for each, county in county_of.items() if county == code)}
    covering = {ENGLAND, *filter(None, map(county_of.get, inside))}
    stated = select(ServiceArea.service_id).where(ServiceArea.code.in_({*inside, *covering}))
    at = select(Venue.service_id).where(_SHOWN, Venue.authority.in_(inside))
    return or_(Service.id.in_(stated), Service.id.in_(at))
