"""The directory as an Open Referral UK feed (docs/open-referral.md), open to any program.

It holds nothing about a family, and is the same for everybody who asks.
"""

from flask import Blueprint, Response, request

from directory.errors import problems_body
from directory.oruk import organizations, services, taxonomy_pages
from directory.oruk.about import DETAILS
from directory.oruk.asking import AskedWronglyError
from directory.oruk.sending import send

PREFIX = "/oruk"

blueprint = Blueprint("oruk", __name__, url_prefix=PREFIX)


@blueprint.get("/", strict_slashes=False)
def about() -> Response:
    """Say which version of the standard this is."""
    return send("", DETAILS)


for _rule, _view in (
    ("/services", services.services),
    ("/services/<id>", services.service),
    ("/service_at_locations", services.service_at_locations),
    ("/service_at_locations/<id>", services.service_at_location),
    ("/organizations", organizations.organizations),
    ("/organizations/<id>", organizations.organization),
    ("/taxonomies", taxonomy_pages.taxonomy_list),
    ("/taxonomies/<id>", taxonomy_pages.taxonomy),
    ("/taxonomy_terms", taxonomy_pages.taxonomy_terms),
    ("/taxonomy_terms/<id>", taxonomy_pages.taxonomy_term),
):
    blueprint.get(_rule)(_view)


@blueprint.errorhandler(AskedWronglyError)
def _refuse(error: AskedWronglyError) -> Response:
    body = problems_body(error.problems)
    return Response(body, status=error.status, mimetype="application/json")


@blueprint.after_app_request
def _open_to_pages(response: Response) -> Response:
    """Let pages of any site read what this feed answers, errors too."""
    if f"{request.path}/".startswith(f"{PREFIX}/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "*"
    return response
