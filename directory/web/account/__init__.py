"""Account: signing in, one's own account, and, for an administrator, those of others."""

# The views register themselves with the blueprint.
from directory.web.account import (  # noqa: F401
    demonstration_views,
    link_views,
    own_views,
    people_views,
    provider_views,
    sign_in_views,
    watch_views,
)
from directory.web.account.blueprint import blueprint

__all__ = ["blueprint"]
