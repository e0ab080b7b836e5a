"""Edits of the made-up directory, made as an import makes them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from bench import made_up
from directory.application.commands.geocoding import locator
from directory.application.commands.services import take_plan
from directory.geo import packing
from directory.infrastructure.settings import Settings
from directory.model.import_plan import CellChange, ImportPlan
from directory.model.service_entry import ServiceEntry, VenueEntry
from directory.storage import reference_data
from directory.storage.entry_repository import entries_of

LEEDS = "E08000035"


@dataclass
class Editor:
    """Changes the directory as an import does, without reading a whole file each time."""

    app: Flask
    settings: Settings
    services: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    now: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(hours=1))
    added: int = 0

    @property
    def kinds(self) -> dict[str, Callable[[], None]]:
        """Return each kind of edit."""
        return {
            "an edit of a column": lambda: self._change(self._another_wait),
            "an edit of a venue": lambda: self._change(self._another_venue),
            "a service was added": self._add,
            "a service was gone": self._retire,
        }

    def within(self) -> None:
        """Change a service that comes to the authority that is asked about."""
        self._change(lambda entry: self._with(entry, areas_served=(LEEDS,)))

    def import_many(self, count: int) -> None:
        """Change so many services at once."""
        self._take(changed=[self._another_wait(e) for e in self._entries(count)])

    def _change(self, change: Callable[[ServiceEntry], ServiceEntry]) -> None:
        self._take(changed=[change(entry) for entry in self._entries(1)])

    def _entries(self, count: int) -> list[ServiceEntry]:
        numbers = self.chance.sample(range(self.services), count)
        with Session(self.app.extensions["engine"]) as session:
            found: list[ServiceEntry] = []
            for start in range(0, count, 500):
                ids = [f"made-up-{n:06}" for n in numbers[start : start + 500]]
                found += entries_of(session, ids).values()
        return found

    def _another_wait(self, entry: ServiceEntry) -> ServiceEntry:
        return self._with(entry, waiting_weeks=self.chance.randrange(30))

    def _another_venue(self, entry: ServiceEntry) -> ServiceEntry:
        postcode = self.chance.choice(self._postcodes())
        venue = VenueEntry(name="Centre", address="2 Example Road", postcode=postcode)
        return replace(entry, rows=(replace(entry.rows[0], venue=venue),))

    def _postcodes(self) -> list[str]:
        return made_up.postcodes(packing.read(self.settings.places), 5, seed=self.added)

    def _add(self) -> None:
        self.added += 1
        [entry] = self._entries(1)
        self._take(added=[replace(entry, id=f"{entry.id}-{self.added}")])

    def _retire(self) -> None:
        self._take(retired=[entry.id for entry in self._entries(1)])

    @staticmethod
    def _with(entry: ServiceEntry, **values: object) -> ServiceEntry:
        return replace(entry, values={**entry.values, **values})

    def _take(
        self,
        added: list[ServiceEntry] | None = None,
        changed: list[ServiceEntry] | None = None,
        retired: list[str] | None = None,
    ) -> None:
        self.now += timedelta(seconds=1)
        change = (CellChange(column="waiting_weeks", before="", after=""),)
        plan = ImportPlan(
            added=tuple(added or ()),
            changed=tuple((entry, change) for entry in changed or ()),
            moved=(),
            unchanged=(),
            retired=tuple(retired or ()),
        )
        places = reference_data.places_in(self.settings.places)
        with Session(self.app.extensions["engine"]) as session, session.begin():
            take_plan(session, plan, locator(places), actor="bench", now=self.now)
