"""The services behind a number: whom each reaches, who has no other, and what keeps one out."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from directory.covering.children import children_of
from directory.covering.coverage import Candidates, candidates, counted
from directory.covering.ground import Ground
from directory.covering.keeping_out import KeepingOut
from directory.covering.suiting import NONE
from directory.covering.terms import Target, Terms
from directory.nearby.found import ServiceLine
from directory.nearby.snapshot import Flags
from directory.places.grid import METRES_PER_MILE, ground_metres
from matcher import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A service that delivers what is asked about, as it stands to the children of some districts.

    Attributes:
        reached: how many it surely takes and is within reach of.
        maybe: how many more it may take: it takes some, or does not say enough.
        only: how many of those reached would have nobody suitable without it.
        miles: from its nearest venue that may be told to the nearest of where they live.
        keeps_out: why it does not reach them, or not all; in words.
        notes: what else bears on relying on it.
    """

    service: ServiceLine
    reached: float
    maybe: float
    only: float
    miles: float | None
    keeps_out: tuple[str, ...]
    notes: tuple[str, ...]


def standings(
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> tuple[Standing, ...]:
    """Return every service that delivers a target: those that reach most first, then the nearest.

    Kept when asked. Left out are services that neither reach anybody here nor could, unless they
    have a venue within the distance and serve other areas.
    """
    return ground.keep(
        ("standings", target, terms, districts),
        lambda: _Standings(ground, knowledge, target, terms, districts).all(),
    )


class _Standings:
    def __init__(
        self,
        ground: Ground,
        knowledge: Knowledge,
        target: Target,
        terms: Terms,
        districts: tuple[str, ...],
    ) -> None:
        self._ground, self._terms = ground, terms
        self._districts = districts
        self._children = children_of(knowledge, target, terms)
        self._found = candidates(ground, knowledge, target, self._children, terms)
        self._here = np.isin(ground.people.districts, districts)
        self._words = KeepingOut(ground, knowledge.facts, self._children, terms, self._here)

    def all(self) -> tuple[Standing, ...]:
        everyone, _ = self._counted(np.ones(len(self._found.places), np.bool_))
        miles = self._miles()
        found = []
        for at, place in enumerate(self._found.places.tolist()):
            alone = np.arange(len(self._found.places)) == at
            reached, maybe = self._counted(alone) if self._found.suits[at] != NONE else (0.0, 0.0)
            only = everyone - self._counted(~alone)[0] if reached else 0.0
            away = miles.get(place)
            if reached or self._could_come(place) or self._is_near(away):
                out = tuple(self._words.reasons(place, away, comes=reached > 0))
                line = self._ground.offers.lines[place]
                found.append(
                    Standing(
                        service=line,
                        reached=reached,
                        maybe=maybe,
                        only=only,
                        miles=away,
                        keeps_out=out,
                        notes=tuple(self._words.notes(place)),
                    )
                )
        far = float("inf")
        found.sort(
            key=lambda s: (-round(s.reached), s.miles if s.miles is not None else far, s.service.id)
        )
        return tuple(found)

    def _counted(self, some: Flags) -> tuple[float, float]:
        """Return how many some of the services reach together, and how many more they may."""
        chosen = only(self._found, some)
        within = self._terms.within
        total = counted(self._ground, self._children, chosen, within, self._districts)
        return float(total.reached.sum()), float(total.maybe.sum())

    def _could_come(self, place: int) -> bool:
        coming, here = self._ground.coming, self._here
        return any(
            bool(flags[here, place].any())
            for flags in (coming.whole, coming.near, coming.may_whole, coming.may_near)
        )

    def _is_near(self, miles: float | None) -> bool:
        """Say whether a venue is within the distance, whichever area its service serves."""
        return miles is not None and miles <= self._terms.within_miles

    def _miles(self) -> dict[int, float]:
        """Return the miles from the nearest venue of each service to the nearest homes here."""
        ground, people = self._ground, self._ground.people
        ours = self._here[people.district[people.area]]
        homes = np.column_stack([people.easting[ours], people.northing[ours]])
        snapshot = ground.snapshot
        sizes = np.diff(np.append(snapshot.venue_first, len(snapshot.venue_easting)))
        service = np.repeat(snapshot.venue_service, sizes)
        some = np.flatnonzero(np.isin(service, self._found.places))
        if not len(homes) or not len(some):
            return {}
        venues = np.column_stack([snapshot.venue_easting[some], snapshot.venue_northing[some]])
        away, _ = cKDTree(homes).query(venues)
        metres = ground_metres(away, venues[:, 0])
        nearest: dict[int, float] = {}
        for place, each in zip(service[some].tolist(), metres.tolist(), strict=True):
            nearest[place] = min(each / METRES_PER_MILE, nearest.get(place, float("inf")))
        return nearest


def only(found: Candidates, some: Flags) -> Candidates:
    """Return some of the candidates."""
    return replace(
        found,
        places=found.places[some],
        suits=found.suits[some],
        from_months=found.from_months[some],
        under_months=found.under_months[some],
    )
