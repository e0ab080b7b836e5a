"""Which services an authority is told about: those that state it, cover it, or have a venue in it.

A hidden venue counts for nothing here: a list of what happens in an authority must not help
anybody to find it.
"""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from directory import bridge
from directory.db import Service, ServiceArea, Venue
from directory.places.areas import codes_of
from directory.places.outcodes import district_counties
from directory.places.paths import fallback_file

NOT_STATED = "not-stated"
"""Stands, in an address, for services that do not say where they work."""
ENGLAND = "E92000001"
_TOLD = Venue.hide_address.is_not(True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An area that can be chosen, by its ONS code."""

    code: str
    name: str


def authority_of(session: Session, code: str) -> Authority | None:
    """Return what a code names; None where it is no area that is known or occurs."""
    name = area_name(code)
    if code == NOT_STATED or name != code:
        return Authority(code=code, name=name)
    return next((each for each in authorities(session, []) if each.code == code), None)


def area_name(code: str) -> str:
    """Return what an area is called; the code where no name is at hand."""
    return "Where it works is not stated" if code == NOT_STATED else bridge.area_name(code)


def authorities(session: Session, shown: list[ColumnElement[bool]]) -> list[Authority]:
    """Return the areas that services of the directory state or have a venue in, by name."""
    listed = select(Service.id).where(Service.gone_on.is_(None), *shown)
    stated = select(ServiceArea.code).where(ServiceArea.service_id.in_(listed))
    at = select(Venue.authority).where(Venue.service_id.in_(listed), _TOLD)
    codes = {code for code in session.scalars(stated.union(at)) if code}
    found: dict[str, Authority] = {}
    for code in sorted(codes, reverse=True):  # the newer of two codes of one area comes first
        name = area_name(code)
        found.setdefault(name, Authority(code=code, name=name))
    return sorted(found.values(), key=lambda each: each.name)


def touches(code: str) -> ColumnElement[bool]:
    """Return the condition that a service concerns an authority."""
    if code == NOT_STATED:
        somewhere = select(Venue.service_id).where(_TOLD, Venue.authority.is_not(None))
        return Service.id.not_in(select(ServiceArea.service_id)) & Service.id.not_in(somewhere)
    inside = _inside(code)
    covering = {ENGLAND, *filter(None, map(_counties().get, inside))}
    stated = select(ServiceArea.service_id).where(ServiceArea.code.in_({*inside, *covering}))
    at = select(Venue.service_id).where(_TOLD, Venue.authority.in_(inside))
    return or_(Service.id.in_(stated), Service.id.in_(at))


def _inside(code: str) -> set[str]:
    """Return the area, by either of its codes, and the districts in it."""
    return {*codes_of(code), *(each for each, county in _counties().items() if county == code)}


@lru_cache(maxsize=1)
def _counties() -> dict[str, str]:
    return district_counties(fallback_file())
