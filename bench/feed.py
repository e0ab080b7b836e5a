"""The feed over made-up services, in process, on SQLite: deep pages, and an export of all."""

from __future__ import annotations

import logging
import tracemalloc
from collections.abc import Iterator
from statistics import median
from time import perf_counter

import structlog
from flask import Flask
from flask.testing import FlaskClient

from bench import Figure
from bench.filled import filled
from directory.web.app import create_app

FEW, MANY = 10_000, 100_000
PER_PAGE, REQUESTS = 50, 60
MEGABYTE = 1_000_000


def figures() -> Iterator[Figure]:
    """Yield the last page beside the first, and the memory of a large export beside a small one."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    app = create_app(filled(MANY))
    for full in ("", "&full=true"):
        yield _page_figure(app, full)
    yield _memory_figure(create_app(filled(FEW)), app)


def _page_figure(app: Flask, more: str) -> Figure:
    """Ask for both in turns, so that what else the machine does befalls both."""
    client, last = app.test_client(), MANY // PER_PAGE
    times: dict[int, list[float]] = {1: [], last: []}
    wrong = 0
    for _ in range(REQUESTS):
        for page, taken in times.items():
            start = perf_counter()
            reply = client.get(f"/oruk/services?page={page}&per_page={PER_PAGE}{more}")
            taken.append((perf_counter() - start) * 1000)
            wrong += reply.status_code != 200 or reply.get_json()["size"] != PER_PAGE
    name = "whole services" if more else "services"
    return Figure(
        name=f"/oruk, the last page of {MANY:,} {name}, {PER_PAGE} a page, median",
        ours=median(times[last]),
        peer=median(times[1]),
        peer_name="the first page",
        unit="milliseconds",
        void=f"{wrong} requests failed" if wrong else None,
    )


def _memory_figure(few: Flask, many: Flask) -> Figure:
    small, some = _peak(few.test_client())
    large, all_ = _peak(many.test_client())
    return Figure(
        name=f"/oruk, peak memory that sending {MANY:,} whole services as lines adds",
        ours=large,
        peer=small,
        peer_name=f"{FEW:,} services",
        unit="megabytes",
        void=None if (some, all_) == (FEW, MANY) else f"{some} and {all_} services came",
    )


def _peak(client: FlaskClient) -> tuple[float, int]:
    """Return the most memory that is in use at a time while it is sent, and how many came.

    The arrays of the directory, which every page shares, are there before.
    """
    client.get("/oruk/services")
    tracemalloc.start()
    try:
        reply = client.get("/oruk/services?format=ndjson&full=true")
        lines = sum(part.count(b"\n") for part in reply.response)
        return tracemalloc.get_traced_memory()[1] / MEGABYTE, lines
    finally:
        tracemalloc.stop()
