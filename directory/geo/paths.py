"""Where the packed file and its fallback are kept."""

import os
from pathlib import Path

from directory.infrastructure import paths


def packed_file() -> Path:
    """Return the packed file: ``WAYMARK_PLACES``, else ``instance/places.bin`` ."""
    return Path(os.environ.get("WAYMARK_PLACES") or paths.instance() / "places.bin")


def fallback_file() -> Path:
    """Return the committed table of outcode centres."""
    return paths.data() / "outcodes.csv"


def outlines_file(packed: Path) -> Path:
    """Return where the outlines of districts lie that were drawn from a packed file."""
    return packed.with_name(f"{packed.stem}-outlines.json")


def boundaries_file(packed: Path, kind: str = "districts") -> Path:
    """Return where boundaries lie that somebody brought: of districts, which maps then prefer to
    the outlines, or of another kind (directory.exchange.statistics.boundaries.KINDS)."""
    end = "boundaries" if kind == "districts" else f"boundaries-{kind}"
    return packed.with_name(f"{packed.stem}-{end}.json")


def outlines_in_use(packed: Path) -> Path:
    """Return the boundaries that somebody brought, or else the outlines that were drawn."""
    brought = boundaries_file(packed)
    return brought if brought.is_file() else outlines_file(packed)
