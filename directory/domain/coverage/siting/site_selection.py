"""Where would one more do most good: for a target, among places or teams that could be.

A new site is taken to take every child who is meant, without a wait, with trained staff and a
checked entry. What it brings is counted over those whom nobody surely reaches now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy import sparse

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority, authorities
from directory.domain.coverage.coverage import Coverage, coverage
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.matrix import MatrixCell
from directory.domain.coverage.siting.candidate_sites import CandidateSites, Site
from directory.domain.coverage.siting.incidence import Flags, Incidence, serving, within
from directory.domain.coverage.siting.max_coverage import (
    ChosenSite,
    Fewest,
    Siting,
    fewest_sites,
    most_reached,
)
from directory.domain.coverage.unserved_population import UnservedPopulation, unserved_population
from directory.geo.grid import METRES_PER_MILE, ground_metres
from matcher import Knowledge

MOST_NEW = 10
SECONDS = 4.0
"""When to stop looking for something better."""
DECIMALS = 6
"""Of children: sums in another order are then the same."""
SHARE_DECIMALS = 9
ASSUMED = (
    "A new site takes every child who is meant, of any age that is meant",
    "It has no wait, and room for all of them",
    "It has trained staff, and its entry is checked",
    "A venue takes whoever lives within the distance, in whichever authority",
    "A home-visiting team comes to every home in its district, and to no other",
    "The services that are there stay as they are",
)
_LEAST_OF_GRID = 0.999
"""Below any length on the ground over its length on the grid, for England."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteQuery:
    """What is wished for: so many new sites, or as few as bring the share up to one."""

    offered: CandidateSites
    sites: int | None = None
    share: float | None = None
    """0 to 1, of all who are meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """One chosen site and what it does."""

    site: Site
    adds: float
    """Children whom neither a service nor the sites before it reach."""
    by_itself: float
    """Children whom it would bring within reach if it were the only one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityShare:
    """The children of an authority, and how many are reached before and after."""

    authority: ChildrensAuthority
    before: MatrixCell
    after: float

    @property
    def share_after(self) -> float | None:
        """Return the share of its children that is reached with the sites."""
        return _share(self.after, self.before.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSelection:
    """The sites that do most good, with the proof beside them."""

    wish: SiteQuery
    chosen: tuple[NewSite, ...]
    before: MatrixCell
    adds: float
    by_authority: tuple[AuthorityShare, ...]
    answer: Siting | Fewest | None
    """The proof; None where there is nobody to reach."""
    greedy: tuple[Site, ...]
    gathered: int | None
    """Metres of the squares in which homes were gathered to be counted; None for no squares."""
    seconds: float

    @property
    def after(self) -> float:
        """Return how many children are reached with the sites."""
        return self.before.reached + self.adds

    @property
    def share_after(self) -> float | None:
        """Return the share of the children that is reached with the sites."""
        return _share(self.after, self.before.children)

    @property
    def is_optimal(self) -> bool:
        """Return whether no other choice is better: proven."""
        return self.answer is None or self.answer.is_optimal


def _share(reached: float, children: float) -> float | None:
    """Return a share of all; one that falls short of the whole by rounding alone is the whole."""
    return round(reached / children, SHARE_DECIMALS) if children else None


def select_sites(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    wish: SiteQuery,
) -> SiteSelection:
    """Return the best sites for the children of some districts; `wish` has `sites` or `share`.

    Raises KeyError for a recommendation that there is not, and ValueError for a wish that cannot
    be meant.
    """
    began = monotonic()
    found = coverage(ground, knowledge, target, terms, districts)
    wants = unserved_population(ground, knowledge, target, terms, districts)
    covers = reaching(ground, wants, wish.offered.sites, terms.within.miles)
    before = _cell(found, None)
    answer = _answer(wish, covers, wants, before) if wants.children.sum() else None
    chosen = answer.chosen if answer else ()
    reached = _reached(covers, chosen)
    return SiteSelection(
        wish=wish,
        chosen=tuple(_new(each, wish, covers, wants) for each in chosen),
        before=before,
        adds=_sum(wants, reached),
        by_authority=tuple(_by_authority(ground, found, wants, reached, districts)),
        answer=answer,
        greedy=tuple(wish.offered.sites[at] for at in (answer.greedy.sites if answer else ())),
        gathered=wants.side,
        seconds=monotonic() - began,
    )


def reaching(
    ground: AnalysisData, wants: UnservedPopulation, sites: Sequence[Site], within_miles: float
) -> Incidence:
    """Return which sites bring which points within reach: a row a site, measured on the ground."""
    points = np.column_stack([wants.easting, wants.northing])
    codes = np.array(ground.people.districts, dtype=np.str_)[wants.district]
    teams = serving([{site.district} if site.district else set() for site in sites], codes.tolist())
    placed = [at for at, site in enumerate(sites) if site.easting is not None]
    at = np.array([(sites[i].easting, sites[i].northing) for i in placed], float).reshape(-1, 2)
    metres = within_miles * METRES_PER_MILE
    near = within(at, points, metres / _LEAST_OF_GRID).tocoo()
    row, point = near.coords
    away = np.hypot(*(at[row] - points[point]).T)
    inside = ground_metres(away, (at[row, 0] + points[point, 0]) / 2) <= metres
    rows = np.array(placed, np.int64)[row[inside]]
    shape = (len(sites), len(points))
    venues = sparse.csr_array((np.ones(len(rows)), (rows, point[inside])), shape=shape)
    return sparse.csr_array(venues + teams)


def _answer(
    wish: SiteQuery, covers: Incidence, wants: UnservedPopulation, before: MatrixCell
) -> Siting | Fewest:
    if wish.share is None:
        return most_reached(covers, wants.children, wish.sites or 0, seconds=SECONDS)
    return fewest_sites(
        covers, wants.children, before.reached, wish.share, before.children, seconds=SECONDS
    )


def _reached(covers: Incidence, chosen: Sequence[ChosenSite]) -> Flags:
    if not chosen:
        return np.zeros(covers.shape[1], np.bool_)
    return np.asarray(covers[[each.site for each in chosen]].sum(axis=0) > 0)


def _new(
    each: ChosenSite, wish: SiteQuery, covers: Incidence, wants: UnservedPopulation
) -> NewSite:
    by_itself = _sum(wants, _reached(covers, [each]))
    site = wish.offered.sites[each.site]
    return NewSite(site=site, adds=round(each.adds, DECIMALS), by_itself=by_itself)


def _sum(wants: UnservedPopulation, some: Flags) -> float:
    return round(float(wants.children[some].sum()), DECIMALS)


def _by_authority(
    ground: AnalysisData,
    found: Coverage,
    wants: UnservedPopulation,
    reached: Flags,
    districts: tuple[str, ...],
) -> list[AuthorityShare]:
    people, shares = ground.people, []
    for authority in authorities(ground):
        ours = np.isin(people.districts, authority.districts) & np.isin(people.districts, districts)
        if not ours.any():
            continue
        before = _cell(found, ours[people.district])
        more = _sum(wants, reached & ours[wants.district])
        shares.append(
            AuthorityShare(authority=authority, before=before, after=before.reached + more)
        )
    return shares


def _cell(found: Coverage, mask: Flags | None) -> MatrixCell:
    children, reached, maybe = (
        float(amounts.sum() if mask is None else amounts[mask].sum())
        for amounts in (found.children, found.reached, found.maybe)
    )
    return MatrixCell(children=children, reached=reached, maybe=maybe)
