"""How many children have a suitable service within reach, and how many may have one.

The children of an area are counted by month of age, each year of age spread evenly over its months,
and by sex where a recommendation is for one. Between two ages at which nothing changes everyone is
alike, so each stretch is looked at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from directory.covering.children import Children, children_of
from directory.covering.ground import Ground
from directory.covering.patch import Patch, patches
from directory.covering.people import Amounts, People
from directory.covering.suiting import ALL, NONE, suits
from directory.covering.terms import Target, Terms, Within
from directory.nearby.snapshot import NO_AGE, Flags, Numbers, Snapshot
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.delivering import deliverers

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coverage:
    """Children by area or point, in their order: all, reached, and only perhaps reached."""

    children: Amounts
    reached: Amounts
    maybe: Amounts
    """Nobody surely suitable is within reach of these, and somebody who may be is."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """The services that a question is about, and whom of its children each takes."""

    places: Numbers
    """In the snapshot."""
    suits: Numbers
    """`NONE`, `SOME` or `ALL`, for each of `places`."""
    from_months: Numbers
    under_months: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Months of age between which nothing changes, and the sexes that are meant."""

    from_months: int
    under_months: int
    sexes: tuple[bool, bool]


def coverage(
    ground: Ground,
    knowledge: Knowledge,
    target: Target,
    terms: Terms,
    districts: tuple[str, ...],
) -> Coverage:
    """Return whom of the children of some districts suitable services reach; kept when asked.

    Raises KeyError for a recommendation that there is not.
    """
    return ground.keep(
        ("coverage", target, terms, districts),
        lambda: _coverage(ground, knowledge, target, terms, districts),
    )


