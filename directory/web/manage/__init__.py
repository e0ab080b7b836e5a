"""The journey `manage`: the entries of the directory, kept right by those whose they are."""

# The views register themselves with the blueprint.
from directory.web.manage import (  # noqa: F401
    audit_views,
    contact_views,
    desk_views,
    edit_views,
    feed_views,
    new_views,
    own_views,
    proposal_views,
    report_views,
    service_views,
    suggestion_views,
    version_views,
)
from directory.web.manage.blueprint import blueprint

__all__ = ["blueprint"]
