"""A made-up directory of any size, spread as people live: for measuring, never to be shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from directory.geo import Place, Places
from directory.geo.postcode_keys import INWARD, PER_OUTCODE
from directory.geo.postcode_table import PostcodeTable
from directory.geo.quality import NONE
from directory.model.columns import DELIVERY, KINDS, OF_SERVICE, ROUTES
from directory.model.service_entry import ServiceEntry, VenueEntry, VenueRow
from matcher import Knowledge

TODAY = date(2026, 11, 22)

# Words as entries use them, so that a search finds as many as it would in a real directory.
FIRST = (
    "Harbour",
    "Kittiwake",
    "Rowan",
    "Lantern",
    "Heron",
    "Thistledown",
    "Cobblestone",
    "Puffin",
)
SECOND = (
    "family support",
    "parenting group",
    "home visits",
    "therapy",
    "advocacy",
    "youth work",
    "recovery",
    "refuge",
    "counselling",
    "early help",
    "toddler group",
    "mentoring",
)
TOPICS = (
    "anger",
    "alcohol and drugs",
    "debt and benefits",
    "low mood",
    "domestic abuse",
    "neglect",
    "attachment",
    "behaviour at home",
    "trauma",
    "foster carers",
    "grandparents",
    "housing",
    "self-harm",
    "going missing",
    "young carers",
    "pregnancy",
    "sleep and routines",
)
PHRASES = (
    "A trained worker visits once a week and works with parent and child together.",
    "We meet in small groups during school terms.",
    "Families can ask for a place themselves or be referred by a professional.",
    "Sessions are free and interpreters can be booked.",
    "We agree goals with the family and review them every six weeks.",
    "There is a crèche, and we can help with transport.",
)
LANGUAGES = ("English", "Polish", "Arabic", "Urdu", "Bengali", "Romanian", "Somali", "Punjabi")
ACCESS = ("step-free", "accessible-toilet", "baby-changing", "parking", "hearing-loop")
COSTS = ("Free", "Free to families", "£3 a session", "Free if referred by social care")


def postcodes(table: PostcodeTable, count: int, seed: int) -> list[str]:
    """Return English postcodes drawn with equal chance, so that towns have their share."""
    english = np.array([district.country == "England" for district in table.districts])
    columns, inward = table.columns, list(INWARD)
    keys = columns.key[english[columns.district] & (columns.quality != NONE)].tolist()
    chosen = random.Random(seed).choices(keys, k=count)
    return [f"{table.outcodes[key // PER_OUTCODE]} {inward[key % PER_OUTCODE]}" for key in chosen]


def services(knowledge: Knowledge, where: list[str], places: Places) -> Iterator[ServiceEntry]:
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
            "name": f"{chance.choice(FIRST)} {chance.choice(SECOND)} {position}",
            "organisation": f"{chance.choice(FIRST)} Trust {position % 9973}",
            "description": _description(chance),
            "eligibility_note": chance.choice(PHRASES) if chance.random() < 0.4 else None,
            "referral_note": chance.choice(PHRASES) if chance.random() < 0.5 else None,
            "phone": f"01632 96{position % 10000:04}",
            "email": f"team{position}@provider.example",
            "url": f"https://provider.example/services/{position}",
            "cost": chance.choice(COSTS) if chance.random() < 0.6 else None,
            "languages": _most(chance, LANGUAGES, 0.2),
            "accessibility": _most(chance, ACCESS, 0.3),
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
        yield ServiceEntry(
            id=f"made-up-{position:06}",
            values=values,
            rows=(VenueRow(position=position, venue=venue),),
        )


def _description(chance: random.Random) -> str:
    about = ", ".join(chance.sample(TOPICS, 2))
    return " ".join([f"Help with {about}.", *chance.sample(PHRASES, 3)])


def _most(chance: random.Random, words: tuple[str, ...], share: float) -> tuple[str, ...]:
    """Return the first word often, and the others each with a share."""
    return tuple(w for w in words if chance.random() < (0.8 if w == words[0] else share))


def _areas(place: Place) -> tuple[str, ...]:
    return (place.authority,) if place.authority else ()


def _some(chance: random.Random, facts: list[str]) -> tuple[str, ...]:
    return tuple(f for f in facts if chance.random() < 0.4) if chance.random() < 0.4 else ()
