"""A feed of 800 entries made as real ones are: vendor terms, areas in words, what is left empty.

Nobody’s service: the terms are written for these tests, in the manner of those in use.
"""

from random import Random
from typing import Any

from tests.application.feeds.served import Document

# term, how common, kind, programme; None: not of use to us, and left as it is
TERMS: tuple[tuple[str, int, str | None, str | None], ...] = (
    ("Family help", 90, "practical_help", "practical-help"),
    ("Parent groups and courses", 70, "parenting", "parenting-programme"),
    ("Stay and play", 60, "parenting", None),
    ("Home help for new parents", 40, "home_visiting", "home-visiting-programme"),
    ("Clubs for 8 to 13s", 45, "youth_work", None),
    ("Teen drop-in", 40, "youth_work", None),
    ("Talking it through", 35, "therapeutic", None),
    ("Play therapy room", 20, "therapeutic", None),
    ("Food, clothes and beds", 40, "practical_help", "practical-help"),
    ("Money worries", 35, "practical_help", None),
    ("Housing worries", 25, "practical_help", None),
    ("Speaking up for you", 25, "advocacy", "advocacy"),
    ("SEND information desk", 30, "advocacy", None),
    ("Feeling low or anxious", 35, "mental_health", None),
    ("Baby blues", 15, "mental_health", None),
    ("Drink and drugs", 20, "substance_misuse", None),
    ("Hurt at home", 20, "domestic_abuse", None),
    ("Ring us line", 15, "helpline", None),
    ("Training for practitioners", 15, "training", None),
    ("Young carers corner", 15, "youth_work", None),
    ("Wellbeing walks", 50, None, None),
    ("Sports and leisure", 70, None, None),
    ("Adults", 60, None, None),
    ("Older people", 40, None, None),
    ("Hobbies and crafts", 40, None, None),
    ("Travel and transport", 20, None, None),
    *((f"Local offer tag {n}", 4, None, None) for n in range(40)),
)
NEWCASTLE, GATESHEAD = "E08000021", "E08000037"
AREAS: tuple[tuple[str, int, str | None], ...] = (
    ("Newcastle upon Tyne", 150, NEWCASTLE),
    ("Gateshead Council", 90, GATESHEAD),
    ("Newcastle (all wards)", 120, NEWCASTLE),
    ("Citywide", 90, NEWCASTLE),
    ("East Newcastle", 60, NEWCASTLE),
    ("Outer West", 45, NEWCASTLE),
    ("Gateshead and villages", 60, GATESHEAD),
    ("Byker", 30, NEWCASTLE),
    ("Elswick", 25, NEWCASTLE),
    ("The whole North", 20, None),
    *((f"Ward {n}", 2, None) for n in range(30)),
)
"""The names of areas, how common each is, and what it means; the first two are exact names."""
AGES = ((-1, -1), (0, 5), (0, 18), (5, 11), (11, 18), (None, None), (0, 100), (2, 4), (0, 0))


def made_feed(count: int = 800) -> list[Document]:
    """Return the records of the feed, the same each time."""
    chance = Random(20261122)
    return [_record(n, chance) for n in range(count)]


def _record(n: int, chance: Random) -> Document:
    names = [name for name, *_ in TERMS]
    weights = [weight for _, weight, *_ in TERMS]
    terms = dict.fromkeys(chance.choices(names, weights, k=chance.choice((1, 1, 2, 2, 3))))
    low, high = chance.choice(AGES)
    document: dict[str, Any] = {
        "id": f"s{n}",
        "name": f"Service {n}",
        "status": "active",
        "description": f"<p>For families.&nbsp;Number {n}.</p>",
        "last_modified": "2026-01-01T00:00:00",
        "organization": {"id": f"o{n % 90}", "name": f"Group {n % 90}"},
        "attributes": [
            {"taxonomy_term": {"id": f"vendor:{name}", "name": name, "vocabulary": "Vendor"}}
            for name in terms
        ],
        "assurer_email": "someone@council.example",
        "meta": [{"key": "Contact name", "value": "Jane Smith"}],
        **({"minimum_age": low} if low is not None else {}),
        **({"maximum_age": high} if high is not None else {}),
    }
    if chance.random() < 0.9:
        area = chance.choices([a for a, *_ in AREAS], [w for _, w, _ in AREAS])[0]
        uri = "http://www.example.com"
        document["service_areas"] = [{"service_area": area, "uri": uri}]
    if chance.random() < 0.7:
        address = {"address_1": f"{n} Quay Road", "postal_code": "NE1 4SU"}
        location = {"location_type": "physical", "addresses": [address]}
        document["service_at_locations"] = [{"location": location}]
    return document
