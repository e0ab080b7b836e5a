"""`python -m bench.load`: figures of many who ask at once; exit status 1 where a mark is missed.

make bench-load                                   ten minutes on SQLite, then Datasette beside
WAYMARK_LOAD_SECONDS=60 make bench-load           shorter
DATABASE_URL=postgresql://…/load make bench-load  on an empty database of PostgreSQL
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import make_url

from bench import Figure, made_up
from bench.filled import fill, filled
from bench.load.background_edits import edits_meanwhile
from bench.load.locust_run import ALL, LoadResult, LoadRun, run
from bench.load.served import WORKERS, datasette, memory_of, processor_of, waymark
from directory.geo import packing
from directory.geo.paths import packed_file

SERVICES, USERS, AT_ONCE = 100_000, 12, 8
LEAST_PER_SECOND, MOST_P95 = 60.0, 150.0
MOST_DRIFT, MOST_LOST = 1.05, 0.8
MOST_MEMORY = WORKERS * 1000.0
"""Megabytes: the mark of a worker that holds 100,000 services."""
WARM_UP, AT_ONCE_SECONDS = 60, 30
"""Seconds; what workers keep of searches and places fills within the first minute or so."""
LIST_SECONDS, LIST_TURNS = 10, 3
CASES: tuple[dict[str, Any], ...] = (
    {"stage": "after_abuse", "child.age_months": 30, "abuse.neglect": True},
    {"child.age_months": 95, "abuse.sexual": True, "child.sex": "female"},
    {"child.age_months": 168, "safety.exploitation": True},
    {"child.age_months": 9, "abuse.physical": True, "carer.maltreating_parent": True},
)
SEARCHES = ("food bank", "counselling", "parenting group", "safe care", "anger", "debt", "toddler")


def main(arguments: list[str]) -> int:
    """Measure and print each figure."""
    asked = options(arguments)
    status = 0
    for figure in figures(asked.seconds, asked.database):
        print(figure, flush=True)
        status |= figure.void is not None or figure.ratio > 1
    return status


def options(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for, by the environment where no argument says it."""
    seconds = int(os.environ.get("WAYMARK_LOAD_SECONDS") or 600)
    database = os.environ.get("DATABASE_URL")
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--seconds", type=int, default=seconds, help="how long the mix is asked")
    parser.add_argument(
        "--database", default=database, help="an empty database of PostgreSQL; else SQLite"
    )
    return parser.parse_args(arguments)


def figures(seconds: int, database: str | None) -> Iterator[Figure]:
    """Yield the figures of the mix, of the same while services are edited, and of the lists."""
    url = fill(database, SERVICES) if database else filled(SERVICES).database_url
    material = material_of(url)
    with waymark(url) as (address, pid):
        run(_at_once(address, WARM_UP), material)
        before, computed = memory_of(pid), processor_of(pid)
        found = run(_paced(address, seconds), material)
        yield from _of_mix("", found)
        yield _processor(processor_of(pid) - computed, found[ALL])
        yield _drift(before, memory_of(pid))
        yield from _beside_edits(url, address, pid, material)
        if not database:
            yield _beside_datasette(address, Path(str(make_url(url).database)), material)


def _beside_edits(url: str, address: str, pid: int, material: dict[str, Any]) -> Iterator[Figure]:
    full = run(_at_once(address, AT_ONCE_SECONDS), material)[ALL]
    yield _throughput("", full)
    with edits_meanwhile(url, SERVICES):
        busy = run(_at_once(address, AT_ONCE_SECONDS), material)[ALL]
    yield _lost(full, busy)
    yield _memory(memory_of(pid))


def material_of(url: str) -> dict[str, Any]:
    """Return what is asked about: cases, postcodes all over the country, services and searches."""
    places = packing.read(packed_file())
    return {
        "cases": CASES,
        "postcodes": made_up.postcodes(places, 300, seed=4),
        "services": [f"made-up-{number * 97 % SERVICES:06}" for number in range(1000)],
        "searches": SEARCHES,
        "database": Path(make_url(url).database or "").stem,
    }


