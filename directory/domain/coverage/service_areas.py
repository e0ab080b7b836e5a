"""To whom each service comes: a whole district, or whoever lives near one of its venues.

As `directory.domain.eligibility.reachability` has it for one family, for all the families of a
district at once; a test holds the two together.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from directory.domain.eligibility.reachability import served
from directory.geo import Place
from directory.geo.areas import codes_of
from directory.geo.place import ENGLAND
from directory.storage.column_store import by_row
from directory.storage.snapshot import Flags, Numbers, Snapshot

WHOLE, NEAR, MAY_WHOLE, MAY_NEAR = 1, 2, 4, 8
"""Whom a service comes to in a district, as bits: everyone in it, wherever they live; those near a
venue; and the same for what its silence leaves open."""
Bits = NDArray[np.uint8]


class ServiceAreas:
    """To whom each service comes, district by district, worked out when it is asked."""

    def __init__(
        self, snapshot: Snapshot, districts: Sequence[str], counties: Mapping[str, str]
    ) -> None:
        self._snapshot, self._districts, self._counties = snapshot, districts, counties

    @property
    def unstated(self) -> Flags:
        """Return which services state no area.

        Only a venue within `eligibility.reachability.NEAR_MILES` suggests that one of these takes
        somebody.
        """
        return ~self._snapshot.states["areas"]

    def bits(self, districts: Numbers) -> Bits:
        """Return to whom each service comes, by district, of some, and service."""
        rows = [self._of(self._districts[at]) for at in districts.tolist()]
        return np.stack(rows) if rows else np.empty((0, len(self._snapshot.ids)), np.uint8)

    def _of(self, district: str) -> Bits:
        snapshot, county = self._snapshot, self._counties.get(district)
        whole = len(snapshot.ids)

        def find(places: Numbers) -> Bits:
            some = snapshot if len(places) == whole else snapshot.some(places)
            return _bits(some, district, county)

        return by_row(snapshot.store, ("comes", district), find)


def _bits(snapshot: Snapshot, district: str, county: str | None) -> Bits:
    stated = snapshot.states["areas"]
    serves, serves_not = served(snapshot, _somewhere_in(district, county))
    unsure = stated & ~serves & ~serves_not
    hidden = snapshot.hidden.any_of(*codes_of(district))
    nowhere, has_hidden, venue = ~snapshot.somewhere, snapshot.has_hidden, snapshot.has_venue
    home, afar = snapshot.delivers["home"], snapshot.delivers["online"] | snapshot.delivers["phone"]
    silent = ~snapshot.delivery.states
    comes = home | afar | hidden | ((nowhere | has_hidden) & ~silent)
    whole = (serves & comes) | (~stated & hidden)
    may_whole = (serves & silent) | (unsure & (comes | silent)) | (~stated & (afar | nowhere))
    near, may_near = venue & (serves | ~stated), venue & (unsure | ~stated)
    told = ((WHOLE, whole), (NEAR, near), (MAY_WHOLE, may_whole & ~whole), (MAY_NEAR, may_near))
    found = np.zeros(len(stated), np.uint8)
    for bit, flags in told:
        found |= flags.astype(np.uint8) * np.uint8(bit)
    return found


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
