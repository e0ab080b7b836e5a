"""Taking in a whole directory file of 100,000 made-up services, beside the same file unchecked."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlite_utils
from sqlalchemy.orm import Session
from sqlite_utils.utils import rows_from_file

from bench import Figure, made_up
from directory.application.commands.geocoding import locator
from directory.application.commands.services import take_entries
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_entries
from directory.geo import packing
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.storage import migrations, reference_data
from directory.storage.engine import engine_for

SERVICES, ROUNDS = 100_000, 3
MOST_TIMES, MOST_MEGABYTES = 4.0, 400.0


def figures() -> Iterator[Figure]:
    """Yield the time and the memory of an import; each side runs in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "services.csv"
        _apart(_write, file, file)
        ours, peers, memory = [], [], 0.0
        for round in range(ROUNDS):
            seconds, megabytes, taken = _apart(_import, file, Path(folder) / f"ours{round}.sqlite")
            ours.append(seconds)
            memory = max(memory, megabytes)
            peers.append(_apart(_load, file, Path(folder) / f"peer{round}.sqlite")[0])
        void = None if taken == SERVICES else f"{taken:,} services were taken"
        yield Figure(
            name=f"import of {SERVICES:,} services with validation and plan",
            ours=min(ours),
            peer=min(peers) * MOST_TIMES,
            peer_name=f"{MOST_TIMES:g} times sqlite-utils unchecked",
            unit="seconds",
            void=void,
        )
        yield Figure(
            name=f"peak memory of that import, the interpreter and {SERVICES:,} rows included",
            ours=memory,
            peer=MOST_MEGABYTES,
            peer_name="target",
            unit="megabytes",
            void=void,
        )


def _apart(work: Callable[[Path, Path], Any], file: Path, into: Path) -> Any:
    """Do a piece of work in a new process, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (file, into))


def _write(file: Path, _: Path) -> None:
    places = reference_data.places_in(packed_file())
    where = made_up.postcodes(packing.read(packed_file()), SERVICES, seed=1)
    entries = made_up.services(reference_data.loaded(paths.data()), where, places)
    file.write_bytes(write_entries(entries))


def _import(file: Path, into: Path) -> tuple[float, float, int]:
    """Return the seconds, the most megabytes held by the process, and how many were added."""
    knowledge, places = (
        reference_data.loaded(paths.data()),
        reference_data.places_in(packed_file()),
    )
    engine = engine_for(f"sqlite:///{into}")
    migrations.upgrade(engine)
    start = perf_counter()
    vocabulary = reference_data.vocabulary(knowledge, places, made_up.TODAY)
    entries = read_entries(file.read_bytes(), vocabulary)
    with Session(engine) as session, session.begin():
        now = datetime.now(UTC)
        plan = take_entries(session, entries, locator(places), actor="bench", now=now)
    seconds = perf_counter() - start
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, peak, plan.counts()["added"]


def _load(file: Path, into: Path) -> tuple[float]:
    """Load the same file as it is: every cell as text, nothing checked, one table."""
    start = perf_counter()
    database = sqlite_utils.Database(into)
    with file.open("rb") as source:
        rows, _ = rows_from_file(source)
        database["services"].insert_all(rows)
    database.close()
    return (perf_counter() - start,)