def _paced(address: str, seconds: int) -> LoadRun:
    """Return the mix at the pace of the mark: who waits in a queue is then counted as waiting."""
    pace = LEAST_PER_SECOND / USERS
    return LoadRun(url=address, mix="people", users=USERS, seconds=seconds, pace=pace)


def _at_once(address: str, seconds: int, mix: str = "people") -> LoadRun:
    """Return a mix as fast as some can ask."""
    return LoadRun(url=address, mix=mix, users=AT_ONCE, seconds=seconds)


def _of_mix(beside: str, found: dict[str, LoadResult]) -> Iterator[Figure]:
    """Yield the 95th percentile of all at the pace of the mark, and of each kind of request."""
    for name, result in sorted(found.items(), key=lambda each: each[0] != ALL):
        what = "all of the mix" if name == ALL else name
        spread = f"p50 {result.p50:g}, p99 {result.p99:g}, {result.per_second:.1f} a second"
        yield Figure(
            name=f"{what}{beside} at {LEAST_PER_SECOND:g} requests a second, p95 ({spread})",
            ours=result.p95,
            peer=MOST_P95,
            peer_name="mark",
            unit="milliseconds",
            void=_failed(result),
        )


def _throughput(beside: str, result: LoadResult) -> Figure:
    return Figure(
        name=f"the mix{beside}, {AT_ONCE} at once (p50 {result.p50:g}, p95 {result.p95:g} ms)",
        ours=result.per_second,
        peer=LEAST_PER_SECOND,
        peer_name="mark",
        unit="requests a second",
        more_is_better=True,
        void=_failed(result),
    )


def _processor(computed: float, result: LoadResult) -> Figure:
    """Return what a request costs: other work lengthens it far less than it does a percentile."""
    return Figure(
        name="processor time of the server for a request of the mix",
        ours=computed / result.requests * 1000,
        peer=WORKERS / LEAST_PER_SECOND * 1000,
        peer_name=f"all of {WORKERS} cores at {LEAST_PER_SECOND:g} a second",
        unit="milliseconds",
    )


def _drift(before: float, after: float) -> Figure:
    return Figure(
        name="memory of the server after the mix",
        ours=after,
        peer=before * MOST_DRIFT,
        peer_name=f"{MOST_DRIFT} times before ({before:.4g})",
        unit="megabytes",
    )


def _lost(quiet: LoadResult, busy: LoadResult) -> Figure:
    return Figure(
        name=f"the mix while a service is edited each second (p95 {busy.p95:g} ms)",
        ours=busy.per_second,
        peer=quiet.per_second * MOST_LOST,
        peer_name=f"{MOST_LOST} of the same without edits ({quiet.per_second:.4g})",
        unit="requests a second",
        more_is_better=True,
        void=_failed(busy),
    )


def _memory(held: float) -> Figure:
    return Figure(
        name="memory of the server after the edits",
        ours=held,
        peer=MOST_MEMORY,
        peer_name="1 GB a worker",
        unit="megabytes",
    )


def _beside_datasette(address: str, database: Path, material: dict[str, Any]) -> Figure:
    """Return how often each answers, asked in turns, since machines drift."""
    ours, theirs = [], []
    with datasette(database) as other:
        for _ in range(LIST_TURNS):
            ours.append(run(_at_once(address, LIST_SECONDS, "ours"), material)[ALL])
            theirs.append(run(_at_once(other, LIST_SECONDS, "datasette"), material)[ALL])
    return of_lists(ours, theirs)


def of_lists(ours: list[LoadResult], theirs: list[LoadResult]) -> Figure:
    """Return the medians of the turns beside one another; a failure in any voids them."""
    return Figure(
        name=f"a page of 50 of the plain list as JSON, median of {len(ours)} turns",
        ours=median(each.per_second for each in ours),
        peer=median(each.per_second for each in theirs),
        peer_name="Datasette",
        unit="requests a second",
        more_is_better=True,
        void=next(filter(None, map(_failed, [*ours, *theirs])), None),
    )


def _failed(result: LoadResult) -> str | None:
    return f"{result.failures} of {result.requests} failed" if result.failures else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
