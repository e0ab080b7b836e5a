"""`python -m bench`: one line a figure; exit status 1 where a figure is void."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bench import Figure, asking, caseload, feed, find, gaps, importing, match, nearby, siting

FIGURES: tuple[Callable[[], Iterator[Figure]], ...] = (
    match.figures,
    asking.figures,
    caseload.figures,
    nearby.figures,
    importing.figures,
    feed.figures,
    find.figures,
    gaps.figures,
    siting.figures,
)
"""Each module of figures, one a line."""


def main() -> int:
    """Measure and print every figure."""
    status = 0
    for figures in FIGURES:
        for figure in figures():
            print(figure, flush=True)
            status |= figure.void is not None
    return status


sys.exit(main())
