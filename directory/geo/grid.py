"""Convert between the British National Grid and WGS84, and correct lengths on the grid.

Two steps each way, by the formulas that are published for them: the transverse Mercator projection
of the grid (L. Krüger's series, as C. F. F. Karney gives it in “Transverse Mercator with an
accuracy of a few nanometers”, 2011, to the third order), and the seven parameters of EPSG:1314
between its datum, OSGB36 on the Airy ellipsoid, and WGS84. The parameters are right to some 2 m in
England; the rest is within a millimetre of PROJ's result for the same parameters.

The same formulas take one point (`math`, some microseconds) or many (`numpy`).
"""

import math
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

METRES_PER_MILE = 1609.344
Angles = Any
"""A number or an array of them, whichever was given."""

_CENTRAL_SCALE = 0.9996012717
_FALSE_EASTING, _FALSE_NORTHING = 400_000.0, -100_000.0
_ORIGIN_LAT, _ORIGIN_LON = math.radians(49), math.radians(-2)
_AIRY_AXIS, _AIRY_SHORTER = 6_377_563.396, 1 / 299.3249646
"""Semi-major axis in metres, and by what part the other is shorter."""
_WGS84_AXIS, _WGS84_SHORTER = 6_378_137.0, 1 / 298.257223563
Ellipsoid = tuple[float, float]
"""Semi-major axis in metres, and eccentricity squared."""
_AIRY: Ellipsoid = (_AIRY_AXIS, _AIRY_SHORTER * (2 - _AIRY_SHORTER))
_WGS84: Ellipsoid = (_WGS84_AXIS, _WGS84_SHORTER * (2 - _WGS84_SHORTER))

_SHIFT = 446.448, -125.157, 542.06
"""Metres from OSGB36 to WGS84 along each axis."""
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.15, 0.247, 0.842))
_OF_DATUMS = 1 - 20.489e-6
"""The scale between the datums."""
_EARTH_RADIUS = 6_381_000.0
"""Mean radius of curvature of the Airy ellipsoid in the middle of England, metres."""


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees of a grid point in metres."""
    lat, lon = _to_degrees(easting, northing, math)
    return float(lat), float(lon)


def to_wgs84_of_many(
    eastings: ArrayLike, northings: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return latitudes and longitudes in degrees of grid points in metres."""
    lats, lons = _to_degrees(np.asarray(eastings, float), np.asarray(northings, float), np)
    return lats, lons


def to_grid(lat: float, lon: float) -> tuple[float, float]:
    """Return easting and northing in metres of a WGS84 point in degrees."""
    easting, northing = _to_metres(lat, lon, math)
    return float(easting), float(northing)


