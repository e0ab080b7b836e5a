"""One request over 100,000 made-up services, in process, on SQLite: the API and the page."""

from __future__ import annotations

import json
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
from directory.storage import reference_data
from directory.web import family_session
from directory.web.app import create_app
from matcher import Knowledge

SERVICES, WARM_UP, REQUESTS = 100_000, 20, 400
TARGET_MILLISECONDS, PAGE_MILLISECONDS, PAGE_KILOBYTES = 25.0, 60.0, 45.0


def figures() -> Iterator[Figure]:
    """Yield the 95th percentiles of one request of each kind, beside their targets."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = filled(SERVICES)
    homes = _homes(settings)
    app = create_app(settings)
    yield _figure(app, settings, homes)
    yield from _page_figures(app, settings, homes)


def _homes(settings: Settings) -> list[str]:
    """Return postcodes of families to ask for."""
    return made_up.postcodes(packing.read(settings.places), WARM_UP + REQUESTS, seed=2)


def _figure(app: Flask, settings: Settings, homes: list[str]) -> Figure:
    client = app.test_client()
    chance = random.Random(3)
    knowledge = reference_data.knowledge_in(settings)
    times, wrong = [], 0
    for home in homes:
        body = json.dumps(_case(knowledge, chance) | {"postcode": home, "within_miles": 10})
        start = perf_counter()
        reply = client.post("/api/v1/match", data=body, content_type="application/json")
        times.append((perf_counter() - start) * 1000)
        wrong += reply.status_code != 200
    return _p95("POST /api/v1/match", times, TARGET_MILLISECONDS, wrong)


def _page_figures(app: Flask, settings: Settings, homes: list[str]) -> Iterator[Figure]:
    """Measure the page of options for a child with two carers: to the last byte, and its size."""
    client, chance = app.test_client(), random.Random(4)
    knowledge = reference_data.knowledge_in(settings)
    times, sizes, wrong = [], [], 0
    for home in homes:
        with app.test_request_context():
            client.set_cookie(
                family_session.COOKIE, family_session.sealed(_visit(knowledge, chance, home))
            )
        start = perf_counter()
        reply = client.get("/choose/child/1")
        times.append((perf_counter() - start) * 1000)
        sizes.append(len(reply.data) / 1000)
        wrong += reply.status_code != 200
    name = "the page of options for a child with two carers"
    yield _p95(name, times, PAGE_MILLISECONDS, wrong)
    yield _p95(f"HTML of {name}", sizes, PAGE_KILOBYTES, wrong, "kilobytes")


def _p95(
    name: str, values: list[float], target: float, wrong: int, unit: str = "milliseconds"
) -> Figure:
    measured = sorted(values[WARM_UP:])
    return Figure(
        name=f"{name} over {SERVICES:,} services, p95",
        ours=measured[int(len(measured) * 0.95)],
        peer=target,
        peer_name="target",
        unit=unit,
        void=f"{wrong} requests failed" if wrong else None,
    )


def _visit(knowledge: Knowledge, chance: random.Random, home: str) -> family_session.Visit:
    """Return a visit with half of the facts about a child and the family known."""
    known, about = _case(knowledge, chance), knowledge.facts.about
    return family_session.Visit(
        id="bench",
        children=[
            family_session.SessionChild(
                facts={i: v for i, v in known.items() if about[i] != "carer"}
            )
        ],
        carers=[
            family_session.SessionCarer(role=role, for_children=[1])
            for role in ("mother", "foster_carer")
        ],
        postcode=home,
    )


def _case(knowledge: Knowledge, chance: random.Random) -> dict[str, object]:
    """Return a case with half of its facts known."""
    facts = [fact for fact in knowledge.facts.facts if fact.domain()]
    return {f.id: chance.choice(f.domain()) for f in facts if chance.random() < 0.5}
