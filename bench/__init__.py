"""Measured comparisons: `python -m bench` prints one line a figure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured of ours and of the peer in the same run, in one unit."""

    name: str
    ours: float
    peer: float
    peer_name: str
    unit: str
    more_is_better: bool = False
    void: str | None = None
    """Why the figure does not count, where it does not."""

    @property
    def ratio(self) -> float:
        """Return ours by the peer's, or the other way about where more is better: at most 1 is
        no worse.
        """
        return self.peer / self.ours if self.more_is_better else self.ours / self.peer

    def __str__(self) -> str:
        line = (
            f"{self.name}: ours {self.ours:.4g}, {self.peer_name} {self.peer:.4g}, "
            f"ratio {self.ratio:.2f}, {self.unit}"
        )
        return f"{line} (VOID: {self.void})" if self.void else line
