"""The small rulebook that tests of pages run on, so that what Waymark knows may grow beside them.

What must hold of the shipped knowledge itself is tested on `data/` (tests/rulebook/README.md).
"""

from pathlib import Path

from directory.storage import reference_data
from matcher import Knowledge

RULEBOOK = Path(__file__).resolve().parents[1] / "rulebook"
SERVICES = RULEBOOK / "services.csv"


def knowledge() -> Knowledge:
    return reference_data.loaded(RULEBOOK)
