"""The list of the knowledge: sources, each with its recommendations in the order of their numbers.

A council's own come first, then the sources that recommend most: NICE NG76 before a summary.
"""

from __future__ import annotations

from dataclasses import dataclass

from matcher import Knowledge
from matcher.knowledge import Recommendation, Source

__all__ = ["IndexPage", "SourceRows", "index_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
    """One source and what it recommends."""

    source: Source
    items: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Everything on the list."""

    sources: tuple[SourceRows, ...]
    left_out: tuple[str, ...]
    """Why a council's own layer was left out: file, line and mend; no folder of this machine."""
    has_local: bool
    set_aside: tuple[Recommendation, ...]


def index_page(knowledge: Knowledge) -> IndexPage:
    """Return the list of what is in force."""
    rows = [SourceRows(source=each, items=_items(each, knowledge)) for each in knowledge.sources]
    return IndexPage(
        sources=tuple(sorted(rows, key=lambda row: (not row.source.local, -len(row.items)))),
        left_out=tuple(f"{p.file.name}, line {p.line or 1}: {p.text}" for p in knowledge.left_out),
        has_local=any(item.local for item in knowledge.recommendations),
        set_aside=tuple(item for item in knowledge.recommendations if item.set_aside_here),
    )


def _items(source: Source, knowledge: Knowledge) -> tuple[Recommendation, ...]:
    return tuple(i for i in knowledge.recommendations if i.id.partition(":")[0] == source.id)
