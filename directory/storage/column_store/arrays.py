"""The types of arrays, and what holds their numbers together."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rows = NDArray[Any]
"""One value a row, of any type."""


def starts(sizes: Numbers) -> Numbers:
    """Return where each of some lists begins among all their items, and at last where all end."""
    first = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=first[1:])
    return first


def spread(first: Numbers, many: Numbers) -> Numbers:
    """Return the numbers from each `first`, `many` of them, one after another."""
    # Where each begins among the numbers, less where it begins in the answer, told to each.
    shift = np.repeat(first - (np.cumsum(many) - many), many)
    found: Numbers = shift + np.arange(len(shift))
    return found
