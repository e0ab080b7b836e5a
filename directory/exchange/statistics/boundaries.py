"""Boundaries that somebody brings, as GeoJSON, in the form that maps here are drawn from.

For maps alone: in which authority a place is, its postcode tells.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from directory.exchange.tables import TableSource
from directory.geo.areas import current_code
from directory.geo.coordinates import EAST, NORTH, SOUTH, WEST
from directory.model.problems import FileProblem, demand_none, refused

KINDS: Mapping[str, str] = {
    "lsoas": r"lsoa(\d\d)(cd|code)|lsoa_?code",
    "wards": r"wd(\d\d)(cd|code)|ward(\d\d)(cd|code)|ward_?code",
    "districts": r"(?:lad|ltla)(\d\d)(cd|code)|(?:lad|ltla)_?code",
    "upper": r"(?:utla|ctyua|cty)(\d\d)(cd|code)|utla_?code",
}
"""What areas may be, and how the property with their code is called, the smallest first."""
_CODES = {"lsoas": "E01", "wards": "E05", "districts": "E06 E07 E08 E09", "upper": "E"}
_PLAIN = r"code|gss_?code|geo_?code|areacd|area_?code|id"
_NAME = r"(?:lsoa|wd|ward|lad|ltla|utla|ctyua|cty)\d\d(?:nm|name)|(?:area)?_?name"
MOST_POINTS = 60_000
"""More than this makes a map slow to send and draw."""
_TOLERANCES = (0.0005, 0.001, 0.002, 0.004)
"""Degrees, from some 50 metres to 400: the first that leaves few enough points, or the last."""
_DECIMALS = 4
_GRID = "looks like grid metres: export it in longitude and latitude (WGS84, EPSG:4326)"
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """The areas of a file, as features with `code`, `name` and `label`."""

    kind: str
    """One of KINDS."""
    published_as: str | None
    """The property of their code, where it is named as the Office for National Statistics does."""
    features: tuple[Feature, ...]
    points: int
    """How many points their lines have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    code: str
    name: str | None
    ground: Any


def read_boundaries(content: bytes) -> Boundaries:
    """Return the areas of England of a GeoJSON file, plain or in gzip, by ascending code.

    Areas of Wales and Scotland are left out; lines are simplified where they have very many
    points, neighbours alike. Raises FileError with every problem.
    """
    features = _features(content)
    kind, key = _kind(features)
    problems: list[FileProblem] = []
    areas = {}
    for number, feature in enumerate(features, 1):
        if (area := _area(feature, number, key, kind, problems)) is not None:
            if area.code in areas:
                problems.append(_problem(number, key, area.code, "stands twice"))
            areas[area.code] = area
    demand_none(problems)
    if not areas:
        raise refused("holds no area of England (a code that begins with E)")
    ordered = [areas[code] for code in sorted(areas)]
    grounds = _simplified([area.ground for area in ordered])
    made = tuple(_feature(a, ground) for a, ground in zip(ordered, grounds, strict=True))
    return Boundaries(
        kind=kind,
        published_as=key if re.fullmatch(KINDS[kind], key.casefold()) else None,
        features=made,
        points=_points(grounds),
    )


def _features(content: bytes) -> list[Any]:
    try:
        read = json.loads(TableSource(content).whole(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise refused("is not GeoJSON: export it as GeoJSON in WGS84") from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise refused("is no GeoJSON FeatureCollection with features")
    system = str(read.get("crs") or "")
    if "27700" in system:
        raise refused(_GRID)
    return features


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _properties(feature: Any) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _kind(features: list[Any]) -> tuple[str, str]:
    """Return what the areas are, and the property that holds their code."""
    names = [str(name) for name in _properties(features[0])]
    for kind, pattern in KINDS.items():
        matches = [n for n in names if re.fullmatch(pattern, n.casefold())]
        if matches:
            return kind, max(matches, key=lambda name: re.sub(r"\D", "", name))
    for name in names:
        plain = re.fullmatch(_PLAIN, name.casefold())
        codes = (str(_properties(each).get(name)) for each in features if plain)
        found = [kind_of for code in codes if (kind_of := _kind_of(code))]
        if found:
            return "upper" if "upper" in found else found[0], name
    raise refused(
        "has no property with the code of its areas that is known: name it LAD25CD, CTYUA25CD, "
        "WD25CD, LSOA21CD or code"
    )


def _kind_of(code: str) -> str | None:
    if code.startswith("E10"):
        return "upper"
    return next((kind for kind, first in _CODES.items() if code[:3] in first.split()), None)


def _area(
    feature: Any, number: int, key: str, kind: str, problems: list[FileProblem]
) -> _Area | None:
    """Return an area of England, or None for one elsewhere or with a problem."""
    properties = _properties(feature)
    code = str(properties.get(key) or "").strip().upper()
    if re.fullmatch(r"[WSN]\d{8}", code):
        return None
    if not re.fullmatch(r"E\d{8}", code):
        problems.append(_problem(number, key, code, "is not a code of an area of England"))
        return None
    if not code.startswith(tuple(_CODES[kind].split())):
        problems.append(_problem(number, key, code, f"is not one of {kind}, as the first area is"))
        return None
    ground = _ground(feature.get("geometry"))
    if isinstance(ground, str):
        problems.append(_problem(number, "geometry", code, ground))
        return None
    name = next((v for n, v in properties.items() if re.fullmatch(_NAME, n.casefold())), None)
    return _Area(code=current_code(code), name=str(name) if name else None, ground=ground)


def _ground(geometry: Any) -> Any:
    """Return the ground of a feature, or in words why it has none."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return "has no Polygon or MultiPolygon"
    try:
        ground = shape(geometry)
        west, south, east, north = ground.bounds
    except Exception:
        # A broken geometry fails anywhere within the library.
        return "is not a geometry that can be read"
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return _GRID
    if not (west >= WEST and east <= EAST and south >= SOUTH and north <= NORTH):
        return "is not in England: check that longitude stands before latitude"
    return ground if ground.is_valid else shapely.make_valid(ground)


def _simplified(grounds: list[Any]) -> Any:
    """Return the grounds, with fewer points where there are very many, neighbours alike."""
    array = np.array(grounds, dtype=object)
    is_large = _points(array) > MOST_POINTS
    shared = is_large and shapely.coverage_is_valid(array)
    simpler = shapely.coverage_simplify if shared else shapely.simplify
    made = array
    for tolerance in _TOLERANCES:
        if _points(made) <= MOST_POINTS:
            break
        made = simpler(array, tolerance)
    return made


def _points(grounds: Any) -> int:
    return int(shapely.get_num_coordinates(grounds).sum())


def _feature(area: _Area, ground: Any) -> Feature:
    label = shapely.point_on_surface(ground)
    polygons = [list(_rings(piece)) for piece in _pieces(ground)]
    return {
        "type": "Feature",
        "properties": {
            "code": area.code,
            "name": area.name,
            "label": (round(label.y, _DECIMALS), round(label.x, _DECIMALS)),
        },
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _pieces(ground: Any) -> list[Any]:
    """Return the polygons of a ground, the largest first."""
    parts = [p for p in shapely.get_parts(ground) if p.geom_type == "Polygon"]
    return sorted(parts, key=shapely.area, reverse=True)


def _rings(piece: Any) -> Iterator[list[tuple[float, float]]]:
    for ring in mapping(piece)["coordinates"]:
        yield [(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y, *_ in ring]


def _problem(number: int, column: str, value: str, text: str) -> FileProblem:
    return FileProblem(line=None, column=f"feature {number}, {column}", value=value, problem=text)
