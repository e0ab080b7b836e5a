"""Where the packed file and its fallback are kept."""

import os
from pathlib import Path

from directory import paths


def packed_file() -> Path:
    """Return the packed file: ``WAYMARK_PLACES``, else ``instance/places.bin`` ."""
    return Path(os.environ.get("WAYMARK_PLACES") or paths.instance() / "places.bin")


def fallback_file() -> Path:
    """Return the committed table of outcode centres."""
    return paths.data() / "outcodes.csv"


def outlines_file(packed: Path) -> Path:
    """Return where the outlines of districts lie that were drawn from a packed file."""
    return packed.with_name(f"{packed.stem}-outlines.json")
