"""The order in which services are listed, as one whole number for each.

Every option sorts a few thousand services; numbers that hold the whole order in themselves are
sorted without looking anything up, and say at once which service they stand for.
"""

import numpy as np

from directory.nearby.acceptance import Acceptance
from directory.nearby.found import Accepts
from directory.nearby.reach import Reach
from directory.nearby.snapshot import Numbers

TIERS: tuple[Accepts, ...] = ("yes", "unknown", "unknown", "no")
"""Accepting first. Of those that may accept, a service that names who it takes, and nobody of them
is known to be of this family, comes after the others."""
YES, MAY, MAY_FOR_OTHERS, NO = range(len(TIERS))

_PLACE_BITS, _METRE_BITS = 24, 24
_FARTHEST = (1 << _METRE_BITS) - 1


def rank(accepted: Acceptance, reached: Reach) -> Numbers:
    """Return a number for each service: less is listed earlier, and equal ones go by their ids.

    Nearer venues come before farther ones. With no venue within the distance asked, a service that
    comes to the home in its area is nearest, and the rest are farthest, a hidden venue among them.
    """
    open_ = accepted.open | reached.area_open
    may = np.where(accepted.names_others, MAY_FOR_OTHERS, MAY)
    tier = np.where(accepted.refused | reached.serves_not, NO, np.where(open_, may, YES))
    comes = reached.at_home & reached.serves
    to_venue = np.minimum(reached.metres, _FARTHEST - 1) + 1
    metres = np.where(reached.at_venue, to_venue, np.where(comes, 0, _FARTHEST))
    order = tier << _METRE_BITS | metres
    ranks: Numbers = order << _PLACE_BITS | np.arange(len(order))
    return ranks


def place_of(ranks: Numbers) -> list[int]:
    """Return the places of the services in the snapshot."""
    places: list[int] = (ranks & ((1 << _PLACE_BITS) - 1)).tolist()
    return places


def accepts_of(rank: int) -> Accepts:
    """Return whether the service takes the family."""
    return TIERS[int(rank) >> (_METRE_BITS + _PLACE_BITS)]


def tier_start(tier: int) -> int:
    """Return the least rank that a service of a tier can have."""
    return tier << (_METRE_BITS + _PLACE_BITS)


def tiers(ranks: Numbers) -> list[int]:
    """Return where each tier begins among sorted ranks."""
    begins: list[int] = np.searchsorted(ranks, [tier_start(t) for t in range(len(TIERS))]).tolist()
    return begins
