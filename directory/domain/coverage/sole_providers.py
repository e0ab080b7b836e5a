"""At which points one organisation alone reaches children of an age.

Of the organisations that reach a point the least and the greatest number are found; where these are
the same there is one. That costs the same for ten organisations and for ten thousand.
"""

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.point_tree import PointTree
from directory.domain.coverage.reach_pairs import ReachPairs
from directory.domain.coverage.reached_points import AgeStretch, CandidateServices, of_age
from directory.domain.coverage.suitability import ALL, NONE
from directory.storage.snapshot import Flags, Numbers

NOBODY, NOT_REACHED = -1, 1 << 62


class SoleProviders:
    """The organisations of some candidates, point by point of a part of the country."""

    def __init__(self, ground: AnalysisData, patch: ReachPairs, found: CandidateServices) -> None:
        who = ground.offers.organisation[found.places]
        # From the least to the greatest: of what is written at one place the last stays.
        order = np.argsort(who, kind="stable")
        self._patch, self._keys = patch, ground.snapshot.store.keys[found.places[order]]
        self._who = np.unique(who[order], return_inverse=True)[1].reshape(-1)
        self._found = CandidateServices(
            places=found.places[order],
            suits=found.suits[order],
            from_months=found.from_months[order],
            under_months=found.under_months[order],
        )
        self._kept: dict[bytes, tuple[Flags, Flags]] = {}

    def of(self, stretch: AgeStretch) -> tuple[Flags, Flags]:
        """Return where one alone takes all, and no other may; and where others may."""
        some = of_age(self._found, stretch) & (self._found.suits != NONE)
        key = some.tobytes()
        if key not in self._kept:
            self._kept[key] = self._alone(some)
        return self._kept[key]

    def _alone(self, some: Flags) -> tuple[Flags, Flags]:
        patch, keys, who = self._patch, self._keys, self._who
        surely = some & (self._found.suits == ALL)
        box, many = patch.sure.of(keys[surely])
        is_one, _ = _counted(patch.tree, box, np.repeat(who[surely], many))
        box, many = patch.sure.of(keys[some])
        more, more_of = patch.may.of(keys[some])
        all_of = np.append(np.repeat(who[some], many), np.repeat(who[some], more_of))
        at_most_one, several = _counted(patch.tree, np.append(box, more), all_of)
        return is_one & at_most_one, is_one & several


def _counted(tree: PointTree, box: Numbers, who: Numbers) -> tuple[Flags, Flags]:
    """Return the points in boxes of one organisation, and those in boxes of several."""
    order = np.argsort(who, kind="stable")
    box, who = box[order], who[order]
    least, most = np.full((2, len(tree.first)), NOBODY)
    most[box] = who
    least[box[::-1]] = who[::-1]
    least, most = _told_down(tree, np.where(least == NOBODY, NOT_REACHED, least), most)
    one, several = np.empty((2, len(tree.order)), np.bool_)
    one[tree.order] = (most != NOBODY) & (least == most)
    several[tree.order] = (most != NOBODY) & (least != most)
    return one, several


def _told_down(tree: PointTree, least: Numbers, most: Numbers) -> tuple[Numbers, Numbers]:
    """Return the least and the greatest at each point of what is told of the boxes around it."""
    for level, parent in tree.levels:
        least[level] = np.minimum(least[level], least[parent])
        most[level] = np.maximum(most[level], most[parent])
    points, leaf = slice(tree.boxes, None), tree.leaf
    return np.minimum(least[points], least[leaf]), np.maximum(most[points], most[leaf])
