"""Gaps over made-up services and children laid out like England's: 33,000 areas of 44 postcodes.

The nearest venue is measured against the bare k-d tree queries on the same points, in the same run;
the page from request to last byte, in process, on SQLite: cold (the first after a change of the
directory) and when nothing changed.
"""

from __future__ import annotations

import logging
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

import numpy as np
import structlog
from flask import Flask
from scipy.spatial import cKDTree
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench import Figure
from bench.editor import LEEDS, Editor
from bench.filled import filled
from directory.domain.coverage.analysis_data import AnalysisData, current_analysis_data
from directory.domain.coverage.nearest import nearest_metres
from directory.domain.coverage.population import YEARS, AreaPopulation
from directory.domain.coverage.service_areas import NEAR, ServiceAreas
from directory.geo import packing
from directory.geo.postcode_table import PostcodeTable
from directory.geo.quality import NONE
from directory.infrastructure.settings import Settings
from directory.storage import FigureSource, PopulationArea, reference_data
from directory.storage.column_store import KEPT
from directory.storage.engine import engine_for
from directory.web.app import create_app

SERVICES, PROGRAMMES, POSTCODES_AN_AREA, ROUNDS = 20_000, 25, 44, 5
ENGLAND, AUTHORITY = "/gaps/matrix?columns=authority", f"/gaps/matrix?area={LEEDS}"
MOST_TIMES, MOST_MEGABYTES = 1.5, 2000.0


