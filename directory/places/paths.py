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
