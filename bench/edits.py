"""What an edit of one service costs the next request, over 100,000 services on SQLite.

Each request is measured when nothing changed since the last one, and right after one edit that an
import made: of a column, of a venue, of an added service, of one that is gone. The edits befall
services all over the country; how the page of one authority stands after an edit within it is
measured by itself. After a whole import everything may be made anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from time import perf_counter

import structlog
from flask import Flask

from bench import Figure, made_up
from bench.editor import LEEDS, Editor
from bench.filled import filled
from bench.gaps import settle
from directory.geo import packing
from directory.infrastructure.settings import Settings
from directory.web.app import create_app

SERVICES, ROUNDS, IMPORTED = 100_000, 20, 40_000
MOST_TIMES = 1.5
SAVED, SAVED_MILLISECONDS = 200, 150.0
MATCH_SECONDS, SEARCH_SECONDS = 1.0, 2.0


def figures() -> Iterator[Figure]:
    """Yield each request after each edit beside the same when warm, then after an import."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    settings = filled(SERVICES)
    settle(settings, packing.read(settings.places))
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    editor = Editor(app, settings, SERVICES)
    yield _saved_in_browser(app)
    requests = _requests(app, settings)
    for _ in range(3):
        for ask in requests.values():
            ask()
    for what, ask in requests.items():
        yield from _after_edits(what, ask, editor)
    yield from _after_import(requests, editor)


def _saved_in_browser(app: Flask) -> Figure:
    """Return how long the form of an entry takes to be saved, each time another one."""
    client = app.test_client()
    client.post("/account/demonstration", data={"role": "editor"})
    taken, wrong = [], 0
    for number in range(SAVED):
        typed = {"do": "save", "phone": f"0191 498 {number:04}"}
        path = f"/manage/service/made-up-{number * 977 % SERVICES:06}/contact"
        start = perf_counter()
        answer = client.post(path, data=typed)
        taken.append((perf_counter() - start) * 1000)
        wrong += answer.status_code != 303
    return Figure(
        name=f"an edit saved in the browser, {SERVICES:,} services, p95",
        ours=quantiles(taken, n=20)[-1],
        peer=SAVED_MILLISECONDS,
        peer_name="aim",
        unit="milliseconds",
        void=f"{wrong} were not saved" if wrong else None,
    )


def _requests(app: Flask, settings: Settings) -> dict[str, Callable[[], int]]:
    client = app.test_client()
    home = made_up.postcodes(packing.read(settings.places), 1, seed=2)[0]
    client.post("/find/where", data={"postcode": home, "miles": "10"})
    case = {"stage": "after_abuse", "child.age_months": 30, "abuse.neglect": True}
    body = json.dumps(case | {"carer.maltreating_parent": True, "postcode": home})
    search = {"q": "counselling", "language": "Polish", "cost": "free"}

    def match() -> int:
        return client.post("/api/v1/match", data=body, content_type="application/json").status_code

    return {
        "POST /api/v1/match": match,
        "the page of a search": lambda: client.get("/find/", query_string=search).status_code,
        "a page of the feed": lambda: client.get("/oruk/services?page=9").status_code,
        "the page of gaps of one authority": lambda: client.get(f"/gaps/?area={LEEDS}").status_code,
    }


def _after_edits(what: str, ask: Callable[[], int], editor: Editor) -> Iterator[Figure]:
    """Ask in turns, so that what else the machine does befalls both."""
    kinds = {**editor.kinds, "an edit within that authority": editor.within}
    if "authority" not in what:
        del kinds["an edit within that authority"]
    for kind, edit in kinds.items():
        warm, after, wrong = [], [], 0
        for _ in range(ROUNDS):
            for times, before in ((after, edit), (warm, lambda: None)):
                before()
                seconds, status = _timed(ask)
                times.append(seconds * 1000)
                wrong += status != 200
        yield Figure(
            name=f"{what} after {kind}, {SERVICES:,} services, median",
            ours=median(after),
            peer=median(warm) * MOST_TIMES,
            peer_name=f"{MOST_TIMES} times a warm one ({median(warm):.4g})",
            unit="milliseconds",
            void=f"{wrong} requests failed" if wrong else None,
        )


def _after_import(requests: dict[str, Callable[[], int]], editor: Editor) -> Iterator[Figure]:
    aims = {"POST /api/v1/match": MATCH_SECONDS, "the page of a search": SEARCH_SECONDS}
    for what, aim in aims.items():
        editor.import_many(IMPORTED)
        seconds, status = _timed(requests[what])
        yield Figure(
            name=f"{what} after an import that changes {IMPORTED:,} of {SERVICES:,} services",
            ours=seconds,
            peer=aim,
            peer_name="aim",
            unit="seconds",
            void=None if status == 200 else f"status {status}",
        )


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    start = perf_counter()
    status = ask()
    return perf_counter() - start, status
