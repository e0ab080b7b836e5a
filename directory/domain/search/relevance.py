"""How well each service answers all the words of a search together.

A phrase before single words, rare words before common ones, and what says or names it before what
is near it. What comes out is in steps, so that services which answer alike go by distance.
"""

import math
from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from directory.domain.search.evidence import MOST, Evidence, EvidenceReader
from directory.domain.search.full_text_index import Where
from directory.domain.search.normalise import plain
from directory.domain.search.query_parser import QueryUnit
from directory.storage.snapshot import Flags, Numbers

STEPS = 40
"""Between a service that has nothing of what is asked for and one that has all of it."""
IN_NAME, IN_TEXT = 12, 6
"""Steps for the words as they were typed, one after the other: in the name, or anywhere."""
TOP = STEPS + IN_NAME + IN_TEXT
BARE = 0.5
"""The share that a service has for saying something of a unit at all; how well is the rest."""
COMMON = 0.2
"""How much a word tells that says for whom help is, beside one that says what for."""
FEWEST = 1 / 3
"""Of what the best has of the words: with less a service is not listed beside it."""


def relevance(
    reader: EvidenceReader, query: str, units: Sequence[QueryUnit], evidence: Sequence[Evidence]
) -> tuple[Numbers, Flags]:
    """Return the steps of each service, 0 to TOP, and which are called what was typed."""
    none = reader.arrays.none()
    words = tuple(plain(query).split())
    many = len(words) > 1
    in_name = reader.spells(words, Where.NAME) if many else none
    in_text = reader.spells(words, Where.ANYWHERE) if many else none
    named = reduce(np.logical_and, [each.named for each in evidence], ~none)
    steps = np.rint(_share(units, evidence, none) * STEPS).astype(np.int64)
    steps += in_name * IN_NAME + in_text * IN_TEXT
    return steps, in_name | (named & (len(units) == 1))


def having_some(units: Sequence[QueryUnit], evidence: Sequence[Evidence]) -> Flags:
    """Return the services that have a good part of the words, the rare ones above all."""
    weights = _weights(units, evidence)
    has = sum(w * e.having for w, e in zip(weights, evidence, strict=True))
    found: Flags = has >= np.max(has) * FEWEST
    return found & (has > 0)


def _share(
    units: Sequence[QueryUnit], evidence: Sequence[Evidence], none: Flags
) -> NDArray[np.float64]:
    """Return how much of all that is asked for each service has, 0 to 1."""
    share = none.astype(np.float64)
    weights = _weights(units, evidence)
    for weight, unit, one in zip(weights, units, evidence, strict=True):
        bare = 0 if unit.is_common else BARE
        share += weight * (bare * one.having + (1 - bare) * one.points / MOST)
    return share / sum(weights) if weights else share


def _weights(units: Sequence[QueryUnit], evidence: Sequence[Evidence]) -> list[float]:
    """Return how much each unit tells: the rarer, the more; a common one little."""
    return [
        math.log1p(len(e.table) / (1 + np.count_nonzero(e.having))) * (COMMON if u.is_common else 1)
        for u, e in zip(units, evidence, strict=True)
    ]
