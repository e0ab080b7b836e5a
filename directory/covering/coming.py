"""To whom each service comes: a whole district, or whoever lives near one of its venues.

As `directory.nearby.reach` has it for one family, for all the families of a district at once; a
test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from directory.nearby.reach import served
from directory.nearby.snapshot import Flags, Snapshot
from directory.places import Place
from directory.places.areas import codes_of
from directory.places.place import ENGLAND


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coming:
    """By district and service. `may` is for what its silence leaves open."""

    whole: Flags
    """Everyone in the district, wherever they live."""
    near: Flags
    """Those near a venue."""
    may_whole: Flags
    may_near: Flags
    unstated: Flags
    """By service: it states no area, so only a venue within `nearby.reach.NEAR_MILES` suggests that
    it takes somebody."""


def coming(snapshot: Snapshot, districts: Sequence[str], counties: dict[str, str]) -> Coming:
    """Return to whom each service comes, in each district."""
    rows = [_of_district(snapshot, code, counties.get(code)) for code in districts]
    shape = len(rows), 4, len(snapshot.ids)
    flags = np.array(rows, np.bool_).reshape(shape).swapaxes(0, 1)
    whole, near, may_whole, may_near = np.ascontiguousarray(flags)
    return Coming(
        whole=whole,
        near=near,
        may_whole=may_whole & ~whole,
        may_near=may_near,
        unstated=~snapshot.states["areas"],
    )


def _of_district(
    snapshot: Snapshot, district: str, county: str | None
) -> tuple[Flags, Flags, Flags, Flags]:
    stated = snapshot.states["areas"]
    serves, serves_not = served(snapshot, _somewhere_in(district, county))
    unsure = stated & ~serves & ~serves_not
    hidden = np.zeros_like(stated)
    for code in codes_of(district):
        hidden[snapshot.hidden_in.get(code, [])] = True
    nowhere, has_hidden, venue = ~snapshot.somewhere, snapshot.has_hidden, snapshot.has_venue
    home, afar = snapshot.delivers["home"], snapshot.delivers["online"] | snapshot.delivers["phone"]
    silent = ~np.logical_or.reduce(list(snapshot.delivers.values()))
    comes = home | afar | hidden | ((nowhere | has_hidden) & ~silent)
    return (
        (serves & comes) | (~stated & hidden),
        venue & (serves | ~stated),
        (serves & silent) | (unsure & (comes | silent)) | (~stated & (afar | nowhere)),
        venue & (unsure | ~stated),
    )


def _somewhere_in(district: str, county: str | None) -> Place:
    """Return a place of which no more is known than its district and county."""
    return Place(
        postcode="",
        easting=0,
        northing=0,
        lat=0.0,
        lon=0.0,
        authority=district,
        authority_name=None,
        authority_share=1,
        county=county,
        region=None,
        country=ENGLAND,
        located_by="postcode",
        error_m=0,
        source="",
        source_date="",
    )
