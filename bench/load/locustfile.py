"""Who asks what: read by locust in an environment of its own, so nothing of the project is here.

`LOAD_MATERIAL` names a JSON file with postcodes, ids of services and searches; `LOAD_MIX` names
which mix is asked, and `LOAD_PACE` how many requests a second one user makes (0: at once).
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant_throughput, task

MATERIAL = json.loads(Path(os.environ["LOAD_MATERIAL"]).read_text(encoding="utf-8"))
PACE = float(os.environ.get("LOAD_PACE", "0"))
MIX = os.environ.get("LOAD_MIX", "people")


class _Asking(FastHttpUser):
    """One who asks; where a pace is set, no faster than that."""

    abstract = True
    connection_timeout = network_timeout = 30.0
    if PACE:
        wait_time = constant_throughput(PACE)


class People(_Asking):
    """Match with services nearby 40 %, find 40 %, the page of a service 15 %, the feed 5 %."""

    abstract = MIX != "people"

    @task(40)
    def match(self) -> None:
        """Match a child, with who delivers it near a postcode."""
        body = random.choice(MATERIAL["cases"]) | {"postcode": random.choice(MATERIAL["postcodes"])}
        self.client.post("/api/v1/match", json=body, name="match with nearby")

    @task(40)
    def find(self) -> None:
        """Search by words."""
        words = random.choice(MATERIAL["searches"])
        self.client.get("/find/", params={"q": words}, name="find")

    @task(15)
    def service(self) -> None:
        """Open a service."""
        self.client.get(f"/find/service/{random.choice(MATERIAL['services'])}", name="service")

    @task(5)
    def feed(self) -> None:
        """Read a page of the open feed."""
        self.client.get(f"/oruk/services?page={random.randint(1, 500)}", name="feed")


class Ours(_Asking):
    """The plain list as JSON, a page of it each time."""

    abstract = MIX != "ours"

    @task
    def page(self) -> None:
        """Read a page."""
        page = random.randint(1, 200)
        self.client.get(f"/oruk/services?page={page}&per_page=50", name="ours: list")


class Datasette(_Asking):
    """The same of Datasette, over the table of services alone."""

    abstract = MIX != "datasette"

    @task
    def page(self) -> None:
        """Read a page."""
        first = random.randint(0, 200) * 50
        path = (
            f"/{MATERIAL['database']}/service.json?_size=50&_shape=array&id__gte=made-up-{first:06}"
        )
        self.client.get(path, name="datasette: list")
