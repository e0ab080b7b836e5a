"""The blueprint of the Open Referral feed: its errors and headers; its views fill it."""

from flask import Blueprint, Response, request

from directory.web.errors import problems_body
from directory.web.openreferral_api.query_params import BadParametersError

PREFIX = "/oruk"

blueprint = Blueprint("oruk", __name__, url_prefix=PREFIX)


@blueprint.errorhandler(BadParametersError)
def _refuse(error: BadParametersError) -> Response:
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
