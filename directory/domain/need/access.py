"""Places for each expected child, by district: who competes with whom for the places there are.

Services that state no places are left out, and counted. A service with several venues has its
places at whichever is nearest to a child. Who is visited at home is at no distance.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.service_areas import NEAR, WHOLE
from directory.domain.need.floating_catchment import Catchments, Decay, places_per_child
from directory.domain.need.service_places import NOT_STATED
from directory.domain.need.suppliers import every_district
from directory.geo.grid import METRES_PER_MILE
from directory.storage.snapshot import Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Access:
    """Places a year for one expected child.

    Attributes:
        by_district: the mean of the children expected there; nought where none are.
        expected: children by district.
        counted, silent: services that state their places, and that do not.
    """

    by_district: Amounts
    expected: Amounts
    counted: int
    silent: int

    def of(self, districts: Numbers) -> float | None:
        """Return the mean of some districts; None where no child is expected there."""
        expected = float(self.expected[districts].sum())
        if not expected:
            return None
        return float((self.by_district * self.expected)[districts].sum()) / expected


def access(
    ground: AnalysisData,
    suppliers: Numbers,
    places_per_year: Numbers,
    expected: Amounts,
    decay: Decay,
    miles: float,
) -> Access:
    """Return the places for each expected child.

    `suppliers` are places in the snapshot, in order; `places_per_year` are those of all services;
    `expected` are children by area.
    """
    people = ground.people
    stating = suppliers[places_per_year[suppliers] != NOT_STATED]
    at_point = expected[people.area] * people.weight
    district = people.district[people.area]
    pairs = _catchments(ground, stating, district, at_point, miles)
    each = places_per_child(
        places_per_year[stating].astype(np.float64), at_point, pairs, decay, miles
    )
    size = len(people.districts)
    children = np.bincount(district, weights=at_point, minlength=size)
    got = np.bincount(district, weights=at_point * each, minlength=size)
    return Access(
        by_district=np.divide(got, children, out=np.zeros(size), where=children > 0),
        expected=np.asarray(children, np.float64),
        counted=len(stating),
        silent=len(suppliers) - len(stating),
    )


def _catchments(
    ground: AnalysisData, stating: Numbers, district: Numbers, at_point: Amounts, miles: float
) -> Catchments:
    bits = every_district(ground)[stating]
    whole = bits & WHOLE > 0
    near = (bits & NEAR > 0) & ~whole
    venue, home, metres = _within(ground, stating, at_point, miles)
    comes = near[venue, district[home]]
    venue, home, metres = venue[comes], home[comes], metres[comes]
    # Of each service and home the pair that comes first is the nearest.
    order = np.lexsort((metres, home, venue))
    venue, home, metres = venue[order], home[order], metres[order]
    first = np.append([True], (np.diff(venue) != 0) | (np.diff(home) != 0))[: len(venue)]
    return Catchments(
        venue=venue[first],
        home=home[first],
        distance=metres[first] / METRES_PER_MILE,
        whole=whole,
        group=district,
    )


def _within(
    ground: AnalysisData, stating: Numbers, at_point: Amounts, miles: float
) -> tuple[Numbers, Numbers, Amounts]:
    """Return services, by their places among those stating, and points within a distance."""
    people, venues = ground.people, ground.snapshot.venues
    stands, lived = venues.of(stating), np.flatnonzero(at_point > 0)
    if not len(stands) or not len(lived):
        none = np.empty(0, np.int64)
        return none, none, np.empty(0)
    homes = np.column_stack([people.easting[lived], people.northing[lived]])
    found = cKDTree(venues.points[stands]).sparse_distance_matrix(
        cKDTree(homes), miles * METRES_PER_MILE, output_type="ndarray"
    )
    service = np.searchsorted(stating, venues.service[stands[found["i"]]])
    return service, lived[found["j"]], np.asarray(found["v"], np.float64)
