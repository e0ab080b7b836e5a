"""A search of 100,000 made-up services: words, three filters, near a postcode; on SQLite."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from time import perf_counter

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
    """Yield the 95th percentile of the whole page, from request to last byte."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = filled(SERVICES)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    yield _figure(app, settings)


def _figure(app: Flask, settings: Settings) -> Figure:
    client, chance = app.test_client(), random.Random(5)
    homes = made_up.postcodes(packing.read(settings.places), WARM_UP + REQUESTS, seed=2)
    times, wrong = [], 0
    for home in homes:
        client.post("/find/where", data={"postcode": home, "miles": "10"})
        address = _address(chance)
        start = perf_counter()
        reply = client.get("/find/", query_string=address)
        times.append((perf_counter() - start) * 1000)
        wrong += reply.status_code != 200
    measured = sorted(times[WARM_UP:])
    return Figure(
        name=f"the page of a search with three filters near a postcode, {SERVICES:,} services, p95",
        ours=measured[int(len(measured) * 0.95)],
        peer=TARGET_MILLISECONDS,
        peer_name="target",
        unit="milliseconds",
        void=f"{wrong} requests failed" if wrong else None,
    )


def _address(chance: random.Random) -> dict[str, str]:
    words = " ".join(chance.sample([*made_up.TOPICS, *made_up.SECOND, *made_up.FIRST], 1))
    names = chance.sample(list(FILTERS), 2)
    chosen = {name: chance.choice(FILTERS[name]) for name in names}
    return {"q": words, "years": str(chance.randrange(18)), **chosen}
