"""Children laid out over the made-up postcodes, and short ways to ask who reaches them."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from directory.actions.figures import take_population
from directory.covering.coverage import Coverage, coverage
from directory.covering.ground import Ground, current_ground
from directory.covering.terms import Target, Terms
from directory.figures.known import Published
from directory.figures.population import AreaFigures, Population
from tests.directory_builders import (
    NOW,
    ORIGIN,
    RECOMMENDATION,
    SPOTS,
    TODAY,
    Directory,
    knowledge,
)

EACH_YEAR = 12
"""Children of each year of age in an area: one a month."""
TARGET = Target(what="recommendation", id=RECOMMENDATION)
_SECONDS = count()
"""No two sets of figures are taken in at one moment."""
SPOT = {spot[0]: spot for spot in SPOTS}


def area(
    code: str, postcode: str, children: tuple[int, ...] = (EACH_YEAR,) * 18, **rest: Any
) -> AreaFigures:
    """Return an area whose children live at a made-up postcode."""
    _, x, y, _, _, district = SPOT[postcode]
    stated: dict[str, Any] = {
        "code": code, "name": code, "authority": district, "ward": None, "ward_name": None,
        "easting": ORIGIN[0] + x, "northing": ORIGIN[1] + y, "children": children, "girls": None,
    }  # fmt: skip
    return AreaFigures(**(stated | rest))


def people(directory: Directory, *areas: AreaFigures) -> None:
    published = Published(title="Made up", dated="2025-06-30", licence="None")
    population = Population(published=published, areas="lsoa21", rows=areas, notes=())
    with directory.session() as session:
        now = NOW + timedelta(seconds=next(_SECONDS))
        take_population(session, population, actor="test", now=now, is_sample=False)


def ground(directory: Directory) -> Ground:
    with directory.session() as session:
        return current_ground(session, directory.places)


def terms(**asked: Any) -> Terms:
    return Terms(**({"on": TODAY, "within_miles": 3.0} | asked))


def reached(
    directory: Directory, target: Target = TARGET, on: date = TODAY, **asked: Any
) -> Mapping[str, tuple[float, float, float]]:
    """Return children, reached and maybe by the code of each area, rounded to a hundredth."""
    here = ground(directory)
    found = coverage(here, knowledge(), target, terms(on=on, **asked), tuple(here.people.districts))
    return by_code(here, found)


def by_code(here: Ground, found: Coverage) -> Mapping[str, tuple[float, float, float]]:
    return {
        code: (round(a, 2), round(b, 2), round(c, 2))
        for code, a, b, c in zip(
            here.people.codes,
            found.children.tolist(),
            found.reached.tolist(),
            found.maybe.tolist(),
            strict=True,
        )
    }
