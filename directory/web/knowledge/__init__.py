"""Knowledge: what is recommended, when and by whom, for anybody to read."""

# The views register themselves with the blueprint.
from directory.web.knowledge import (  # noqa: F401
    index_views,
    programme_views,
    recommendation_views,
)
from directory.web.knowledge.blueprint import blueprint

__all__ = ["blueprint"]
