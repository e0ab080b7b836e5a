"""Which points of a part of the country some services reach, for children of any age.

Services of the same ages are taken together once, as one bit a point, so that a stretch of ages
costs a few operations on bits, however many services there are.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.point_tree import PointTree
from directory.domain.coverage.reach_pairs import ReachPairs
from directory.domain.coverage.suitability import ALL, NONE
from directory.storage.snapshot import Flags, Numbers

Bits = NDArray[np.uint8]
AT_ONCE = 32
"""Groups of services whose points are marked together: what is held meanwhile stays small."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CandidateServices:
    """The services that a question is about, and whom of its children each takes."""

    places: Numbers
    """In the snapshot."""
    suits: Numbers
    """`NONE`, `SOME` or `ALL`, for each of `places`."""
    from_months: Numbers
    under_months: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeStretch:
    """Months of age between which nothing changes, and the sexes that are meant."""

    from_months: int
    under_months: int
    sexes: tuple[bool, bool]


def of_age(found: "CandidateServices | ReachedPoints | AgeGroups", stretch: AgeStretch) -> Flags:
    """Return which candidates take everyone of some ages, as far as ages go."""
    takes: Flags = found.from_months <= stretch.from_months
    return takes & (found.under_months >= stretch.under_months)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgeGroups:
    """Services by the ages that they take; `group` is that of each."""

    from_months: Numbers
    under_months: Numbers
    group: Numbers

    @classmethod
    def of(cls, found: CandidateServices, some: Flags) -> "AgeGroups":
        """Return the groups of some of the candidates."""
        ages = np.column_stack([found.from_months[some], found.under_months[some]])
        once, group = np.unique(ages, axis=0, return_inverse=True)
        return cls(from_months=once[:, 0], under_months=once[:, 1], group=group.reshape(-1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReachedPoints:
    """By group of services, the ages that they take and the points that they reach, as bits."""

    from_months: Numbers
    under_months: Numbers
    sure: Bits
    may: Bits
    size: int
    """How many points there are."""

    def of(self, stretch: AgeStretch) -> tuple[Flags, Flags]:
        """Return the points with a service that surely suits, and with one that may."""
        some = of_age(self, stretch)
        return self._any(self.sure[some]), self._any(self.may[some])

    def _any(self, bits: Bits) -> Flags:
        together = np.bitwise_or.reduce(bits, axis=0)
        return np.unpackbits(together, count=self.size).view(np.bool_)


def reached_points(
    ground: AnalysisData, patch: ReachPairs, found: CandidateServices
) -> ReachedPoints:
    """Return what some services reach of a part of the country; kept while it is asked for."""
    digest = blake2b(digest_size=16)
    for each in (found.places, found.suits, found.from_months, found.under_months):
        digest.update(each.tobytes())
    key = ("reached", patch.within, patch.districts.tobytes(), digest.digest())
    return ground.keep(key, lambda: _reached(ground, patch, found))


def _reached(ground: AnalysisData, patch: ReachPairs, found: CandidateServices) -> ReachedPoints:
    some = found.suits != NONE
    groups = AgeGroups.of(found, some)
    keys, takes_all = ground.snapshot.store.keys[found.places[some]], found.suits[some] == ALL
    size, many = len(patch.points), len(groups.from_months)
    sure, may = (np.zeros((many, (size + 7) // 8), np.uint8) for _ in range(2))
    for first in range(0, many, AT_ONCE):
        here = (groups.group >= first) & (groups.group < first + AT_ONCE)
        group, end = groups.group[here] - first, min(first + AT_ONCE, many)
        surely = patch.sure.of(keys[here])
        perhaps = patch.may.of(keys[here])
        is_all = np.repeat(takes_all[here], surely[1])
        at = np.repeat(group, surely[1])
        sure[first:end] = _bits(patch.tree, surely[0][is_all], at[is_all], end - first)
        box = np.append(surely[0], perhaps[0])
        may[first:end] = _bits(
            patch.tree, box, np.append(at, np.repeat(group, perhaps[1])), end - first
        )
    return ReachedPoints(
        from_months=groups.from_months, under_months=groups.under_months, sure=sure, may=may,
        size=size,
    )  # fmt: skip


def _bits(tree: PointTree, box: Numbers, group: Numbers, groups: int) -> Bits:
    """Return by group the points that are in any of its boxes, as bits in the points' own order."""
    wide = len(tree.order) + 1
    begin = np.bincount(group * wide + tree.first[box], minlength=groups * wide)
    begin -= np.bincount(group * wide + tree.end[box], minlength=groups * wide)
    inside = begin.reshape(groups, wide).cumsum(axis=1)[:, :-1] > 0
    flags = np.empty_like(inside)
    flags[:, tree.order] = inside
    return np.packbits(flags, axis=1)
