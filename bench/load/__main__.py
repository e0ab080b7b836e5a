"""`python -m bench.load`: figures of many who ask at once; exit status 1 where a mark is missed.

make bench-load                                   ten minutes on SQLite, then Datasette beside
make bench-load LOAD_ARGS="--seconds 60"          shorter
make bench-load LOAD_ARGS="--database postgresql+psycopg://…/load"    on an empty database
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bench import Figure, made_up
from bench.filled import fill, filled
from bench.load.editing import edits_meanwhile
from bench.load.locust_run import ALL, LoadResult, LoadRun, run
from bench.load.served import datasette, memory_of, waymark
from directory.geo import packing
from directory.geo.paths import packed_file

SERVICES, USERS, AT_ONCE = 100_000, 12, 8
LEAST_PER_SECOND, MOST_P95 = 60.0, 150.0
MOST_DRIFT, MOST_LOST = 1.05, 0.8
WARM_UP, LIST_SECONDS = 15, 30
CASES: tuple[dict[str, Any], ...] = (
    {"stage": "after_abuse", "child.age_months": 30, "abuse.neglect": True},
    {"child.age_months": 95, "abuse.sexual": True, "child.sex": "female"},
    {"child.age_months": 168, "safety.exploitation": True},
    {"child.age_months": 9, "abuse.physical": True, "carer.maltreating_parent": True},
)
SEARCHES = ("food bank", "counselling", "parenting group", "safe care", "anger", "debt", "toddler")


def main(arguments: list[str]) -> int:
    """Measure and print each figure."""
    parser = argparse.ArgumentParser(prog="python -m bench.load")
    parser.add_argument("--seconds", type=int, default=600, help="how long the mix is asked")
    parser.add_argument("--database", help="an empty database of PostgreSQL; else SQLite")
    asked = parser.parse_args(arguments)
    status = 0
    for figure in figures(asked.seconds, asked.database):
        print(figure, flush=True)
        status |= figure.void is not None or figure.ratio > 1
    return status


def figures(seconds: int, database: str | None) -> Iterator[Figure]:
    """Yield the figures of the mix, of the same while services are edited, and of the lists."""
    url = fill(database, SERVICES) if database else filled(SERVICES).database_url
    material = material_of(url)
    with waymark(url) as (address, pid):
        _warm(address, material)
        before = memory_of(pid)
        quiet = run(_paced(address, seconds), material)
        yield from _of_mix("", quiet)
        yield _drift(before, memory_of(pid))
        full = run(
            LoadRun(url=address, mix="people", users=AT_ONCE, seconds=LIST_SECONDS), material
        )
        yield _throughput("", full[ALL])
        with edits_meanwhile(url, SERVICES):
            busy = run(
                LoadRun(url=address, mix="people", users=AT_ONCE, seconds=LIST_SECONDS), material
            )
        yield _lost(full[ALL], busy[ALL])
        if not database:
            yield _beside_datasette(address, Path(str(make_url(url).database)), material)


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


def _warm(address: str, material: dict[str, Any]) -> None:
    run(LoadRun(url=address, mix="people", users=AT_ONCE, seconds=WARM_UP), material)


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


def _beside_datasette(address: str, database: Path, material: dict[str, Any]) -> Figure:
    ours = run(LoadRun(url=address, mix="ours", users=AT_ONCE, seconds=LIST_SECONDS), material)
    with datasette(database) as other:
        theirs = run(
            LoadRun(url=other, mix="datasette", users=AT_ONCE, seconds=LIST_SECONDS), material
        )
    return Figure(
        name="a page of 50 of the plain list as JSON",
        ours=ours[ALL].per_second,
        peer=theirs[ALL].per_second,
        peer_name="Datasette",
        unit="requests a second",
        more_is_better=True,
        void=_failed(ours[ALL]) or _failed(theirs[ALL]),
    )


def _failed(result: LoadResult) -> str | None:
    return f"{result.failures} of {result.requests} failed" if result.failures else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