def to_grid_of_many(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return grid points, a row each, of WGS84 points: longitude first, as GeoJSON has them."""
    return np.column_stack(_to_metres(lon_lat[:, 1], lon_lat[:, 0], np))


def ground_metres(metres: ArrayLike, eastings: ArrayLike) -> NDArray[np.float64]:
    """Return lengths along the ground of straight lines on the grid, given where their middles are.

    Within `ground_error` of the geodesic: a metre for lines of up to 30 miles in England.
    """
    aside = (np.asarray(eastings, float) - _FALSE_EASTING) / _EARTH_RADIUS
    return np.asarray(metres, float) * _OF_DATUMS / (_CENTRAL_SCALE * (1 + aside * aside / 2))


GRID_PART = 0.001
"""By less than this part a length on the grid is another than on the ground, in England."""


def ground_error(metres: float) -> float:
    """Return metres by which `ground_metres` is never wrong, for a line so long in England.

    The scale of the grid is taken in the middle of a line, so the error grows with its third power.
    """
    return 0.5 + 1.2e-5 * metres + metres**3 / (20 * _EARTH_RADIUS**2)


def _to_degrees(easting: Angles, northing: Angles, maths: ModuleType) -> tuple[Angles, Angles]:
    lat, lon = unprojected(easting, northing, maths)
    point = _shifted(*_in_space(lat, lon, _AIRY, maths))
    lat, lon = _on_ellipsoid(*point, _WGS84, maths)
    return maths.degrees(lat), maths.degrees(lon)


def _to_metres(lat: Angles, lon: Angles, maths: ModuleType) -> tuple[Angles, Angles]:
    point = _shifted_back(*_in_space(maths.radians(lat), maths.radians(lon), _WGS84, maths))
    return projected(*_on_ellipsoid(*point, _AIRY, maths), maths)


_N = _AIRY_SHORTER / (2 - _AIRY_SHORTER)
"""The third flattening of the Airy ellipsoid, by whose powers the series go."""
_ECCENTRICITY = 2 * math.sqrt(_N) / (1 + _N)
_RADIUS = _CENTRAL_SCALE * _AIRY_AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
"""Of the circle as long as a meridian, at the scale of the grid; metres."""
_FORTH = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)
_BACK = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
_FROM_CONFORMAL = (
    2 * _N - 2 * _N**2 / 3 - 2 * _N**3,
    7 * _N**2 / 3 - 8 * _N**3 / 5,
    56 * _N**3 / 15,
)


def projected(lat: Angles, lon: Angles, maths: ModuleType) -> tuple[Angles, Angles]:
    """Return easting and northing of a point on the Airy ellipsoid, in radians."""
    x, y = _flattened(lat, lon - _ORIGIN_LON, maths)
    return _FALSE_EASTING + _RADIUS * x, _NORTHING_OF_EQUATOR + _RADIUS * y


def _flattened(lat: Angles, aside: Angles, maths: ModuleType) -> tuple[Angles, Angles]:
    """Return how far east of the central meridian, and north of the equator, in radii."""
    sine = maths.sin(lat)
    tangent = maths.sinh(maths.atanh(sine) - _ECCENTRICITY * maths.atanh(_ECCENTRICITY * sine))
    y = along = maths.atan2(tangent, maths.cos(aside))
    x = across = maths.asinh(maths.sin(aside) / maths.hypot(tangent, maths.cos(aside)))
    for place, part in enumerate(_FORTH, start=1):
        x = x + part * maths.cos(2 * place * along) * maths.sinh(2 * place * across)
        y = y + part * maths.sin(2 * place * along) * maths.cosh(2 * place * across)
    return x, y


_NORTHING_OF_EQUATOR = _FALSE_NORTHING - _RADIUS * _flattened(_ORIGIN_LAT, 0.0, math)[1]


def unprojected(easting: Angles, northing: Angles, maths: ModuleType) -> tuple[Angles, Angles]:
    """Return latitude and longitude on the Airy ellipsoid, in radians."""
    x = across = (easting - _FALSE_EASTING) / _RADIUS
    y = along = (northing - _NORTHING_OF_EQUATOR) / _RADIUS
    for place, part in enumerate(_BACK, start=1):
        across = across - part * maths.cos(2 * place * y) * maths.sinh(2 * place * x)
        along = along - part * maths.sin(2 * place * y) * maths.cosh(2 * place * x)
    conformal = lat = maths.asin(maths.sin(along) / maths.cosh(across))
    for place, part in enumerate(_FROM_CONFORMAL, start=1):
        lat = lat + part * maths.sin(2 * place * conformal)
    return lat, _ORIGIN_LON + maths.atan2(maths.sinh(across), maths.cos(along))


def _in_space(
    lat: Angles, lon: Angles, ellipsoid: Ellipsoid, maths: ModuleType
) -> tuple[Angles, Angles, Angles]:
    """Return the metres along three axes, from the middle of the earth, of a point on it."""
    axis, squared = ellipsoid
    sine = maths.sin(lat)
    radius = axis / maths.sqrt(1 - squared * sine * sine)
    flat = radius * maths.cos(lat)
    return flat * maths.cos(lon), flat * maths.sin(lon), radius * (1 - squared) * sine


def _on_ellipsoid(
    x: Angles, y: Angles, z: Angles, ellipsoid: Ellipsoid, maths: ModuleType
) -> tuple[Angles, Angles]:
    """Return latitude and longitude of a point near the ground (B. R. Bowring, 1976)."""
    axis, squared = ellipsoid
    other, flat = axis * math.sqrt(1 - squared), maths.hypot(x, y)
    angle = maths.atan2(z * axis, flat * other)
    up = z + squared / (1 - squared) * other * maths.sin(angle) ** 3
    return maths.atan2(up, flat - squared * axis * maths.cos(angle) ** 3), maths.atan2(y, x)


def _shifted(x: Angles, y: Angles, z: Angles) -> tuple[Angles, Angles, Angles]:
    """Return a point of OSGB36 in WGS84: turned by small angles, scaled and moved."""
    a, b, c = _TURN
    return (
        _SHIFT[0] + _OF_DATUMS * (x - c * y + b * z),
        _SHIFT[1] + _OF_DATUMS * (c * x + y - a * z),
        _SHIFT[2] + _OF_DATUMS * (-b * x + a * y + z),
    )


def _shifted_back(x: Angles, y: Angles, z: Angles) -> tuple[Angles, Angles, Angles]:
    """Return a point of WGS84 in OSGB36."""
    a, b, c = _TURN
    x, y, z = ((each - shift) / _OF_DATUMS for each, shift in zip((x, y, z), _SHIFT, strict=True))
    return x + c * y - b * z, -c * x + y + a * z, b * x - a * y + z
