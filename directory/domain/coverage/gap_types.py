"""What kind of gap children are in: nobody, not for them, too far, too slow, and what may not last.

The first three divide the children whom nobody suitable reaches, surely or perhaps; of those whom
somebody reaches perhaps it is not known whether they are taken. Each of the others is a list of its
own among those who are reached: all that reaches them falls short in that way. What the services do
not say is counted apart and is never a gap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.children import children_of
from directory.domain.coverage.coverage import (
    add,
    amounts,
    candidates,
    stretches_of,
)
from directory.domain.coverage.gap_query import GapTarget, ReachLimit, SuitabilityTerms
from directory.domain.coverage.population import Amounts
from directory.domain.coverage.reach_pairs import ReachPairs, reach_pairs_by_part
from directory.domain.coverage.reached_points import (
    AgeStretch,
    CandidateServices,
    ReachedPoints,
    reached_points,
)
from directory.domain.coverage.sole_providers import SoleProviders
from directory.domain.coverage.suitability import ALL, NONE, SOME, assured, waits
from directory.domain.eligibility.acceptance import running
from directory.domain.service.fidelity_text import local_offer
from directory.model.service_line import ServiceLine
from directory.model.service_status import NO_DAY, STATUSES
from directory.storage.snapshot import Flags, Numbers, day_number
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.fidelity import Comparison, LocalOffer, compare

Kind = Literal[
    "nobody", "not-for-them", "too-far", "too-long", "not-as-recommended", "one-provider",
    "ends-soon", "not-assured",
]  # fmt: skip
Part = tuple[ReachPairs, ReachPairs]
KINDS: tuple[Kind, ...] = get_args(Kind)
ASPECTS = ("weeks", "sessions", "training", "on_call")
"""What of a recommendation's delivery counts: its dose, the training, and being on call."""
FAR_MILES = 30.0
"""Beyond it a venue is no service that is too far, but none; always in a straight line."""
WAIT_WEEKS, ASSURED_MONTHS, SOON_DAYS = 18, 12, 365
"""What counts where the terms do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTotal:
    """Children in a gap in all areas together, and those for whom it is not known."""

    children: float
    unclear: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gap:
    """Children by area: those in the gap, and those for whom it is not known."""

    children: Amounts
    unclear: Amounts


def gap_totals(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    parts: Sequence[Part] | None = None,
) -> Mapping[Kind, GapTotal]:
    """Return how many children are in each kind of gap; kept when asked.

    The wait, the check and the training that the terms ask for decide their own kinds alone.
    Whoever asks about many targets gives the `parts_of` the districts, which are then made once.
    """

    def found() -> Mapping[Kind, GapTotal]:
        gaps = gaps_by_type(ground, knowledge, target, terms, districts, parts)
        return {
            kind: GapTotal(children=float(gap.children.sum()), unclear=float(gap.unclear.sum()))
            for kind, gap in gaps.items()
        }

    return ground.keep(("kinds", target, terms, districts), found)


def gaps_by_type(
    ground: AnalysisData,
    knowledge: Knowledge,
    target: GapTarget,
    terms: SuitabilityTerms,
    districts: tuple[str, ...],
    parts: Sequence[Part] | None = None,
) -> Mapping[Kind, Gap]:
    """Return the children in each kind of gap, by area."""
    found = parts_of(ground, terms, districts) if parts is None else parts
    return _Kinds(ground, knowledge, target, terms).of(found)


def parts_of(
    ground: AnalysisData, terms: SuitabilityTerms, districts: tuple[str, ...]
) -> tuple[Part, ...]:
    """Return the parts of some districts: who is within reach, beside who is farther off."""
    far = reach_pairs_by_part(ground, districts, ReachLimit(miles=FAR_MILES))
    return tuple(zip(reach_pairs_by_part(ground, districts, terms.within), far, strict=True))


class _Kinds:
    """The services that deliver a target, narrowed in one way after another."""

    def __init__(
        self, ground: AnalysisData, knowledge: Knowledge, target: GapTarget, terms: SuitabilityTerms
    ) -> None:
        self._ground, self._terms = ground, terms
        plain = replace(terms, assured_months=None, trained=False, wait_weeks=None)
        self._children = children_of(knowledge, target, plain)
        self._takes = candidates(ground, knowledge, target, self._children, plain)
        self._as_asked = as_recommended(ground, knowledge, target, self._takes.places, terms.on)

    def of(self, parts: Sequence[Part]) -> Mapping[Kind, Gap]:
        ground, size = self._ground, len(self._ground.people.codes)
        total = {kind: Gap(children=np.zeros(size), unclear=np.zeros(size)) for kind in KINDS}
        for patch, beyond in parts:
            areas = ground.people.area[patch.points]
            for kind, gap in self._at_points(patch, beyond).items():
                add(total[kind].children, areas, gap.children)
                add(total[kind].unclear, areas, gap.unclear)
        return total

    def _at_points(self, patch: ReachPairs, beyond: ReachPairs) -> Mapping[Kind, Gap]:
        ground, size = self._ground, len(patch.points)
        at = {kind: Gap(children=np.zeros(size), unclear=np.zeros(size)) for kind in KINDS}
        takes = reached_points(ground, patch, self._takes)
        near = reached_points(ground, patch, self._anybody())
        distant = reached_points(ground, beyond, self._takes)
        among = {
            kind: reached_points(ground, patch, self._narrowed(how))
            for kind, how in self._conditions().items()
        }
        providers = SoleProviders(ground, patch, self._takes)
        areas, weight = ground.people.area[patch.points], ground.people.weight[patch.points]
        for stretch in stretches_of(self._children, self._takes):
            children = amounts(ground.people, stretch, areas) * weight
            found = self._found(takes, near, distant, among, providers, stretch)
            for kind, (sure, unclear) in found.items():
                at[kind].children[:] += children * sure
                at[kind].unclear[:] += children * unclear
        return at

    def _found(
        self,
        takes: ReachedPoints,
        near: ReachedPoints,
        distant: ReachedPoints,
        among: Mapping[Kind, ReachedPoints],
        providers: SoleProviders,
        stretch: AgeStretch,
    ) -> dict[Kind, tuple[Flags, Flags]]:
        sure, may = takes.of(stretch)
        none, nothing = ~(sure | may), np.zeros_like(sure)
        somebody = np.logical_or(*near.of(stretch))
        beyond = np.logical_or(*distant.of(stretch))
        found: dict[Kind, tuple[Flags, Flags]] = {
            "not-for-them": (none & somebody, may & ~sure),
            "too-far": (none & ~somebody & beyond, nothing),
            "nobody": (none & ~somebody & ~beyond, nothing),
        }
        for kind, narrowed in among.items():
            good, perhaps = narrowed.of(stretch)
            found[kind] = sure & ~(good | perhaps), sure & perhaps & ~good
        found["one-provider"] = providers.of(stretch)
        return found

    def _anybody(self) -> CandidateServices:
        """Return all that run, as if they took everyone of any age."""
        refused = running(self._ground.snapshot, self._terms.on).refused[self._takes.places]
        return CandidateServices(
            places=self._takes.places,
            suits=np.where(refused, NONE, ALL),
            from_months=np.zeros_like(self._takes.from_months),
            under_months=np.full_like(self._takes.under_months, ADULT_MONTHS),
        )

    def _narrowed(self, how: Numbers) -> CandidateServices:
        return replace(self._takes, suits=np.minimum(self._takes.suits, how))

    def _conditions(self) -> dict[Kind, Numbers]:
        offers, places, terms = self._ground.offers, self._takes.places, self._terms
        weeks = terms.wait_weeks
        checked = assured(offers, terms.assured_months or ASSURED_MONTHS, terms.on)
        return {
            "too-long": waits(offers, WAIT_WEEKS if weeks is None else weeks)[places],
            "not-as-recommended": self._as_asked,
            "ends-soon": self._lasts()[places],
            "not-assured": np.where(checked, ALL, NONE)[places],
        }

    def _lasts(self) -> Numbers:
        """Return which services go on for a year: `SOME` where no end is stated."""
        snapshot = self._ground.snapshot
        soon = day_number(self._terms.on + timedelta(days=SOON_DAYS))
        ends = snapshot.ends_on
        closing = snapshot.status == STATUSES.index("closing")
        stays = np.where(ends == NO_DAY, SOME, np.where(ends > soon, ALL, NONE))
        return np.where(closing, NONE, stays)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Offers:
    """What services state of how they deliver, each once, and which of them is each service's."""

    offers: Sequence[LocalOffer]
    number: Numbers


