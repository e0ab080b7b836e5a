"""A drill: 100,000 made-up services kept in a sealed file, checked, and put back; on SQLite."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench import Figure
from bench.filled import filled
from directory.application.backup.run import backup, restore
from directory.infrastructure.clock import now
from directory.storage.engine import engine_for

SERVICES = 100_000
TARGET_SECONDS = 300.0
KEY = "a key for the drill alone 0123456789"


def figures() -> Iterator[Figure]:
    """Yield the seconds of a backup with its check, and those of a restore."""
    source = engine_for(filled(SERVICES).database_url)
    with tempfile.TemporaryDirectory() as folder:
        file, target = Path(folder) / "kept", engine_for(f"sqlite:///{folder}/back.sqlite")
        start = perf_counter()
        kept = backup(source, file, KEY)
        between = perf_counter()
        put_back = restore(target, file, KEY, actor="bench", now=now())
        end = perf_counter()
        target.dispose()
    source.dispose()
    void = None if kept == put_back else "what was put back is not what was kept"
    yield _figure("a sealed backup, checked by restoring it", between - start, void)
    yield _figure("a restore, compared row by row", end - between, void)


def _figure(name: str, seconds: float, void: str | None) -> Figure:
    return Figure(
        name=f"{name}, {SERVICES:,} services",
        ours=seconds,
        peer=TARGET_SECONDS,
        peer_name="target",
        unit="seconds",
        void=void,
    )
