"""The order in which services are listed, as one whole number for each.

Every option sorts a few thousand services; numbers that hold the whole order in themselves are
sorted without looking anything up, and say at once which service they stand for.
"""

import numpy as np
from numpy.typing import NDArray

from directory.domain.eligibility.acceptance import Acceptance
from directory.domain.eligibility.reachability import Reach
from directory.domain.eligibility.results import Accepts
from directory.storage.snapshot import Flags, Numbers

TIERS: tuple[Accepts, ...] = ("yes", "unknown", "unknown", "no")
"""Accepting first. Of those that may accept, a service that names who it takes, and nobody of them
is known to be of this family, comes after the others."""
YES, MAY, MAY_FOR_OTHERS, NO = range(len(TIERS))

_PLACE_BITS, _METRE_BITS, _LATE_BITS = 24, 24, 1
_TIER_SHIFT = _LATE_BITS + _METRE_BITS + _PLACE_BITS
_FARTHEST = (1 << _METRE_BITS) - 1


def rank(accepted: Acceptance, reached: Reach, late: Flags) -> Numbers:
    """Return a number for each service: less is listed earlier, and equal ones go by their ids.

    Of those that accept alike, an entry whose check is long overdue (`late`) comes after the rest.
    Nearer venues come before farther ones. With no venue within the distance asked, a service that
    comes to the home in its area is nearest, and the rest are farthest, a hidden venue among them.
    """
    open_ = accepted.open | reached.area_open
    tier = np.maximum(
        _numbered(accepted.refused | reached.serves_not, NO),
        _numbered(open_, MAY) + _numbered(open_ & accepted.names_others, MAY_FOR_OTHERS - MAY),
    )
    metres = np.full(len(tier), _FARTHEST)
    np.copyto(metres, 0, where=reached.at_home & reached.serves)
    np.copyto(metres, np.minimum(reached.metres, _FARTHEST - 1) + 1, where=reached.at_venue)
    # In place, since this is done to every service for every answer.
    ranks: Numbers = tier.astype(np.int64)
    ranks <<= _LATE_BITS
    ranks |= late
    ranks <<= _METRE_BITS
    ranks |= metres
    ranks <<= _PLACE_BITS
    ranks |= np.arange(len(ranks))
    return ranks


def _numbered(flags: Flags, number: int) -> NDArray[np.int8]:
    """Return a number where a flag is set, and 0 elsewhere: quicker than choosing does."""
    numbers: NDArray[np.int8] = flags.view(np.int8) * np.int8(number)
    return numbers


def place_of(ranks: Numbers) -> list[int]:
    """Return the places of the services in the snapshot."""
    places: list[int] = (ranks & ((1 << _PLACE_BITS) - 1)).tolist()
    return places


def accepts_of(rank: int) -> Accepts:
    """Return whether the service takes the family."""
    return TIERS[int(rank) >> _TIER_SHIFT]


def tier_start(tier: int) -> int:
    """Return the least rank that a service of a tier can have."""
    return tier << _TIER_SHIFT


def tiers(ranks: Numbers) -> list[int]:
    """Return where each tier begins among sorted ranks."""
    begins: list[int] = np.searchsorted(ranks, [tier_start(t) for t in range(len(TIERS))]).tolist()
    return begins
