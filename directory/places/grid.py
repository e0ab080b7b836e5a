"""Convert between the British National Grid and WGS84, and measure along the earth's surface."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Transformer

METRES_PER_MILE = 1609.344
_CENTRAL_SCALE, _FALSE_EASTING = 0.9996012717, 400_000.0
_EARTH_RADIUS = 6_381_000.0
"""Mean radius of curvature of the Airy ellipsoid in the middle of England, metres."""
_OF_DATUMS = 1 - 20.489e-6
"""The scale between the datums, as in the transformation below."""

# EPSG:27700 to geographic, then the seven parameters of EPSG:1314, within 2 m of OSTN15. Spelled
# out because PROJ's own choice changes with the point, with the files installed and, where its
# network setting is on, fetches a grid for the very place that is asked about.
_GRID_TO_WGS84 = """
    +proj=pipeline
    +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy
    +step +proj=push +v_3
    +step +proj=cart +ellps=airy
    +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489
          +convention=position_vector
    +step +inv +proj=cart +ellps=WGS84
    +step +proj=pop +v_3
    +step +proj=unitconvert +xy_in=rad +xy_out=deg
"""


@cache
def _transformer() -> Transformer:
    """Return the grid-to-WGS84 transformation."""
    return Transformer.from_pipeline(_GRID_TO_WGS84)


@cache
def _earth() -> Geod:
    """Return the WGS84 ellipsoid."""
    return Geod(ellps="WGS84")


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees of a grid point in metres."""
    lon, lat = _transformer().transform(easting, northing)
    return float(lat), float(lon)


def to_grid(lat: float, lon: float) -> tuple[float, float]:
    """Return easting and northing in metres of a WGS84 point in degrees."""
    easting, northing = _transformer().transform(lon, lat, direction="INVERSE")
    return float(easting), float(northing)


def to_grid_of_many(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return grid points, a row each, of WGS84 points: longitude first, as GeoJSON has them."""
    points = _transformer().transform(lon_lat[:, 0], lon_lat[:, 1], direction="INVERSE")
    return np.column_stack(points)


def ground_metres(metres: ArrayLike, eastings: ArrayLike) -> NDArray[np.float64]:
    """Return lengths along the ground of straight lines on the grid, given where their middles are.

    Within a metre of the geodesic for lines of up to 30 miles in England.
    """
    aside = (np.asarray(eastings, float) - _FALSE_EASTING) / _EARTH_RADIUS
    return np.asarray(metres, float) * _OF_DATUMS / (_CENTRAL_SCALE * (1 + aside * aside / 2))


def geodesic_miles(lat: float, lon: float, lats: ArrayLike, lons: ArrayLike) -> NDArray[np.float64]:
    """Return the geodesic distance in miles from one WGS84 point to each of many."""
    to_lat, to_lon = np.atleast_1d(np.asarray(lats, float)), np.atleast_1d(np.asarray(lons, float))
    from_lat, from_lon = np.full_like(to_lat, lat), np.full_like(to_lon, lon)
    _, _, metres = _earth().inv(from_lon, from_lat, to_lon, to_lat)
    return np.asarray(metres, float) / METRES_PER_MILE


def grid_miles(
    lat: float, lon: float, eastings: ArrayLike, northings: ArrayLike
) -> NDArray[np.float64]:
    """Return the geodesic distance in miles from one WGS84 point to each of many grid points."""
    lons, lats = _transformer().transform(np.asarray(eastings, float), np.asarray(northings, float))
    return geodesic_miles(lat, lon, lats, lons)
