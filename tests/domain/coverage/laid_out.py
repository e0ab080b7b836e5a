"""Children laid out over the made-up postcodes, and short ways to ask who reaches them."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from directory.application.commands.statistics import take_population
from directory.domain.coverage.analysis_data import AnalysisData, current_analysis_data
from directory.domain.coverage.coverage import Coverage, coverage
from directory.domain.coverage.gap_query import (
    GapTarget,
    ReachLimit,
    SuitabilityTerms,
)
from directory.exchange.statistics.population import AreaFigures, Population
from directory.exchange.statistics.publication_registry import Publication
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
TARGET = GapTarget(what="recommendation", id=RECOMMENDATION)
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
    published = Publication(title="Made up", dated="2025-06-30", licence="None")
    population = Population(published=published, areas="lsoa21", rows=areas, notes=())
    with directory.session() as session:
        now = NOW + timedelta(seconds=next(_SECONDS))
        take_population(session, population, actor="test", now=now, is_sample=False)


def ground(directory: Directory) -> AnalysisData:
    with directory.session() as session:
        return current_analysis_data(session, directory.places)


def terms(
    *, within_miles: float = 3.0, within_minutes: int | None = None, **asked: Any
) -> SuitabilityTerms:
    within = ReachLimit(miles=within_miles, minutes=within_minutes)
    return SuitabilityTerms(**({"on": TODAY, "within": within} | asked))


def reached(
    directory: Directory, target: GapTarget = TARGET, on: date = TODAY, **asked: Any
) -> Mapping[str, tuple[float, float, float]]:
    """Return children, reached and maybe by the code of each area, rounded to a hundredth."""
    here = ground(directory)
    found = coverage(here, knowledge(), target, terms(on=on, **asked), tuple(here.people.districts))
    return by_code(here, found)


def by_code(here: AnalysisData, found: Coverage) -> Mapping[str, tuple[float, float, float]]:
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
