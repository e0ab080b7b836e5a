"""One edit a second, as somebody who keeps the directory makes it, in a thread beside the load."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench import made_up
from directory.application.commands.edit_service import EditBy, edit_service, entry_to_edit
from directory.application.commands.geocoding import locator
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.storage import reference_data
from directory.storage.engine import engine_for


@contextmanager
def edits_meanwhile(url: str, services: int) -> Iterator[None]:
    """Edit another service each second until the caller is done."""
    stop, engine = Event(), engine_for(url)
    thread = Thread(target=_edit, args=(engine, services, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        engine.dispose()


def _edit(engine: Engine, services: int, stop: Event) -> None:
    places = reference_data.places_in(packed_file())
    words = reference_data.vocabulary(reference_data.loaded(paths.data()), places, made_up.TODAY)
    number = 0
    while not stop.wait(1.0):
        number += 1
        id = f"made-up-{number * 977 % services:06}"
        by = EditBy(actor="bench", source="load", now=datetime.now(UTC))
        with Session(engine) as session, session.begin():
            _, version = entry_to_edit(session, id)
            edit_service(
                session, id, {"phone": f"0191 498 {number % 10_000:04}"}, based_on=version,
                words=words, locate=locator(places), by=by,
            )  # fmt: skip