def _distinct_offers(lines: Iterable[ServiceLine]) -> _Offers:
    # Ages are no aspect of a gap, and would set nearly every service apart.
    numbers = dict[LocalOffer, int]()
    number = [
        numbers.setdefault(
            replace(local_offer(line), age_from_months=None, age_under_months=None), len(numbers)
        )
        for line in lines
    ]
    return _Offers(offers=tuple(numbers), number=np.array(number, np.int64))


def as_recommended(
    ground: AnalysisData, knowledge: Knowledge, target: GapTarget, places: Numbers, on: date
) -> Numbers:
    """Return which services are as recommended: `SOME` where they leave anything open."""
    if target.what != "recommendation":
        return np.full(len(places), SOME)
    offers = ground.keep("offers", lambda: _distinct_offers(ground.offers.lines))
    item = knowledge.recommendation[target.id]
    found = np.zeros(len(offers.offers), np.int64)
    for at in np.unique(offers.number[places]).tolist():
        found[at] = _as_recommended(compare(offers.offers[at], item, (), on))
    as_asked: Numbers = found[offers.number[places]]
    return as_asked


def _as_recommended(rows: Iterable[Comparison]) -> int:
    verdicts = {row.verdict for row in rows if row.aspect in ASPECTS}
    if "differs" in verdicts:
        return NONE
    return SOME if "not_stated" in verdicts else ALL
