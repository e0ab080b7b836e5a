"""NDCG@10: how near a list comes to the best order of what was judged, 1 at best."""

from collections.abc import Iterable, Mapping
from itertools import islice
from math import log2

DEPTH = 10


def ndcg(listed: Iterable[str], grades: Mapping[str, int]) -> float:
    """Return NDCG@10 of ids in their order; what is not judged counts 0.

    Gains are 2 to the power of the grade, less 1 (Burges et al. 2005).
    """
    best = _gain(sorted(grades.values(), reverse=True))
    return _gain(grades.get(id, 0) for id in islice(listed, DEPTH)) / best


def _gain(grades: Iterable[int]) -> float:
    top = enumerate(islice(grades, DEPTH))
    return sum((2**grade - 1) / log2(place + 2) for place, grade in top)
