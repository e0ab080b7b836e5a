"""Where one more could be put: venues that are there, premises by postcode, squares, or teams.

A hidden venue is never among them: its place leaves on no route out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.map_grid import squares
from directory.domain.coverage.population import Amounts
from directory.geo import Place
from directory.geo.areas import codes_of
from directory.geo.describe_point import grid_reference, nearest_outcode
from directory.geo.grid import METRES_PER_MILE
from directory.infrastructure.text_format import count
from directory.storage import Organisation, Service, Venue, reference_data
from matcher import Knowledge

MOST_SITES = 300
"""More are thinned, so that the best choice is found while somebody waits."""
CELLS = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
"""Metres: where sites are many more, one is kept of each of the smallest squares that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place, or one home-visiting team, that could be chosen."""

    name: str
    detail: str
    """What is there, or where that is."""
    easting: float | None = None
    """Grid metres; None for a team."""
    northing: float | None = None
    district: str | None = None
    """The whole district that a team covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSites:
    """The sites that are looked at, and how they were picked from how many."""

    sites: tuple[Site, ...]
    out_of: int
    cell: int | None = None
    """Metres of the squares of which one site each is kept; None where they were not so many."""

    @property
    def says(self) -> str | None:
        """Return how they were picked, in words; None where every one is looked at."""
        if len(self.sites) == self.out_of:
            return None
        one = f" of each square of {self.cell / 1000:g} km one, and of these" if self.cell else ""
        return (
            f"{len(self.sites)} of {self.out_of:,} were looked at:{one} those near which most"
            " children live who are not surely reached"
        )


def team_sites(ground: AnalysisData, districts: Sequence[str]) -> CandidateSites:
    """Return a home-visiting team for each district with figures."""
    here = [code for code in ground.people.districts if code in set(districts)]
    named = sorted((reference_data.area_name(code), code) for code in here)
    sites = tuple(
        Site(name=f"A team for {name}", detail="visits homes in all of it", district=code)
        for name, code in named
    )
    return CandidateSites(sites=sites, out_of=len(sites))


def premises_sites(premises: Iterable[Place]) -> CandidateSites:
    """Return premises that somebody names by their postcodes, each once."""
    found = {place.postcode: _premises(place) for place in premises}
    return CandidateSites(sites=tuple(found.values()), out_of=len(found))


def _premises(place: Place) -> Site:
    where = reference_data.area_name(place.authority) if place.authority else "district not known"
    rough = "" if place.located_by == "postcode" else f", placed by its {_ROUGH[place.located_by]}"
    return Site(
        name=place.postcode,
        detail=f"{where}{rough}",
        easting=float(place.easting),
        northing=float(place.northing),
    )


_ROUGH = {
    "terminated": "neighbourhood: no longer in use",
    "sector": "neighbourhood alone",
    "outcode": "first half alone",
}


def square_sites(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> CandidateSites:
    """Return the middles of the squares in which children live who are not surely reached."""
    found = squares(ground, knowledge, target, terms, districts)
    some = np.flatnonzero(found.children - found.reached > 0)
    middles = np.column_stack([found.easting, found.northing])[some] + found.side / 2
    kept, cell = _thinned(ground, knowledge, target, terms, districts, middles)
    sites = tuple(_square(x, y, found.side) for x, y in middles[kept].tolist())
    return CandidateSites(sites=sites, out_of=len(some), cell=cell)


def _square(easting: float, northing: float, side: int) -> Site:
    reference = grid_reference(easting, northing)
    return Site(
        name=f"Near {nearest_outcode(easting, northing)}",
        detail=f"grid reference {reference}, the middle of a square of {side / 1000:g} km",
        easting=easting,
        northing=northing,
    )


def venue_sites(
    session: Session,
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
) -> CandidateSites:
    """Return the venues in some districts that may be told, those of one place as one."""
    sites = ground.keep(
        ("venue sites", districts), lambda: tuple(_venues(session, ground, districts))
    )
    places = np.array([(site.easting, site.northing) for site in sites], float).reshape(-1, 2)
    kept, cell = _thinned(ground, knowledge, target, terms, districts, places)
    return CandidateSites(sites=tuple(sites[at] for at in kept), out_of=len(sites), cell=cell)


def _venues(session: Session, ground: AnalysisData, districts: Sequence[str]) -> Iterator[Site]:
    shown = set(ground.snapshot.ids)
    codes = {each for code in districts for each in codes_of(code)}
    rows = session.execute(
        select(
            Venue.easting, Venue.northing, Venue.name, Venue.postcode,
            Service.name.label("service"), Organisation.name.label("organisation"), Service.id,
        )
        .join(Service, Service.id == Venue.service_id)
        .join(Organisation, Organisation.id == Service.organisation_id)
        .where(Venue.authority.in_(codes), Venue.hide_address.is_not(True))
        .where(Venue.easting.is_not(None), Venue.northing.is_not(None))
    )  # fmt: skip
    told = sorted((row for row in rows if row.id in shown), key=lambda row: (*row[:2], row.id))
    for (easting, northing), here in groupby(told, key=lambda row: (row.easting, row.northing)):
        first, *others = here
        more = f", and {count(len(others), 'more entry')}" if len(others) == 1 else ""
        more = f", and {len(others)} more entries" if len(others) > 1 else more
        yield Site(
            name=first.name or first.postcode or first.service,
            detail=f"{first.service}, {first.organisation}{more}",
            easting=float(easting),
            northing=float(northing),
        )


def _thinned(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    places: Amounts,
) -> tuple[list[int], int | None]:
    """Return few enough of some places: those that most children are near, spread if many more."""
    if len(places) <= MOST_SITES:
        return list(range(len(places))), None
    near = _children_near(ground, knowledge, target, terms, districts, places)
    # The one that most are near comes first, of equals that which stands first.
    order = np.lexsort((np.arange(len(places)), -near))
    cell = None
    if len(places) > 2 * MOST_SITES:
        for cell in CELLS:
            _, first = np.unique(places[order] // cell, axis=0, return_index=True)
            if len(first) <= 2 * MOST_SITES:
                break
        order = order[np.sort(first)]
    return sorted(order[:MOST_SITES].tolist()), cell


def _children_near(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    places: Amounts,
) -> Amounts:
    """Return roughly how many children without anybody sure live within reach of each place."""
    found = squares(ground, knowledge, target, terms, districts)
    middles = np.column_stack([found.easting, found.northing]) + found.side / 2
    short = found.children - found.reached
    metres = terms.within.miles * METRES_PER_MILE
    return np.array(
        [short[np.hypot(*(middles - place).T) <= metres].sum() for place in places], float
    )
