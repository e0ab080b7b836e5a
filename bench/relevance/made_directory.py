"""A made directory of 2,000 services whose meaning is known: for judging a search, never shown."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from bench.relevance.judged import read
from directory.model.columns import OF_SERVICE
from directory.model.service_entry import ServiceEntry, VenueEntry, VenueRow

SERVICES, SEED = 2_000, 12
PLACES = (
    "Ashby", "Brackley", "Corfe", "Dunmere", "Eastwell", "Fenwick", "Garside", "Holt", "Ingleby",
    "Kirkham", "Langley", "Marlow", "Norwood", "Oakham", "Penrose", "Quarry Hill", "Rushden",
    "Selby", "Thornton", "Wexcombe",
)  # fmt: skip
ENDS = ("Trust", "Council", "Families")
STATES_WHOM, KIND_IS_RIGHT, NAMES_PROGRAMME = 0.5, 0.8, 0.6
"""The shares of entries that say whom they take, whose kind was mapped, and that name a programme:
in feeds all three are often missing."""


def services(on: date) -> Iterator[tuple[str, ServiceEntry]]:
    """Yield each service with what it does: the id of its line in made_services.yaml."""
    data, chance = read("made_services.yaml"), random.Random(SEED)
    every = data["services"]
    for number in range(SERVICES):
        what = every[number % len(every)]
        values = _values(what, data["passing"], chance, number, on)
        row = VenueRow(position=number, venue=VenueEntry())
        yield what["id"], ServiceEntry(id=f"made-{number:04}", values=values, rows=(row,))


def _values(
    what: Mapping[str, Any], passing: list[str], chance: random.Random, number: int, on: date
) -> dict[str, Any]:
    values: dict[str, Any] = {c.name: () if c.is_list else None for c in OF_SERVICE}
    del values["id"]
    place = chance.choice(PLACES)
    aside = chance.sample(passing, 3)
    has_programme = "programme" in what and chance.random() < NAMES_PROGRAMME
    facts = what.get("facts", {}) if chance.random() < STATES_WHOM else {}
    return {
        **values,
        "name": chance.choice(what["names"]).format(place=place),
        "organisation": f"{chance.choice(PLACES)} {chance.choice(ENDS)}",
        "description": " ".join((chance.choice(what["says"]), *aside[:2])),
        "referral_note": aside[2],
        "phone": f"01632 96{number:04}",
        "kind": what["kind"] if chance.random() < KIND_IS_RIGHT else "other",
        "programme": what["programme"] if has_programme else None,
        "status": chance.choices(("active", "paused", "closed"), (94, 4, 2))[0],
        "assured_on": on - timedelta(days=chance.randrange(700)),
        **{role: tuple(named) for role, named in facts.items()},
    }
