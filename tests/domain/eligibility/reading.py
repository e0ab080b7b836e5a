"""A second reading of who a service takes and whether it is listed: one at a time, in plain Python.

It is written from `docs/directory.md`, knows nothing of arrays, and is slow.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from geopy.distance import geodesic
from hypothesis import strategies as st

from directory.geo import Place, Places, covers
from directory.model.columns import DELIVERY
from directory.model.service_entry import HELD_BACK, ServiceEntry
from directory.model.service_status import STATUSES
from tests.directory_builders import (
    ALL_ENGLAND,
    DURHAM,
    GATESHEAD,
    HERTFORDSHIRE,
    NEWCASTLE,
    PROGRAMME,
    SPOTS,
    entry,
    hidden,
    venue,
)

NEAR = 10.0
METRES = 1609.344
AGE = "child.age_months"
FACTS = (
    "abuse.neglect", "abuse.physical", "carer.foster", "carer.maltreating_parent",
    "child.disabled", "child.missing", "safety.current_domestic_abuse",
)  # fmt: skip
NORTH_EAST, OLD_GATESHEAD = "E12000001", "E08000020"
AREAS = (
    NEWCASTLE, GATESHEAD, DURHAM, HERTFORDSHIRE, ALL_ENGLAND, NORTH_EAST, OLD_GATESHEAD,
)  # fmt: skip
ENGLISH = [spot[0] for spot in SPOTS if spot[3].startswith("E")]
Truth = bool | None


def says(truths: Iterator[Truth]) -> str:
    found = list(truths)
    if False in found:
        return "no"
    return "unknown" if None in found else "yes"


def accepts(entry: ServiceEntry, known: Mapping[str, Any], on: date) -> Iterator[Truth]:
    """Yield what each thing that the service states comes to for this family."""
    stated = entry.values
    yield stated["status"] not in ("closed", "paused")
    yield stated["starts_on"] is None or stated["starts_on"] <= on
    yield stated["ends_on"] is None or stated["ends_on"] >= on
    yield age(stated["age_from_months"], stated["age_under_months"], known.get(AGE))
    for role in ("accepts_abuse", "accepts_carers"):
        yield any_of([known.get(fact) for fact in stated[role]])
    yield from (known.get(fact) for fact in stated["requires"])
    for fact in stated["excludes"]:
        yield None if known.get(fact) is None else not known[fact]


def age(low: int | None, under: int | None, months: int | None) -> Truth:
    if months is None or (low is None and under is None):
        return None
    return (low is None or low <= months) and (under is None or months < under)


def any_of(values: list[Truth]) -> Truth:
    if not values or True in values:
        return True
    return None if None in values else False


def serves(entry: ServiceEntry, place: Place | None, near: bool) -> Truth:
    codes = entry.values["areas_served"]
    if not codes:
        return True if near and place else None
    answers = [covers(code, place) for code in codes] if place else ["unknown"]
    if "yes" in answers:
        return True
    return None if "unknown" in answers else False


class Reading:
    """How one service reaches one family."""

    def __init__(
        self, entry: ServiceEntry, place: Place | None, within: float, places: Places
    ) -> None:
        self.place, self.ways = place, set(entry.values["delivery"])
        told = [v for v in entry.venues if not v.hide_address and v.postcode]
        kept = [v for v in entry.venues if v.hide_address]
        points = [places.find(v.postcode or "") for v in told]
        authorities = {places.find(v.postcode).authority for v in kept if v.postcode}
        self.metres = min((self._away(point) for point in points), default=None)
        close = self.metres is not None and (place is None or self.metres <= within * METRES)
        here = bool(kept) and (place is None or place.authority in authorities)
        certain = place is not None and place.authority_share == 1
        hard_by = self.metres is not None and place and self.metres <= min(within, NEAR) * METRES
        self.near = bool(hard_by) or (here and certain)
        self.listed_at = close or here
        self.hidden, self.nowhere = bool(kept), not points and not authorities
        self.area = serves(entry, place, self.near)
        self.stated = bool(entry.values["areas_served"])

    def _away(self, point: Place) -> float:
        if self.place is None:
            return 0
        return float(geodesic((self.place.lat, self.place.lon), (point.lat, point.lon)).meters)

    @property
    def fits(self) -> bool:
        """Whether the service is listed at all."""
        may_serve = self.area is not False
        local = may_serve and (self.stated or self.listed_at or self.nowhere)
        return (
            self.listed_at
            or bool({"online", "phone"} & self.ways)
            or (local and ("home" in self.ways or self.nowhere or self.hidden or not self.ways))
        )


def verdict(entry: ServiceEntry, known: Mapping[str, Any], on: date, reading: Reading) -> str:
    def truths() -> Iterator[Truth]:
        yield from accepts(entry, known, on)
        yield reading.area
        yield True if reading.ways or reading.listed_at else None

    return says(truths())


def _some(values: Any, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


_NEARLY = (23, 24, 35, 36, 59, 60)
_DAYS = st.none() | st.sampled_from([date(2026, 11, day) for day in (21, 22, 23)])
_VENUES = st.one_of(
    st.just(venue()),
    st.just(HELD_BACK),
    st.sampled_from(ENGLISH).map(venue),
    st.sampled_from(ENGLISH).map(hidden),
)


@st.composite
def services(draw: st.DrawFn) -> list[ServiceEntry]:
    """Draw a small directory in which every rule has something to say."""
    return [
        entry(
            f"s{place}",
            *draw(st.lists(_VENUES, min_size=1, max_size=2, unique=True)),
            position=place * 2,
            programme=PROGRAMME,
            status=draw(st.sampled_from([*STATUSES, "active", "active", "active"])),
            starts_on=draw(_DAYS),
            ends_on=draw(_DAYS),
            age_from_months=draw(st.sampled_from([None, -9, 24, 36])),
            age_under_months=draw(st.sampled_from([None, 36, 60])),
            accepts_abuse=draw(_some(FACTS[:2])),
            accepts_carers=draw(_some(FACTS[2:4])),
            requires=draw(_some(FACTS[4:], most=1)),
            excludes=draw(_some(FACTS[5:], most=1)),
            delivery=draw(_some(DELIVERY)),
            areas_served=draw(_some(AREAS)),
        )
        for place in range(draw(st.integers(1, 8)))
    ]


def cases() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a case in which each fact is known to be so, known not to be so, or not known."""
    values = st.sampled_from([None, True, False])
    facts = st.fixed_dictionaries(dict.fromkeys(FACTS, values))
    months = st.none() | st.sampled_from([-9, -1, 0, *_NEARLY])
    return st.tuples(facts, months).map(
        lambda drawn: {f: v for f, v in {**drawn[0], AGE: drawn[1]}.items() if v is not None}
    )
