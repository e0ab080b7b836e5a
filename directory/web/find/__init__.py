"""The journey `find`: search the directory, read an entry, follow what changes."""

# The views register themselves with the blueprint.
from directory.web.find import (  # noqa: F401
    correction_views,
    history_views,
    location_views,
    outline_views,
    search_views,
    service_views,
    sheet_views,
)
from directory.web.find.blueprint import blueprint

__all__ = ["blueprint"]
