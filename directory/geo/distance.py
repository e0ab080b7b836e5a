"""How far it is along the ground: geopy's geodesic for what is shown, and for who is in reach.

The grid, corrected by its scale, tells of thousands of points at once which are near; each that it
places too close to the edge of a distance to be sure is measured. Everything that is shown or sent
is measured.
"""

from collections.abc import Collection, Iterable

import numpy as np
from geopy.distance import geodesic
from geopy.point import Point
from numpy.typing import ArrayLike, NDArray

from directory.geo.grid import (
    GRID_PART,
    METRES_PER_MILE,
    ground_error,
    ground_metres,
    to_wgs84,
    to_wgs84_of_many,
)

Metres = NDArray[np.float64]
GridPoint = tuple[float, float]
"""Easting and northing, metres."""

# One for all, since making one takes as long as measuring with it; “geodesic(a, b)” does the same.
_EARTH = geodesic()


class Distances:
    """Distances between points of the grid, each pair measured once while this lasts.

    geopy takes some 40 microseconds a pair, so one of these serves a whole answer and is then let
    go: where a family lives is kept no longer than that.
    """

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self._kept: dict[tuple[GridPoint, GridPoint], float] = {}

    def miles(self, here: GridPoint, eastings: ArrayLike, northings: ArrayLike) -> Metres:
        """Return the geodesic miles from one point to each of many."""
        return self.metres(here, eastings, northings) / METRES_PER_MILE

    def metres(self, here: GridPoint, eastings: ArrayLike, northings: ArrayLike) -> Metres:
        """Return the geodesic metres from one point to each of many."""
        east, north = np.atleast_1d(eastings), np.atleast_1d(northings)
        points = list(zip(east.tolist(), north.tolist(), strict=True))
        self._measure(here, {each for each in points if (here, each) not in self._kept})
        return np.array([self._kept[here, each] for each in points], float)

    def miles_between(self, here: GridPoint, there: GridPoint) -> float:
        """Return the geodesic miles between two points."""
        return float(self.miles(here, *there)[0])

    def nearly(
        self, here: GridPoint, eastings: ArrayLike, northings: ArrayLike, edges: Iterable[float]
    ) -> Metres:
        """Return metres from one point to each of many, right about the edges of some distances.

        On the grid, within `GRID_PART` of the truth, beyond the farthest edge; along the ground up
        to it; and geodesic wherever that cannot tell on which side of an edge a point lies.
        """
        east, north, limits = np.asarray(eastings), np.asarray(northings), {*edges}
        aside, along = east - here[0], north - here[1]
        metres: Metres = np.sqrt(aside * aside + along * along)
        near = np.flatnonzero(metres <= max(limits) * (1 + GRID_PART) + ground_error(max(limits)))
        metres[near] = ground_metres(metres[near], here[0] + aside[near] / 2)
        for edge in limits:
            unsure = near[np.abs(metres[near] - edge) <= ground_error(edge)]
            metres[unsure] = self.metres(here, east[unsure], north[unsure])
        return metres

    def _measure(self, here: GridPoint, points: Collection[GridPoint]) -> None:
        if not points:
            return
        start, (lats, lons) = Point(*to_wgs84(*here)), to_wgs84_of_many(*zip(*points, strict=True))
        for point, lat, lon in zip(points, lats.tolist(), lons.tolist(), strict=True):
            self._kept[here, point] = float(_EARTH.measure(start, Point(lat, lon))) * 1000
