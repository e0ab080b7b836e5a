"""Which programmes and kinds of help answer a recommendation."""

from __future__ import annotations

from functools import lru_cache

from matcher.knowledge import Knowledge, Recommendation

__all__ = ["answers", "deliverers"]


@lru_cache(maxsize=1 << 10)
def deliverers(knowledge: Knowledge, id: str) -> tuple[str, ...]:
    """Return the programmes that answer a recommendation: its own, and any others of its class."""
    named = set(knowledge.recommendation[id].programmes)
    others = {p.id for p in knowledge.programmes if named & set(p.classes)}
    return tuple(sorted(named | others))


def answers(knowledge: Knowledge, item: Recommendation, programme: str | None, kind: str) -> bool:
    """Say whether a service of this programme, or of general help of this kind, answers it."""
    if programme:
        return programme in deliverers(knowledge, item.id)
    return kind in item.kinds
