"""The root of the feed: which version of the standard it follows."""

from flask import Response

from directory.web.openreferral_api.blueprint import blueprint
from directory.web.openreferral_api.responses import send
from directory.web.openreferral_api.version import DETAILS


@blueprint.get("/", strict_slashes=False)
def about() -> Response:
    """Say which version of the standard this is."""
    return send("", DETAILS)
