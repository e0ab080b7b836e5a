"""The journey `assure`: a service says whether its entry is right, by a link and no account."""

# The views register themselves with the blueprint.
from directory.web.assure import link_views  # noqa: F401
from directory.web.assure.blueprint import blueprint

__all__ = ["blueprint"]
