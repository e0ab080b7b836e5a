"""Places for each expected child, where several services and many children compete for them.

The enhanced two-step floating catchment area method: Luo and Qi, “An enhanced two-step floating
catchment area (E2SFCA) method for measuring spatial accessibility to primary care physicians”,
Health & Place 15 (2009). First the places of each venue are shared among the children within its
catchment, those near counting more; then each child adds up what they get of every venue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Amounts = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_EDGE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """How much less a venue counts the farther away it is; beyond `most` it counts for nothing.

    Attributes:
        says: the weights in words, for the page.
        weights: the weight of each of some distances, as shares of `most`; from 0 to 1.
    """

    id: str
    says: str
    weights: Callable[[Amounts], Amounts]

    def of(self, distances: Amounts, most: float) -> Amounts:
        """Return the weight of each distance, in whichever unit `most` is."""
        found = np.where(distances <= most, self.weights(distances / most), 0.0)
        return np.asarray(found, np.float64)


def _zones(shares: Amounts) -> Amounts:
    """Return the weights that Luo and Qi use for three zones with a quick decay."""
    return np.select([shares <= 1 / 3, shares <= 2 / 3], [1.0, 0.42], 0.09)


def _slow_zones(shares: Amounts) -> Amounts:
    return np.select([shares <= 1 / 3, shares <= 2 / 3], [1.0, 0.68], 0.22)


def _gaussian(shares: Amounts) -> Amounts:
    """Return a bell curve that has fallen to a hundredth at the edge."""
    return np.asarray(np.exp(np.log(_EDGE) * shares**2), np.float64)


def _none(shares: Amounts) -> Amounts:
    return np.ones_like(shares)


DECAYS: Mapping[str, Decay] = MappingProxyType(
    {
        each.id: each
        for each in (
            Decay(
                id="slow-zones",
                says="1 in the nearest third of the distance, 0.68 in the next, 0.22 in the last",
                weights=_slow_zones,
            ),
            Decay(
                id="quick-zones",
                says="1 in the nearest third of the distance, 0.42 in the next, 0.09 in the last",
                weights=_zones,
            ),
            Decay(
                id="gaussian",
                says="a bell curve from 1 at the venue to 0.01 at the edge",
                weights=_gaussian,
            ),
            Decay(id="none", says="1 anywhere within the distance", weights=_none),
        )
    }
)
USUAL_DECAY = "slow-zones"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catchments:
    """Suppliers and where children live, pair by pair.

    Attributes:
        venue, home: the places of each pair among the suppliers and homes.
        distance: between them.
        whole: by supplier and group of homes, whether it comes to everybody there, at no
            distance; none of the pairs is of such a home.
        group: of each home, its place among the groups.
    """

    venue: Numbers
    home: Numbers
    distance: Amounts
    whole: Flags | None = None
    group: Numbers | None = None


def places_per_child(
    places: Amounts, children: Amounts, pairs: Catchments, decay: Decay, most: float
) -> Amounts:
    """Return for each home the places a year that there are for one expected child.

    `places` are those of each venue, and `children` those expected at each home. A venue with
    nobody near it adds nothing to anybody.
    """
    weight = decay.of(pairs.distance, most)
    near = np.bincount(pairs.venue, weights=weight * children[pairs.home], minlength=len(places))
    if pairs.whole is not None and pairs.group is not None:
        groups = pairs.whole.shape[1]
        near = near + pairs.whole @ np.bincount(pairs.group, weights=children, minlength=groups)
    ratio = np.divide(places, near, out=np.zeros(len(places)), where=near > 0)
    found = np.bincount(pairs.home, weights=weight * ratio[pairs.venue], minlength=len(children))
    if pairs.whole is not None and pairs.group is not None:
        found = found + (ratio @ pairs.whole)[pairs.group]
    return np.asarray(found, np.float64)
