"""Values of one fact that no demand tells apart."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.conditions import FactValue

__all__ = ["ValueCell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCell:
    """Values of one fact that no demand tells apart, and the demands they meet and break."""

    values: tuple[FactValue, ...]
    met: int
    broken: int
