"""Choose support with a family: what is known, the options for each child, what to do with them.

What is entered belongs to a visit, which the worker's own browser carries, sealed
(`directory.web.family_session`). No address says anything about a family.
"""

# The views register themselves with the blueprint.
from directory.web.choose import (  # noqa: F401
    child_views,
    demand_counting,
    family_views,
    signs_views,
    start_views,
)
from directory.web.choose.blueprint import blueprint
from directory.web.choose.options import (  # noqa: F401
    comparison_views,
    every_option_views,
    option_views,
    shortlist_views,
)
from directory.web.choose.record import open_views, record_views  # noqa: F401
from directory.web.choose.timing import timing_views  # noqa: F401

__all__ = ["blueprint"]
