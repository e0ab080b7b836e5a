"""A map as SVG, made on the server: outlines, where children have nobody, and venues.

Shape and size tell as much as colour, so it prints and reads in grey. What it shows is in the
tables beside it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.domain.coverage.map_grid import Squares
from directory.geo.areas import codes_of
from directory.geo.grid import to_grid_of_many

WIDTH = 640.0
LEAST_RADIUS, MOST_RADIUS = 1.2, 9.0
Shape = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One square: where on the picture, how large, and which part has nobody."""

    x: float
    y: float
    radius: float
    kind: str
    """`nobody`, `may` or `reached`: what is so of most of its children."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedSite:
    """A place that is spoken of by a number: where it is, in grid metres or on the picture."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnVenues:
    """Venues of services that take families now, in grid metres; those that are to end apart."""

    running: Shape
    ending: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the template draws; lengths in units of the picture."""

    width: float
    height: float
    outlines: tuple[tuple[str, str], ...]
    """Names and SVG paths."""
    marks: tuple[Mark, ...]
    venues: tuple[tuple[float, float], ...]
    ending: tuple[tuple[float, float], ...]
    side_km: float
    sites: tuple[NumberedSite, ...] = ()


@lru_cache(maxsize=2)
def _features(path: Path, changed: int) -> dict[str, tuple[str, list[Shape]]]:
    """Return the outline of each area, in grid metres, by its code."""
    found = {}
    for feature in json.loads(path.read_bytes())["features"]:
        rings = [ring for part in feature["geometry"]["coordinates"] for ring in part]
        shapes = [to_grid_of_many(np.array(ring, float)) for ring in rings]
        properties = feature["properties"]
        found[properties["code"]] = properties.get("name") or "", shapes
    return found


def outlines_of(path: Path, districts: Iterable[str]) -> list[tuple[str, list[Shape]]]:
    """Return the names and outlines of some districts; none where none were drawn."""
    if not path.is_file():
        return []
    features = _features(path, path.stat().st_mtime_ns)
    codes = (code for district in districts for code in sorted(codes_of(district)))
    return [features[code] for code in codes if code in features]


def picture(
    squares: Squares,
    outlines: Sequence[tuple[str, list[Shape]]],
    venues: DrawnVenues,
    sites: Sequence[NumberedSite] = (),
) -> Picture | None:
    """Return the picture of some squares; None where there are no children."""
    if not len(squares.children) or not squares.children.sum():
        return None
    centre = np.column_stack([squares.easting, squares.northing]) + squares.side / 2
    stand = np.array([(site.x, site.y) for site in sites], float).reshape(-1, 2)
    everything = np.concatenate([centre, stand, *(s for _, shapes in outlines for s in shapes)])
    low, high = everything.min(axis=0) - squares.side, everything.max(axis=0) + squares.side
    scale = WIDTH / max(*(high - low))
    width, height = (high - low) * scale

    def placed(points: Shape) -> Shape:
        upright: Shape = (points - low) * scale * np.array([1, -1]) + np.array([0, height])
        return upright

    def drawn(points: Shape) -> tuple[tuple[float, float], ...]:
        inside = points[((points >= low) & (points <= high)).all(axis=1)]
        return tuple((round(x, 1), round(y, 1)) for x, y in placed(inside).tolist())

    return Picture(
        width=round(width, 1),
        height=round(height, 1),
        outlines=tuple(
            (name, " ".join(_path(placed(shape)) for shape in shapes)) for name, shapes in outlines
        ),
        marks=tuple(_marks(squares, placed(centre))),
        venues=drawn(venues.running),
        ending=drawn(venues.ending),
        side_km=squares.side / 1000,
        sites=tuple(
            NumberedSite(number=site.number, x=round(x, 1), y=round(y, 1))
            for site, (x, y) in zip(sites, placed(stand).tolist(), strict=True)
        ),
    )


def _path(shape: Shape) -> str:
    points = np.round(shape, 1)
    kept = points[np.append([True], (np.diff(points, axis=0) != 0).any(axis=1))]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept.tolist()) + "Z"


def _marks(squares: Squares, placed: Shape) -> Iterator[Mark]:
    largest = squares.children.max()
    nobody = squares.children - squares.reached - squares.maybe
    kinds = np.argmax(np.column_stack([squares.reached, squares.maybe, nobody]), axis=1)
    for at in np.argsort(-squares.children).tolist():
        if squares.children[at] <= 0:
            continue
        radius = MOST_RADIUS * float(np.sqrt(squares.children[at] / largest))
        x, y = placed[at].tolist()
        yield Mark(
            x=round(x, 1),
            y=round(y, 1),
            radius=round(max(radius, LEAST_RADIUS), 1),
            kind=("reached", "may", "nobody")[kinds[at]],
        )
