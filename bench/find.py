"""A search of 100,000 made-up services: words, three filters, near a postcode; on SQLite."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from time import perf_counter, process_time

import structlog
from flask import Flask

from bench import Figure, made_up
from bench.filled import filled
from directory.geo import packing
from directory.infrastructure.settings import Settings
from directory.web.app import create_app

SERVICES, WARM_UP, REQUESTS = 100_000, 20, 400
TARGET_MILLISECONDS = 50.0
FILTERS = {
    "kind": ("therapeutic", "parenting", "home_visiting", "domestic_abuse"),
    "language": ("English", "Polish", "Arabic"),
    "access": ("step-free", "parking"),
    "cost": ("free",),
    "delivery": ("home", "venue", "group"),
    "route": ("self", "professional"),
    "checked": ("3", "12"),
}


def figures() -> Iterator[Figure]:
    """Yield the 95th percentiles of the whole page, from request to last byte: elapsed, and CPU."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = filled(SERVICES)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    yield from _figures(app, settings)


def _figures(app: Flask, settings: Settings) -> Iterator[Figure]:
    client, chance = app.test_client(), random.Random(5)
    homes = made_up.postcodes(packing.read(settings.places), WARM_UP + REQUESTS, seed=2)
    elapsed, processor, wrong = [], [], 0
    for home in homes:
        client.post("/find/where", data={"postcode": home, "miles": "10"})
        address = _address(chance)
        start, start_processor = perf_counter(), process_time()
        reply = client.get("/find/", query_string=address)
        elapsed.append((perf_counter() - start) * 1000)
        processor.append((process_time() - start_processor) * 1000)
        wrong += reply.status_code != 200
    yield _p95(elapsed, wrong, "milliseconds")
    yield _p95(processor, wrong, "milliseconds of processor time")


def _p95(times: list[float], wrong: int, unit: str) -> Figure:
    measured = sorted(times[WARM_UP:])
    return Figure(
        name=f"the page of a search with three filters near a postcode, {SERVICES:,} services, p95",
        ours=measured[int(len(measured) * 0.95)],
        peer=TARGET_MILLISECONDS,
        peer_name="target",
        unit=unit,
        void=f"{wrong} requests failed" if wrong else None,
    )


def _address(chance: random.Random) -> dict[str, str]:
    words = " ".join(chance.sample([*made_up.TOPICS, *made_up.SECOND, *made_up.FIRST], 1))
    names = chance.sample(list(FILTERS), 2)
    chosen = {name: chance.choice(FILTERS[name]) for name in names}
    return {"q": words, "years": str(chance.randrange(18)), **chosen}
