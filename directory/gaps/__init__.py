"""The journey `gaps`: which children have nobody suitable within reach, and what would help."""

from directory.gaps import (
    caseload_page,
    downloads,
    ending_page,
    kinds_page,
    matrix_page,
    need_page,
    scenarios_page,
    siting_page,
    target_page,
    unmet_page,
)
from directory.gaps.journey import blueprint

__all__ = [
    "blueprint",
    "caseload_page",
    "downloads",
    "ending_page",
    "kinds_page",
    "matrix_page",
    "need_page",
    "scenarios_page",
    "siting_page",
    "target_page",
    "unmet_page",
]
