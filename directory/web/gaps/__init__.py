"""The journey `gaps`: which children have nobody suitable within reach, and what would help."""

# The views register themselves with the blueprint.
from directory.web.gaps import (  # noqa: F401
    caseload_views,
    chain_views,
    closure_views,
    downloads,
    for_whom_views,
    gap_type_views,
    kept_plan_views,
    matrix_views,
    need_downloads,
    overview_views,
    paper_views,
    plan_views,
    scenario_views,
    siting_views,
    target_views,
    trend_views,
    unmet_views,
)
from directory.web.gaps.blueprint import blueprint

__all__ = ["blueprint"]
