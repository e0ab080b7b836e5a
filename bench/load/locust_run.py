"""One run of locust, and what it measured."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCUST = Path(".venv-load/bin/locust")
ALL = "Aggregated"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What was measured of one kind of request, or of all: milliseconds."""

    requests: int
    failures: int
    per_second: float
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, row: Mapping[str, str]) -> LoadResult:
        """Return a row of locust's table of statistics."""
        return cls(
            requests=int(row["Request Count"]),
            failures=int(row["Failure Count"]),
            per_second=float(row["Requests/s"]),
            p50=float(row["50%"]),
            p95=float(row["95%"]),
            p99=float(row["99%"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRun:
    """What is asked: which mix, by how many at once, how often each, for how long."""

    url: str
    mix: str
    users: int
    seconds: int
    pace: float = 0.0
    """Requests a second of one user; 0 asks again as soon as it is answered."""


def run(asked: LoadRun, material: Mapping[str, Any]) -> dict[str, LoadResult]:
    """Return what one run measured, by the name of the request, and of all under `ALL`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "material.json"
        file.write_text(json.dumps(material), encoding="utf-8")
        environ = os.environ | {
            "LOAD_MATERIAL": str(file), "LOAD_MIX": asked.mix, "LOAD_PACE": str(asked.pace),
        }  # fmt: skip
        subprocess.run(
            [
                *(str(LOCUST), "--headless", "--only-summary", "--loglevel", "ERROR"),
                *("--locustfile", str(Path(__file__).with_name("locustfile.py"))),
                *("--host", asked.url, "--users", str(asked.users)),
                *("--spawn-rate", str(asked.users), "--run-time", f"{asked.seconds}s"),
                *("--csv", str(Path(folder) / "out"), "--exit-code-on-error", "0"),
            ],
            env=environ,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return read_results(Path(folder) / "out_stats.csv")


def read_results(file: Path) -> dict[str, LoadResult]:
    """Return the table of statistics that locust wrote, by the name of the request."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["Name"]: LoadResult.of(row) for row in csv.DictReader(lines)}
