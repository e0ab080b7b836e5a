"""Need over made-up England: E2SFCA, and a purchase plan for one authority with its bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import numpy as np
from scipy.spatial import cKDTree

from bench import Figure
from directory.domain.need.floating_catchment import DECAYS, Catchments, places_per_child
from directory.domain.need.purchase_plan import NeedGroup, PlanOption, purchase_plan

AREAS, VENUES, MILES = 33_000, 20_000, 5.0
METRES = MILES * 1609.344
WIDE, HIGH = 400_000, 500_000
ROUNDS = 5


def figures() -> Iterator[Figure]:
    """Yield the measured figures."""
    yield _figure("E2SFCA of all England, 20,000 venues of one programme", _catchments(), 2_000)
    yield _figure("a purchase plan for one authority, 40 options", _plan(), 5_000)


def _figure(what: str, run: Callable[[], object], aim: float) -> Figure:
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        run()
        times.append((perf_counter() - begun) * 1000)
    return Figure(name=what, ours=median(times), peer=aim, peer_name="the aim", unit="ms")


def _catchments() -> Callable[[], object]:
    some = np.random.default_rng(14)
    homes = some.uniform((0, 0), (WIDE, HIGH), (AREAS, 2))
    venues = homes[some.integers(0, AREAS, VENUES)] + some.normal(0, 800, (VENUES, 2))
    places, children = some.integers(5, 60, VENUES).astype(float), some.uniform(0, 20, AREAS)

    def run() -> object:
        near = cKDTree(venues).sparse_distance_matrix(cKDTree(homes), METRES, output_type="ndarray")
        pairs = Catchments(venue=near["i"], home=near["j"], distance=near["v"] / (METRES / MILES))
        return places_per_child(places, children, pairs, DECAYS["slow-zones"], MILES)

    return run


def _plan() -> Callable[[], object]:
    some = np.random.default_rng(14)
    groups = [
        NeedGroup(
            recommendation=f"r{at % 14}", area=f"a{at % 3}", tenth=str(at // 14 % 10),
            need=float(need), served=float(need) / 5,
        )
        for at, need in enumerate(some.integers(5, 60, 140))
    ]  # fmt: skip
    options = [
        PlanOption(
            id=str(at), kind="places", says="", fixed_cost=float(some.integers(0, 20_000)),
            unit_cost=float(some.integers(800, 9_000)), places=1, most_units=60,
            groups=tuple(some.choice(140, 10, replace=False).tolist()),
        )
        for at in range(40)
    ]  # fmt: skip
    return lambda: purchase_plan(groups, options, budget=250_000)


if __name__ == "__main__":
    for figure in figures():
        print(figure)
