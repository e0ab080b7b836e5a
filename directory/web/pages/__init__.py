"""The start page, and the pages every service owes its readers."""

# The views register themselves with the blueprint.
from directory.web.pages import health_views, views  # noqa: F401
from directory.web.pages.blueprint import blueprint

__all__ = ["blueprint"]
