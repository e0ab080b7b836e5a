"""Provide: check a file before it is sent, and read how good this directory and its feeds are."""

# The views register themselves with the blueprint.
from directory.web.provide import report_views, views  # noqa: F401
from directory.web.provide.blueprint import blueprint

__all__ = ["blueprint"]
