"""Yes or no for each child of a caseload, 64 children to a word.

Nothing here knows what the bits stand for. The bits after the last child are never set, as long as
a plane is met with one that `packed` gave: turning a plane round with `~` sets them.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Plane", "count", "packed", "unpacked"]

Plane: TypeAlias = NDArray[np.uint64]
"""One bit a child."""

_WORD = np.dtype(np.uint64).itemsize


def packed(held: NDArray[np.bool_]) -> Plane:
    """Return one bit for each child of whom it holds."""
    octets = np.packbits(held, bitorder="little")
    whole = np.zeros(-(-len(octets) // _WORD) * _WORD, np.uint8)
    whole[: len(octets)] = octets
    return whole.view(np.uint64)


def unpacked(plane: Plane, children: int) -> NDArray[np.bool_]:
    """Return for each child whether its bit is set."""
    octets = plane.view(np.uint8)
    return np.unpackbits(octets, count=children, bitorder="little").view(np.bool_)


def count(plane: Plane) -> int:
    """Return how many bits are set."""
    return int(np.bitwise_count(plane).sum())
