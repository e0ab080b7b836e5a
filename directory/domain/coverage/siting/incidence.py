"""Which sites would bring which children within reach: points, distances, and a sparse table.

A table `covers` has a row a candidate site and a column a point of demand; 1 where the site brings
the children at the point within reach. Nothing of it knows what a site or a child is.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Incidence = Any
"""A scipy.sparse.csr_array, sites x points; scipy carries no types."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """Where the children live who have nothing suitable yet.

    Raises ValueError where the arrays differ in length, or a number is missing or below nought.
    """

    easting: Floats
    """Grid metres."""
    northing: Floats
    children: Floats
    """How many at each point; need not be whole, where they are expected numbers."""

    def __post_init__(self) -> None:
        """Refuse what cannot be counted."""
        if not self.easting.shape == self.northing.shape == self.children.shape:
            raise ValueError("easting, northing and children differ in length")
        if not np.isfinite(self.points).all():
            raise ValueError("a point of demand has no place")
        counted(self.children)

    @property
    def points(self) -> Floats:
        """Return the points as rows of easting and northing."""
        return np.column_stack([self.easting, self.northing])


def counted(children: ArrayLike) -> Floats:
    """Return the children at each point as numbers.

    Raises ValueError where one is not known or below nought.
    """
    numbers = np.asarray(children, np.float64)
    if numbers.ndim != 1 or not np.isfinite(numbers).all() or (numbers < 0).any():
        raise ValueError("children must be one number a point, none below nought and none unknown")
    return numbers


def within(candidates: ArrayLike, points: ArrayLike, metres: float) -> Incidence:
    """Return which candidates lie within so many straight-line grid metres of which points.

    Both are rows of easting and northing. Raises ValueError for a distance below nought.
    """
    sites, homes = (np.asarray(xy, np.float64).reshape(-1, 2) for xy in (candidates, points))
    if not metres >= 0:
        raise ValueError("the distance must be nought or more metres")
    if not (len(sites) and len(homes)):
        return sparse.csr_array((len(sites), len(homes)))
    near = cKDTree(sites).query_ball_tree(cKDTree(homes), metres)
    return _table(near, len(homes))


def serving(teams: Sequence[Collection[str]], areas: Sequence[str]) -> Incidence:
    """Return which home-visiting teams reach which points, by the areas that each team covers.

    `areas` has the area code of each point. Join it under the venues with scipy.sparse.vstack.
    """
    codes = np.asarray(areas, dtype=np.str_)
    near = [np.flatnonzero(np.isin(codes, sorted(team))).tolist() for team in teams]
    return _table(near, len(codes))


def _table(near: Sequence[Sequence[int]], points: int) -> Incidence:
    """Return the table of the points that each site reaches."""
    ends = np.cumsum([0, *map(len, near)])
    columns = np.fromiter((point for row in near for point in sorted(row)), np.int64, int(ends[-1]))
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(near), points))