def figures() -> Iterator[Figure]:
    """Yield the pages, then the nearest venue of every postcode."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = filled(SERVICES)
    table = packing.read(settings.places)
    settle(settings, table)
    yield from _pages(settings)
    yield from _nearest(settings, table)


def _pages(settings: Settings) -> Iterator[Figure]:
    app = create_app(settings)
    app.test_client().get("/gaps/recommendation/ng76:1.7.4")  # the rules are read once a process
    for what, path, when, aim in CASES:
        times, wrong = _timed(app, path, BEFORE[when])
        yield Figure(
            name=f"the page of gaps of {what} over {SERVICES:,} services, {when}",
            ours=median(times),
            peer=aim,
            peer_name="aim",
            unit="milliseconds",
            void=f"{wrong} requests failed" if wrong else None,
        )


def _timed(app: Flask, path: str, before: Callable[[Flask], None]) -> tuple[list[float], int]:
    """Return the milliseconds of each request, before which something is done."""
    client, times, wrong = app.test_client(), [], 0
    for _ in range(ROUNDS):
        before(app)
        start = perf_counter()
        reply = client.get(path)
        times.append((perf_counter() - start) * 1000)
        wrong += reply.status_code != 200
    return times, wrong


def _change(app: Flask) -> None:
    """Let a service that comes to the authority have changed, as an import of it does."""
    Editor(app, app.extensions["waymark"], services=SERVICES).within()


def _forget(_: Flask) -> None:
    """Let nobody have asked anything yet."""
    KEPT.clear()


BEFORE: dict[str, Callable[[Flask], None]] = {
    "after a change of the directory": _change,
    "asked for the first time": _forget,
    "asked again": lambda _: None,
}
CASES = (
    (
        "all England by area, every recommendation",
        ENGLAND,
        "after a change of the directory",
        3000.0,
    ),
    ("all England by area, every recommendation", ENGLAND, "asked again", 200.0),
    ("one authority, every recommendation", AUTHORITY, "asked for the first time", 300.0),
    ("one authority, every recommendation", AUTHORITY, "after a change of the directory", 3000.0),
)


def _nearest(settings: Settings, table: PostcodeTable) -> Iterator[Figure]:
    ground = _everywhere(settings, table)
    points = np.arange(len(ground.people.area))
    groups = np.array_split(np.arange(SERVICES), PROGRAMMES)
    venues = _venues(ground)
    ours = _seconds(lambda: [nearest_metres(ground, points, group) for group in groups])
    bare = _seconds(lambda: [_bare(ground, venues[group]) for group in groups])
    name = f"nearest venue of {len(points):,} postcodes x {PROGRAMMES} of {SERVICES:,} venues"
    yield Figure(
        name=name,
        ours=ours,
        peer=bare * MOST_TIMES,
        peer_name=f"{MOST_TIMES} times the bare k-d trees ({bare:.4g})",
        unit="seconds",
        void=_differs(ground, venues, groups[0]),
    )
    yield Figure(
        name=f"peak memory of this process after {name}",
        ours=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        peer=MOST_MEGABYTES,
        peer_name="target",
        unit="MB",
    )


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _bare(ground: AnalysisData, venues: np.ndarray) -> np.ndarray:
    people = ground.people
    here = np.column_stack([people.easting, people.northing])
    return cKDTree(venues).query(here)[0]


def _differs(ground: AnalysisData, venues: np.ndarray, group: np.ndarray) -> str | None:
    """Say where the nearest is not the nearest of all, reckoned one by one on the grid."""
    some = np.random.default_rng(1).choice(len(ground.people.area), 200, replace=False)
    found = nearest_metres(ground, some, group)
    here = np.column_stack([ground.people.easting[some], ground.people.northing[some]])
    every = np.hypot(*(here[:, None, :] - venues[group][None, :, :]).transpose(2, 0, 1))
    worst = float(np.abs(found - every.min(axis=1)).max() / every.max())
    return f"differs by {worst:.1%}" if worst > 0.001 else None


def _venues(ground: AnalysisData) -> np.ndarray:
    return ground.snapshot.venues.points


def _everywhere(settings: Settings, table: PostcodeTable) -> AnalysisData:
    """Return the ground with a child at every postcode, and services that take anybody near."""
    engine = engine_for(settings.database_url)
    with Session(engine) as session:
        ground = current_analysis_data(session, reference_data.places_in(settings.places))
    placed = table.columns.quality != NONE
    count = int(placed.sum())
    people = AreaPopulation(
        source=None, codes=("all",), names=(None,), wards=(None,), ward_names=(None,),
        districts=("all",), district=np.zeros(1, np.int64), children=np.ones((1, 2, YEARS)),
        younger=np.ones((2, YEARS + 1, 1)),
        area=np.zeros(count, np.int64), easting=table.columns.easting[placed].astype(float),
        northing=table.columns.northing[placed].astype(float), weight=np.ones(count),
        spread=np.zeros(1, np.bool_), tells_sex=True,
    )  # fmt: skip
    return replace(ground, people=people, coming=Everyone(ground.snapshot, ("all",), {}))


class Everyone(ServiceAreas):
    """Every service takes everybody near, and states no area."""

    @property
    def unstated(self) -> np.ndarray:
        return np.ones(SERVICES, np.bool_)

    def bits(self, districts: np.ndarray) -> np.ndarray:
        return np.full((len(districts), SERVICES), NEAR, np.uint8)


def settle(settings: Settings, table: PostcodeTable) -> None:
    """Let children live in areas of 44 postcodes that follow one another."""
    columns, chance = table.columns, np.random.default_rng(2)
    english = np.array([district.country == "England" for district in table.districts])
    rows = np.flatnonzero(english[columns.district] & (columns.quality != NONE))
    parts = np.array_split(rows, len(rows) // POSTCODES_AN_AREA)
    areas = [
        {
            "code": f"E01{at:06}", "name": f"Area {at}", "ward": None, "ward_name": None,
            "authority": table.districts[int(np.bincount(columns.district[part]).argmax())].code,
            "easting": int(columns.easting[part].mean()),
            "northing": int(columns.northing[part].mean()),
            "children": tuple(chance.integers(5, 35, YEARS).tolist()), "girls": None,
        }
        for at, part in enumerate(parts)
    ]  # fmt: skip
    engine = engine_for(settings.database_url)
    with Session(engine) as session, session.begin():
        session.execute(insert(PopulationArea), [area for area in areas if area["authority"]])
        session.add(
            FigureSource(
                what="population", title="Made up", dated="2025-06-30", licence="None",
                areas="lsoa21", is_sample=False, taken_at=datetime.now(UTC),
            )
        )  # fmt: skip
    engine.dispose()
