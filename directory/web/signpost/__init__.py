"""Signpost: a shortlist of services becomes a sheet for the family, safe contact asked first."""

# The views register themselves with the blueprint.
from directory.web.signpost import note_views, views  # noqa: F401
from directory.web.signpost.blueprint import blueprint
from directory.web.signpost.languages import speak_languages

__all__ = ["blueprint", "speak_languages"]
