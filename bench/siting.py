"""The best few of 300 sites of one authority, with the proof, against the aim of five seconds.

The points are the live postcodes of a real authority: one spread wide, where few sites reach the
same homes, and one that is a city, where many do and the proof is hard. The children at each are
made up, and the sites are postcodes drawn from among them. What is timed begins with the points:
which site reaches which, the answer, the greedy answer beside it, and the bound.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from time import perf_counter

import numpy as np

from bench import Figure
from directory.domain.coverage.siting.max_coverage import Demand, Siting, most_reached, within
from directory.geo import packing
from directory.geo.grid import METRES_PER_MILE
from directory.geo.paths import packed_file
from directory.geo.postcode_table import PostcodeTable
from directory.geo.quality import NONE

AUTHORITIES = {"E06000054": "Wiltshire", "E08000035": "Leeds"}
SITES, MILES, CHOOSE, ROUNDS = 300, 2, (3, 5, 10), 3
AIM_SECONDS = 5.0


def figures() -> Iterator[Figure]:
    """Yield the time of each choice in each authority, with what was found and proven."""
    table = packing.read(packed_file())
    for code, name in AUTHORITIES.items():
        demand = _demand(table, code)
        for sites in CHOOSE:
            yield _figure(name, demand, sites)


def _figure(name: str, demand: Demand, sites: int) -> Figure:
    timed = [_timed(demand, sites) for _ in range(ROUNDS)]
    found = timed[0][1]
    return Figure(
        name=(
            f"the best {sites} of {SITES} sites for {len(demand.children):,} postcodes of {name} "
            f"({found.reached:,.0f} children, at most {found.most:,.0f}, "
            f"greedily {found.greedy.reached:,.0f})"
        ),
        ours=statistics.median(seconds for seconds, _ in timed),
        peer=AIM_SECONDS,
        peer_name="aim",
        unit="seconds",
        void=None if found.is_optimal else "it is not proven to be the best",
    )


def _timed(demand: Demand, sites: int) -> tuple[float, Siting]:
    candidates = demand.points[_drawn(len(demand.children))]
    start = perf_counter()
    covers = within(candidates, demand.points, MILES * METRES_PER_MILE)
    found = most_reached(covers, demand.children, sites, seconds=60)
    return perf_counter() - start, found


def _drawn(points: int) -> list[int]:
    chosen: list[int] = np.random.default_rng(1).choice(points, SITES, replace=False).tolist()
    return chosen


def _demand(table: PostcodeTable, code: str) -> Demand:
    """Return the live postcodes of an authority with children: many at some, none at others."""
    district = [one.code for one in table.districts].index(code)
    columns, chance = table.columns, np.random.default_rng(2)
    here = (columns.district == district) & (columns.quality != NONE)
    return Demand(
        easting=columns.easting[here].astype(float),
        northing=columns.northing[here].astype(float),
        children=chance.poisson(chance.gamma(1, 4, here.sum())).astype(float),
    )
