"""The JSON API: the same answer as the page, for other programs."""

from directory.web.api.blueprint import blueprint_for

__all__ = ["blueprint_for"]
