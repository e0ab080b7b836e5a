"""The directory as an Open Referral UK feed (docs/open-referral.md), open to any program.

It holds nothing about a family, and is the same for everybody who asks.
"""

# The views register themselves with the blueprint.
from directory.web.openreferral_api import (  # noqa: F401
    organization_views,
    service_views,
    taxonomy_views,
    version_views,
)
from directory.web.openreferral_api.blueprint import PREFIX, blueprint

__all__ = ["PREFIX", "blueprint"]
