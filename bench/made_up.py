"""A made-up directory of any size, spread as people live: for measuring, never to be shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from directory.importing.columns import DELIVERY, KINDS, OF_SERVICE, ROUTES
from directory.importing.entries import Entry, Row, VenueEntry
from directory.places import Place, Places
from directory.places.keys import INWARD, PER_OUTCODE
from directory.places.quality import NONE
from directory.places.table import Table
from matcher import Knowledge

TODAY = date(2026, 11, 22)


def postcodes(table: Table, count: int, seed: int) -> list[str]:
    """Return English postcodes drawn with equal chance, so that towns have their share."""
    english = np.array([district.country == "England" for district in table.districts])
    columns, inward = table.columns, list(INWARD)
    keys = columns.key[english[columns.district] & (columns.quality != NONE)].tolist()
    chosen = random.Random(seed).choices(keys, k=count)
    return [f"{table.outcodes[key // PER_OUTCODE]} {inward[key % PER_OUTCODE]}" for key in chosen]


def services(knowledge: Knowledge, where: list[str], places: Places) -> Iterator[Entry]:
    """Yield one service a postcode: programmes, criteria and gaps as real directories have."""
    chance = random.Random(len(where))
    programmes = [programme.id for programme in knowledge.programmes]
    abuse = [f.id for f in knowledge.facts.in_group("abuse")]
    carers = [f.id for f in knowledge.facts.in_group("carer")]
    safety = [f.id for f in knowledge.facts.in_group("safety")]
    for position, postcode in enumerate(where):
        youngest = chance.choice((0, 0, 6, 24, 60, 96, 120))
        stated = chance.random() < 0.8
        values: dict[str, Any] = {c.name: () if c.is_list else None for c in OF_SERVICE}
        del values["id"]
        values |= {
            "name": f"Service {position}",
            "organisation": f"Organisation {position % 9973}",
            "programme": chance.choice(programmes) if chance.random() < 0.6 else None,
            "kind": chance.choice(KINDS),
            "status": chance.choices(("active", "paused", "closing", "closed"), (90, 4, 4, 2))[0],
            "age_from_months": youngest if stated else None,
            "age_under_months": youngest + chance.choice((36, 60, 120)) if stated else None,
            "accepts_abuse": _some(chance, abuse),
            "accepts_carers": _some(chance, carers),
            "excludes": _some(chance, safety)[:1],
            "delivery": tuple(w for w in DELIVERY if chance.random() < 0.3),
            "referral_routes": tuple(w for w in ROUTES if chance.random() < 0.5),
            "areas_served": _areas(places.find(postcode)) if chance.random() < 0.7 else (),
            "waiting_weeks": chance.randrange(30),
            "assured_on": TODAY - timedelta(days=chance.randrange(700)),
        }
        venue = VenueEntry(name="Centre", address="1 Example Road", postcode=postcode)
        yield Entry(
            id=f"made-up-{position:06}",
            values=values,
            rows=(Row(position=position, venue=venue),),
        )


def _areas(place: Place) -> tuple[str, ...]:
    return (place.authority,) if place.authority else ()


def _some(chance: random.Random, facts: list[str]) -> tuple[str, ...]:
    return tuple(f for f in facts if chance.random() < 0.4) if chance.random() < 0.4 else ()
