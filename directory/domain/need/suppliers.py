"""Which services of the directory supply places, to which districts."""

import numpy as np
from scipy.spatial import cKDTree

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.reached_points import CandidateServices
from directory.domain.coverage.service_areas import MAY_NEAR, MAY_WHOLE, NEAR, WHOLE, Bits
from directory.domain.coverage.suitability import NONE
from directory.domain.eligibility.reachability import NEAR_MILES
from directory.domain.need.service_places import Suppliers
from directory.geo.grid import METRES_PER_MILE
from directory.storage.snapshot import Flags, Numbers
from matcher.ages import ADULT_MONTHS


def suppliers_of(
    ground: AnalysisData, places_per_year: Numbers, found: CandidateServices, meant: MeantChildren
) -> tuple[Suppliers, Numbers]:
    """Return the suppliers of a target, and their places in the snapshot.

    Left out are those that take none of the children. A service that states no area serves the
    districts around its venues.
    """
    some = _take_some(found, meant)
    at = found.places[some]
    bits = every_district(ground)[at]
    unstated = ground.coming.unstated[at]
    around = _around(ground, at, unstated)
    serves = (bits & WHOLE > 0) | ((bits & NEAR > 0) & ~unstated[:, None]) | around
    may = (bits & (MAY_WHOLE | MAY_NEAR) > 0) & ~(unstated & around.any(axis=1))[:, None]
    supply = Suppliers(places=places_per_year[at], serves=serves, may_serve=may & ~serves)
    return supply, at


def every_district(ground: AnalysisData) -> Bits:
    """Return to whom each service comes, by service and district; made once for a version."""

    def found() -> Bits:
        bits = ground.coming.bits(np.arange(len(ground.people.districts)))
        return np.ascontiguousarray(bits.T)

    return ground.snapshot.store.derived(("every district", ground.people), found)


def _take_some(found: CandidateServices, meant: MeantChildren) -> Flags:
    """Return which candidates take some of the children, as far as they say."""
    any_sex = np.append([0], np.cumsum(meant.months.any(axis=0)))
    low = np.minimum(found.from_months, ADULT_MONTHS)
    within = any_sex[np.maximum(found.under_months, low)] > any_sex[low]
    takes: Flags = (found.suits != NONE) & within
    return takes


def _around(ground: AnalysisData, at: Numbers, unstated: Flags) -> Flags:
    """Return by service and district whether a venue of one that states no area is there."""
    people, venues = ground.people, ground.snapshot.venues
    found = np.zeros((len(at), len(people.districts)), np.bool_)
    rows = np.flatnonzero(unstated)
    stands = venues.of(at[rows])
    if not len(stands) or not len(people.area):
        return found
    away, home = _homes(ground).query(venues.points[stands])
    near = away <= NEAR_MILES * METRES_PER_MILE
    row = rows[np.searchsorted(at[rows], venues.service[stands[near]])]
    found[row, people.district[people.area[home[near]]]] = True
    return found


def _homes(ground: AnalysisData) -> cKDTree:
    people = ground.people
    return ground.keep_of(
        np.empty(0, np.int64),
        "homes",
        lambda: cKDTree(np.column_stack([people.easting, people.northing])),
    )
