"""How many children may need each recommendation, with the arithmetic, against what is offered.

The published figures count children in need by authority, not by age. Those of an age are taken to
be the same share of them as of all children: an estimate, which the page says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.covering.authorities import Authority
from directory.covering.capacity import Capacity, capacities
from directory.covering.children import children_of
from directory.covering.coverage import coverage
from directory.covering.ground import Ground
from directory.covering.report import targets_of
from directory.covering.terms import Target, Terms
from directory.db import FigureSource, NeedFigure
from directory.figures.need import CATEGORIES, MEASURES
from directory.places.areas import codes_of
from matcher import Knowledge

ALL, MULTIPLE = "all", "multiple"
USUAL_MEASURE = "child_protection_plans"
OF_ABUSE: Mapping[str, str] = {
    f"abuse.{each}": each for each in CATEGORIES if each not in (ALL, MULTIPLE)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The newest figures of one measure for an authority, by category; None = withheld."""

    authority: str
    year: int
    numbers: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A recommendation in one authority: `least` to `most` children, and what is offered.

    Attributes:
        meant: children of its ages (and sex), everyone.
        everyone: all children of the authority under 18.
        counted, counted_most: how many of the figure count: all of it, or the categories of abuse
            that are its own; the most also counts those with several.
    """

    target: Target
    meant: float
    everyone: float
    counted: int
    counted_most: int
    is_by_category: bool
    capacity: Capacity

    @property
    def least(self) -> float:
        """Return how many are expected at least."""
        return self.counted * self._share

    @property
    def most(self) -> float:
        """Return how many are expected at most."""
        return self.counted_most * self._share

    @property
    def _share(self) -> float:
        return self.meant / self.everyone if self.everyone else 0.0

    @property
    def arithmetic(self) -> str:
        """Return the sum: "489 × 25,658 ÷ 101,979 = 123"."""
        return f"{self.counted:,} × {self.meant:,.0f} ÷ {self.everyone:,.0f} = {self.least:,.0f}"


def newest(session: Session, authority: str, measure: str) -> Published | None:
    """Return the newest figures of a measure for an authority; None where there are none."""
    figures = session.scalars(
        select(NeedFigure).where(
            NeedFigure.authority.in_(codes_of(authority)), NeedFigure.measure == measure
        )
    ).all()
    if not figures:
        return None
    year = max(figure.year for figure in figures)
    numbers = {figure.category: figure.number for figure in figures if figure.year == year}
    return Published(authority=authority, year=year, numbers=numbers)


def need_source(session: Session) -> FigureSource | None:
    """Return where the figures of need come from; None where there are none."""
    return session.get(FigureSource, "need")


def expected(
    session: Session,
    ground: Ground,
    knowledge: Knowledge,
    authority: Authority,
    terms: Terms,
    published: Published,
) -> tuple[Expected, ...]:
    """Return what is expected of every recommendation in an authority.

    Empty where the figure of all categories is withheld.
    """
    total = published.numbers.get(ALL)
    if total is None:
        return ()
    offered = capacities(session, knowledge, terms.on, authority.code)
    everyone = _everyone(ground, authority)
    return tuple(
        _expected(
            ground, knowledge, target, terms, authority, published.numbers, offered, everyone, total
        )
        for target in targets_of(knowledge, "recommendation")
    )


def _expected(
    ground: Ground,
    knowledge: Knowledge,
    target: Target,
    terms: Terms,
    authority: Authority,
    numbers: Mapping[str, int | None],
    offered: Mapping[str, Capacity],
    everyone: float,
    total: int,
) -> Expected:
    kinds = _kinds(knowledge, target, terms)
    low, high = _counted(numbers, kinds, total)
    found = coverage(ground, knowledge, target, terms, authority.districts)
    return Expected(
        target=target,
        meant=float(found.children.sum()),
        everyone=everyone,
        counted=low,
        counted_most=high,
        is_by_category=(low, high) != (total, total),
        capacity=offered[target.id],
    )


def _everyone(ground: Ground, authority: Authority) -> float:
    people = ground.people
    ours = [people.districts[at] in authority.districts for at in people.district.tolist()]
    return float(people.children[ours].sum())


def _kinds(knowledge: Knowledge, target: Target, terms: Terms) -> frozenset[str] | None:
    """Return the categories of abuse that a recommendation is for; None where it is for any."""
    profiles = children_of(knowledge, target, terms).profiles
    facts = [[fact for fact, so in each.items() if so and fact in OF_ABUSE] for each in profiles]
    if not facts or any(not each for each in facts):
        return None
    found = frozenset(OF_ABUSE[fact] for each in facts for fact in each)
    return None if len(found) == len(OF_ABUSE) else found


def _counted(
    numbers: Mapping[str, int | None], kinds: frozenset[str] | None, total: int
) -> tuple[int, int]:
    """Return how many of a figure count at least and at most.

    Where no category is published, or one that matters is withheld, the whole counts.
    """
    known = [numbers.get(kind) for kind in sorted(kinds or ())]
    if not known or None in known:
        return total, total
    low = sum(number or 0 for number in known)
    return low, min(low + (numbers.get(MULTIPLE) or 0), total)


def measures() -> Sequence[tuple[str, str]]:
    """Return what may be counted, with how it is called."""
    return tuple(MEASURES.items())
