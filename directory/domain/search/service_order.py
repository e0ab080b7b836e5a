"""The order of a list: how well a service answers comes first, and nearness within that.

An entry that nobody checks falls behind among those that answer alike, as it does in other good
directories. Training for workers stands apart, and helplines come last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from directory.domain.eligibility.reachability import Reach
from directory.domain.search.filter_columns import FilterColumns
from directory.domain.search.filters import Verdict
from directory.domain.search.relevance import TOP
from directory.domain.search.search_query import SearchQuery
from directory.domain.search.text_match import WordsFound
from directory.geo.grid import METRES_PER_MILE
from directory.model.service_status import ServiceState
from directory.storage.column_store import FAR
from directory.storage.snapshot import Flags, Numbers

PENALTY_MILES = (0.0, 2.0, 5.0, 5.0)
"""How much farther away an entry counts, for each of the bands of freshness."""
PAUSED_STEPS = 8
"""How much less well a service answers that is paused or not open yet."""
SERVICES, TRAINING, HELPLINES = range(3)
"""The parts of a list."""
APART = {"training": TRAINING, "helpline": HELPLINES}
"""The kinds of help that have a part of their own, unless they are asked for."""
MOST_OTHERS = 3
"""Shown where no helpline was found by the words: any of them will listen."""


@dataclass(frozen=True)
class Order:
    """Sorts the services of one search."""

    arrays: FilterColumns
    asked: SearchQuery
    reached: Reach | None
    words: WordsFound | None
    verdicts: Mapping[str, Verdict]

    def of(self, found: Flags) -> Numbers:
        """Return the places of these services in their order."""
        places = np.flatnonzero(found)
        ordered: Numbers = places[np.argsort(self._ranks(found)[places])]
        return ordered

    def helplines(self, ordered: Numbers, left: Flags) -> Numbers:
        """Return the helplines to end a page with; `left` are those that the filters leave."""
        found: Numbers = ordered[self.parts[ordered] == HELPLINES]
        if len(found) or "helpline" in self._kinds_asked:
            return found
        others = self.of(left & (self.parts == HELPLINES) & (self._standing == 0))
        return others[:MOST_OTHERS]

    @cached_property
    def parts(self) -> Numbers:
        """Return in which part of the list each service stands."""
        stated, parts = self.arrays.stated, self.arrays.by_name * 0
        for kind, part in APART.items():
            if kind not in self._kinds_asked:
                parts = np.where(stated["kind"].any_of(kind), part, parts)
        # Training that delivers a programme is help for carers: KEEP, for one.
        return np.where((parts == TRAINING) & stated["programme"].states, SERVICES, parts)

    @cached_property
    def _kinds_asked(self) -> set[str]:
        units = self.words.units if self.words else ()
        near = self.words.only_near if self.words else ()
        meant = [u.meaning.kinds for u in units if u.meaning and u.text not in near]
        return {*self.asked.chosen.get("kind", ()), *(kind for kinds in meant for kind in kinds)}

    def _ranks(self, found: Flags) -> Numbers:
        """Return a number for each service: less is listed earlier. No two are alike."""
        silent = sum((v.open.astype(np.int64) for v in self.verdicts.values()), start=self._none)
        key = self.parts
        parts = (
            (self._behind(found), 4),
            (self._worse, 128),
            (silent, 16),
            (self.arrays.snapshot.late_on(self.asked.on).astype(np.int64), 2),
            (self._distance, 1 << 21),
            (self.arrays.by_name, 1 << 24),
        )
        for part, size in parts:
            key = key * size + np.minimum(part, size - 1)
        return key

    @property
    def _none(self) -> Numbers:
        return self.arrays.by_name * 0

    @cached_property
    def _standing(self) -> Numbers:
        """Return 0 for what runs or is paused, 1 for another area, 2 for closed."""
        states = self.arrays.snapshot.states_on(self.asked.on)
        elsewhere = self.reached.serves_not if self.reached else self.arrays.none()
        closed = states == ServiceState.CLOSED
        return np.select([closed, elsewhere], [2, 1], default=0).astype(np.int64)

    def _behind(self, found: Flags) -> Numbers:
        """Return how far behind a service is put, whatever it answers.

        One that is called what was typed is not, where no other is called so and can be used.
        """
        called = self.words.is_called & found if self.words else self.arrays.none()
        if np.any(called & (self._standing == 0)):
            return self._standing
        return np.where(called, 0, self._standing)

    @property
    def _worse(self) -> Numbers:
        """Return by how many steps each service answers less well than could be."""
        steps = self.words.relevance if self.words else self._none
        shut = self.arrays.snapshot.states_on(self.asked.on) >= ServiceState.NOT_OPEN_YET
        return TOP - steps + np.where(shut, PAUSED_STEPS, 0)

    @property
    def _distance(self) -> Numbers:
        """Return metres to a service, more for one that was not checked of late.

        A service that comes to the home is near; one with no venue in reach is as far as is asked.
        Without a place the penalty alone counts.
        """
        reached = self.reached
        penalty = np.array(PENALTY_MILES)[self.arrays.bands(self.asked.on)]
        metres = np.zeros(len(penalty))
        if reached:
            far = np.where(reached.metres == FAR, 0, reached.metres)
            edge = self.asked.within_miles * METRES_PER_MILE
            comes = reached.at_home & reached.serves
            metres = np.where(reached.at_venue, far, np.where(comes, 0, edge))
        return (metres + penalty * METRES_PER_MILE).astype(np.int64)
