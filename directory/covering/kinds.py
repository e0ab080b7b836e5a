"""What kind of gap children are in: nobody, not for them, too far, too slow, and what may not last.

The first three divide the children whom nobody suitable reaches, surely or perhaps; of those whom
somebody reaches perhaps it is not known whether they are taken. Each of the others is a list of its
own among those who are reached: all that reaches them falls short in that way. What the services do
not say is counted apart and is never a gap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, get_args

import numpy as np

from directory.covering.children import children_of
from directory.covering.coverage import (
    Candidates,
    Reached,
    Stretch,
    add,
    amounts,
    candidates,
    stretches_of,
)
from directory.covering.ground import Ground
from directory.covering.patch import patches
from directory.covering.people import Amounts
from directory.covering.suiting import ALL, NONE, SOME, assured, waits
from directory.covering.terms import Target, Terms, Within
from directory.fidelity import local_offer
from directory.nearby.acceptance import running
from directory.nearby.snapshot import NO_DAY, Flags, Numbers, day_number
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS
from matcher.fidelity import Comparison, compare

Kind = Literal[
    "nobody", "not-for-them", "too-far", "too-long", "not-as-recommended", "one-provider",
    "ends-soon", "not-assured",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
ASPECTS = ("weeks", "sessions", "training", "on_call")
"""What of a recommendation's delivery counts: its dose, the training, and being on call."""
FAR_MILES = 30.0
"""Beyond it a venue is no service that is too far, but none; always in a straight line."""
WAIT_WEEKS, ASSURED_MONTHS, SOON_DAYS = 18, 12, 365
"""What counts where the terms do not say."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gap:
    """Children by area: those in the gap, and those for whom it is not known."""

    children: Amounts
    unclear: Amounts


def kinds_of_gap(
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> Mapping[Kind, Gap]:
    """Return the children in each kind of gap; kept when asked.

    The wait, the check and the training that the terms ask for decide their own kinds alone.
    """
    return ground.keep(
        ("kinds", target, terms, districts),
        lambda: _Kinds(ground, knowledge, target, terms).of(districts),
    )


class _Kinds:
    """The services that deliver a target, narrowed in one way after another."""

    def __init__(self, ground: Ground, knowledge: Knowledge, target: Target, terms: Terms) -> None:
        self._ground, self._terms = ground, terms
        plain = replace(terms, assured_months=None, trained=False, wait_weeks=None)
        self._children = children_of(knowledge, target, plain)
        self._takes = candidates(ground, knowledge, target, self._children, plain)
        self._lines = [ground.offers.lines[at] for at in self._takes.places.tolist()]
        self._as_asked = self._fidelity(knowledge, target)

    def of(self, districts: tuple[str, ...]) -> Mapping[Kind, Gap]:
        size = len(self._ground.people.codes)
        total = {kind: Gap(children=np.zeros(size), unclear=np.zeros(size)) for kind in KINDS}
        far = {
            p.points.tobytes(): p for p in patches(self._ground, districts, Within(miles=FAR_MILES))
        }
        for patch in patches(self._ground, districts, self._terms.within):
            takes = Reached(self._ground, patch, self._takes)
            near = Reached(self._ground, patch, self._anybody())
            distant = Reached(self._ground, far[patch.points.tobytes()], self._takes)
            among = {
                kind: Reached(self._ground, patch, self._narrowed(how))
                for kind, how in self._conditions().items()
            }
            providers = [
                Reached(self._ground, patch, self._narrowed(how)) for how in self._by_provider()
            ]
            areas = self._ground.people.area[patch.points]
            weight = self._ground.people.weight[patch.points]
            for stretch in stretches_of(self._children, self._takes):
                children = amounts(self._ground.people, stretch, areas) * weight
                found = self._found(takes, near, distant, among, providers, stretch)
                for kind, (sure, unclear) in found.items():
                    add(total[kind].children, areas, children * sure)
                    add(total[kind].unclear, areas, children * unclear)
        return total

    def _found(
        self,
        takes: Reached,
        near: Reached,
        distant: Reached,
        among: Mapping[Kind, Reached],
        providers: list[Reached],
        stretch: Stretch,
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
        by_provider = [each.of(stretch) for each in providers]
        taking, at_most = (
            np.sum([flags[at] for flags in by_provider], axis=0, dtype=np.int64) for at in range(2)
        )
        alone = sure & (taking == 1)
        found["one-provider"] = alone & (at_most == 1), alone & (at_most > 1)
        return found

    def _anybody(self) -> Candidates:
        """Return all that run, as if they took everyone of any age."""
        refused = running(self._ground.snapshot, self._terms.on).refused[self._takes.places]
        return Candidates(
            places=self._takes.places,
            suits=np.where(refused, NONE, ALL),
            from_months=np.zeros_like(self._takes.from_months),
            under_months=np.full_like(self._takes.under_months, ADULT_MONTHS),
        )

    def _narrowed(self, how: Numbers) -> Candidates:
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
        closing = np.array([line.status == "closing" for line in self._ground.offers.lines])
        stays = np.where(ends == NO_DAY, SOME, np.where(ends > soon, ALL, NONE))
        return np.where(closing, NONE, stays)

    def _by_provider(self) -> list[Numbers]:
        who = self._ground.offers.organisation[self._takes.places]
        return [np.where(who == each, ALL, NONE) for each in np.unique(who).tolist()]

    def _fidelity(self, knowledge: Knowledge, target: Target) -> Numbers:
        """Return which services are as recommended: `SOME` where they leave anything open."""
        if target.what != "recommendation":
            return np.full(len(self._lines), SOME)
        item, on = knowledge.recommendation[target.id], self._terms.on
        found = [_as_recommended(compare(local_offer(each), item, (), on)) for each in self._lines]
        return np.array(found, np.int64)


def _as_recommended(rows: Iterable[Comparison]) -> int:
    verdicts = {row.verdict for row in rows if row.aspect in ASPECTS}
    if "differs" in verdicts:
        return NONE
    return SOME if "not_stated" in verdicts else ALL
