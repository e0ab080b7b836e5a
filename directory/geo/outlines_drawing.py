"""Draw each English district from its live postcodes alone.

A piece of ground belongs to the district of the nearest postcode. Postcodes of Scotland and Wales
take part, so that the border lies where it should; ground far from every postcode is left out, so
that the coast does. Neighbours share their line, and nothing overlaps.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from directory.geo.grid import to_wgs84
from directory.geo.place import ENGLAND
from directory.geo.postcode_table import Column, PostcodeTable
from directory.geo.quality import NONE, SECTOR_MEAN

_Points = NDArray[np.float64]
_Degrees = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Where a district is, in WGS84 degrees.

    Attributes:
        code: GSS code of the district.
        polygons: rings of (longitude, latitude), the outer one of each polygon first.
        label: (latitude, longitude) of a point inside, to write the name at.
    """

    code: str
    polygons: list[list[list[_Degrees]]]
    label: _Degrees


# Metres. Postcodes of one district in one square of this size count as one.
_SQUARE = 400
# One postcode in a square of this size is enough to tell land from sea, and takes half the memory.
_COARSE = 800
# Between postcodes farther apart than this lies the sea, or a moor with land all around it: more
# would fill the harbours, less would open the fens to the Wash.
_APART = 4000
# How far ground reaches beyond the last postcode, and around one that lies alone.
_MARGIN, _ALONE = 250, 500
# How coarse the lines are; see shapely.coverage_simplify.
_TOLERANCE = 290
# Square metres: a smaller piece is a house across the line.
_LEAST = 300_000
# How far over the border a postcode may still be the nearest one.
_BEYOND = 20_000

_ELSEWHERE = 0
# Owners, and squares to the east or north, are all fewer than a million.
_BITS = 20


def draw(table: PostcodeTable, decimals: int) -> list[Outline]:
    """Return the English districts by ascending code, degrees rounded to so many decimals."""
    codes = _codes(table)
    points, owners = _thinned(table, codes)
    if not owners.any():
        return []
    ground = _ground(points)
    cells = _cells(points)
    runs = np.searchsorted(owners, np.arange(_ELSEWHERE + 1, len(codes) + 2))
    districts = [shapely.coverage_union_all(cells[lo:hi]) for lo, hi in pairwise(runs)]
    simple = shapely.coverage_simplify(np.array(districts), _TOLERANCE)
    shapes = shapely.intersection(simple, ground)
    return [_outline(*each, decimals) for each in zip(codes, shapes, strict=True)]


def _codes(table: PostcodeTable) -> list[str]:
    """Return the codes of the English districts that a postcode lies in, ascending."""
    used = (table.districts[index] for index in np.unique(table.columns.district))
    return sorted({each.code for each in used if each.code and each.country == ENGLAND})


def _thinned(table: PostcodeTable, codes: list[str]) -> tuple[_Points, Column]:
    """Return points for the postcodes, and the owner of each: 1 for the first code, ascending."""
    columns = table.columns
    places = {code: place for place, code in enumerate(codes, start=_ELSEWHERE + 1)}
    owner = np.array([places.get(each.code or "", _ELSEWHERE) for each in table.districts])
    stated = np.array([each.code is not None for each in table.districts])
    owners = owner[columns.district]
    placed = ~np.isin(columns.quality, (NONE, SECTOR_MEAN)) & stated[columns.district]
    english = columns.northing[placed & (owners != _ELSEWHERE)]
    # The far north is of no use here, and as large as England.
    wanted = placed & (columns.northing < english.max(initial=0) + _BEYOND)
    east, north = columns.easting[wanted], columns.northing[wanted]
    squares = _numbered(owners[wanted], east // _SQUARE, north // _SQUARE)
    _, first, member, size = np.unique(
        squares, return_index=True, return_inverse=True, return_counts=True
    )
    found = owners[wanted][first]
    means = [np.bincount(member, weights=metres) / size for metres in (east, north)]
    points = np.column_stack(means).round(1)
    # One point cannot have two owners.
    _, first = np.unique(points, axis=0, return_index=True)
    first.sort()
    return points[first], found[first]


def _numbered(*columns: Column) -> NDArray[np.int64]:
    """Return one number a row that sorts as the rows of small whole numbers do, and far quicker."""
    number = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        number = number << _BITS | column
    return number


def _cells(points: _Points) -> NDArray[Any]:
    """Return the ground that is nearest to each point."""
    # Far corners give the outermost cells an edge, and a single point a neighbour.
    far = 10 * _BEYOND
    (west, south), (east, north) = points.min(axis=0) - far, points.max(axis=0) + far
    corners = [(west, south), (west, north), (east, south), (east, north)]
    every = shapely.multipoints(np.vstack((points, corners)))
    cells: NDArray[Any] = shapely.get_parts(shapely.voronoi_polygons(every, ordered=True))
    return cells[: len(points)]


def _ground(points: _Points) -> Any:
    """Return where it is plausible that somebody lives."""
    _, first = np.unique(points // _COARSE, axis=0, return_index=True)
    few = shapely.multipoints(points[np.sort(first)])
    triangles = shapely.get_parts(shapely.delaunay_triangles(few))
    corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)
    sides = np.hypot(*np.moveaxis(np.diff(corners, axis=1), 2, 0))
    near = shapely.coverage_union_all(triangles[(sides < _APART).all(axis=1)])
    # A hole in the land is a moor, not a sea.
    filled = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(near)))
    ground = shapely.buffer(shapely.union_all(filled), _MARGIN, quad_segs=2)
    shapely.prepare(ground)
    alone = points[~shapely.contains_xy(ground, *points.T)]
    around = shapely.buffer(shapely.points(alone), _ALONE, quad_segs=2)
    return shapely.simplify(shapely.union_all([ground, *around]), _TOLERANCE)


def _outline(code: str, shape: Any, decimals: int) -> Outline:
    """Return a district of a shape on the grid: its largest piece, and the others of some size."""
    pieces = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    kept = [piece for piece in pieces if piece is pieces[0] or piece.area >= _LEAST]
    (lon, lat), *_ = _degrees(shapely.point_on_surface(kept[0]), decimals)
    polygons = [[_degrees(ring, decimals) for ring in _rings(piece)] for piece in kept]
    return Outline(code=code, polygons=polygons, label=(lat, lon))


def _rings(piece: Any) -> list[Any]:
    """Return the outer ring of a polygon, and its holes of some size."""
    outer, *holes = shapely.get_rings(piece)
    return [outer, *(hole for hole in holes if shapely.polygons(hole).area >= _LEAST)]


def _degrees(shape: Any, decimals: int) -> list[_Degrees]:
    """Return the points of a shape on the grid as (longitude, latitude)."""
    found = []
    for easting, northing in shapely.get_coordinates(shape):
        lat, lon = to_wgs84(easting, northing)
        found.append((round(lon, decimals), round(lat, decimals)))
    return found
