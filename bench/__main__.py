"""`python -m bench [NAME ...]`: one line a figure; exit status 1 where a figure is void.

A name is that of a module of figures, such as `relevance`; without one all are measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bench import (
    Figure,
    asking,
    caseload,
    edits,
    feed,
    find,
    gaps,
    importing,
    match,
    nearby,
    need,
    relevance,
    restore_drill,
    siting,
)

FIGURES: tuple[Callable[[], Iterator[Figure]], ...] = (
    match.figures,
    asking.figures,
    caseload.figures,
    nearby.figures,
    importing.figures,
    feed.figures,
    find.figures,
    relevance.figures,
    edits.figures,
    gaps.figures,
    siting.figures,
    restore_drill.figures,
    need.figures,
)
"""Each module of figures, one a line."""


def main(names: list[str]) -> int:
    """Measure and print the figures of these modules, or every figure."""
    status = 0
    for figures in _named(names):
        for figure in figures():
            print(figure, flush=True)
            status |= figure.void is not None
    return status


def _named(names: list[str]) -> list[Callable[[], Iterator[Figure]]]:
    by_name = {figures.__module__.split(".")[1]: figures for figures in FIGURES}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        sys.exit(f"No figures are called {', '.join(unknown)}: choose from {', '.join(by_name)}")
    return [by_name[name] for name in names] or list(FIGURES)


sys.exit(main(sys.argv[1:]))