def _coverage(
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> Coverage:
    children = children_of(knowledge, target, terms)
    found = candidates(ground, knowledge, target, children, terms)
    return counted(ground, children, found, terms.within, districts)


def counted(
    ground: Ground,
    children: Children,
    found: Candidates,
    within: Within,
    districts: tuple[str, ...],
) -> Coverage:
    """Return whom some services reach."""
    size = len(ground.people.codes)
    total = Coverage(children=np.zeros(size), reached=np.zeros(size), maybe=np.zeros(size))
    for points, here in at_points(ground, children, found, within, districts):
        areas = ground.people.area[points]
        add(total.children, areas, here.children)
        add(total.reached, areas, here.reached)
        add(total.maybe, areas, here.maybe)
    return total


def at_points(
    ground: Ground,
    children: Children,
    found: Candidates,
    within: Within,
    districts: tuple[str, ...],
) -> Iterator[tuple[Numbers, Coverage]]:
    """Yield points of some districts, part by part, with whom some services reach at each."""
    people, stretches = ground.people, list(stretches_of(children, found))
    for patch in patches(ground, districts, within):
        reach, size = Reached(ground, patch, found), len(patch.points)
        here = Coverage(children=np.zeros(size), reached=np.zeros(size), maybe=np.zeros(size))
        areas, weight = people.area[patch.points], people.weight[patch.points]
        for stretch in stretches:
            there = amounts(people, stretch, areas) * weight
            sure, may = reach.of(stretch)
            here.children[:] += there
            here.reached[:] += there * sure
            here.maybe[:] += there * (may & ~sure)
        yield patch.points, here


def add(total: Amounts, areas: Numbers, at_point: Amounts) -> None:
    """Add what is at points to the totals of their areas."""
    total += np.bincount(areas, weights=at_point, minlength=len(total))


def amounts(people: People, stretch: Stretch, areas: Numbers) -> Amounts:
    """Return how many children of an age and sex there are in each of some areas."""
    found = np.zeros(len(areas))
    for sex in np.flatnonzero(stretch.sexes).tolist():
        found += _younger(people, sex, stretch.under_months, areas)
        found -= _younger(people, sex, stretch.from_months, areas)
    return found


def _younger(people: People, sex: int, months: int, areas: Numbers) -> Amounts:
    years, part = divmod(months, MONTHS_A_YEAR)
    found: Amounts = people.younger[sex, years][areas]
    if part:
        beyond = people.younger[sex, years + 1][areas]
        found = found + (beyond - found) * (part / MONTHS_A_YEAR)
    return found


def candidates(
    ground: Ground, knowledge: Knowledge, target: Target, children: Children, terms: Terms
) -> Candidates:
    """Return the services that deliver what is asked about, with whom of the children they take."""
    snapshot = ground.snapshot
    places = np.sort(delivering(snapshot, knowledge, target))
    # Whom a service takes is the same for every band of ages.
    any_age = replace(terms, from_months=0, under_months=ADULT_MONTHS)
    whom = ground.keep(
        ("suits", target, any_age),
        lambda: suits(snapshot, ground.offers, children, terms, places),
    )
    low, high = snapshot.age_from[places], snapshot.age_under[places]
    return Candidates(
        places=places,
        suits=whom,
        from_months=np.where(low == NO_AGE, 0, np.maximum(low, 0)),
        under_months=np.where(high == NO_AGE, ADULT_MONTHS, np.clip(high, 0, ADULT_MONTHS)),
    )


def delivering(snapshot: Snapshot, knowledge: Knowledge, target: Target) -> Numbers:
    """Return the places of the services that deliver a recommendation, a programme or a kind.

    Raises KeyError for a recommendation that there is not.
    """
    if target.what == "programme":
        return snapshot.places_of((target.id,), ())
    if target.what == "kind":
        return snapshot.places_of((), (target.id,))
    kinds = knowledge.recommendation[target.id].kinds
    return snapshot.places_of(deliverers(knowledge, target.id), kinds)


def stretches_of(children: Children, found: Candidates) -> Iterator[Stretch]:
    """Yield the stretches of age that matter, the youngest first."""
    told = found.suits != NONE
    changes = np.flatnonzero((children.months[:, 1:] != children.months[:, :-1]).any(axis=0)) + 1
    ends = np.unique(
        np.concatenate(
            [[0, ADULT_MONTHS], changes, found.from_months[told], found.under_months[told]]
        )
    )
    for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        girls, boys = children.months[:, low].tolist()
        if girls or boys:
            yield Stretch(from_months=low, under_months=high, sexes=(girls, boys))


def of_age(found: Candidates, stretch: Stretch) -> Flags:
    """Return which candidates take everyone of some ages, as far as ages go."""
    takes: Flags = found.from_months <= stretch.from_months
    return takes & (found.under_months >= stretch.under_months)


class Reached:
    """Which points of a patch some services reach, for children of an age."""

    def __init__(self, ground: Ground, patch: Patch, found: Candidates) -> None:
        self._patch, self._found = patch, found
        self._district = patch.own
        here = np.ix_(patch.districts, found.places)
        self._whole = ground.coming.whole[here]
        self._may_whole = self._whole | ground.coming.may_whole[here]
        self._kept: dict[bytes, tuple[Flags, Flags]] = {}

    def of(self, stretch: Stretch) -> tuple[Flags, Flags]:
        """Return the points with a service that surely suits, and with one that may."""
        some = of_age(self._found, stretch) & (self._found.suits != NONE)
        key = some.tobytes()
        if key not in self._kept:
            self._kept[key] = self._reached(some)
        return self._kept[key]

    def _reached(self, some: Flags) -> tuple[Flags, Flags]:
        patch, found = self._patch, self._found
        takes_all = some & (found.suits == ALL)
        sure = self._anywhere(self._whole, takes_all)
        sure[patch.near.of(found.places[takes_all])] = True
        may = self._anywhere(self._may_whole, some)
        may[patch.near.of(found.places[some])] = True
        may[patch.may_near.of(found.places[some])] = True
        return sure, may

    def _anywhere(self, whole: Flags, some: Flags) -> Flags:
        districts: Flags = np.any(whole[:, some], axis=1)
        found: Flags = districts[self._district]
        return found
