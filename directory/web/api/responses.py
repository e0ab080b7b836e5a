"""Replies of the API: JSON, and problems with the field of each."""

import json

from flask import Response

from directory.web.errors import problems_body
from matcher import Problem


def problems_reply(problems: tuple[Problem, ...], status: int) -> Response:
    """Return what is wrong with a request, field by field."""
    body = problems_body([(problem.field, problem.problem) for problem in problems])
    return Response(body, status=status, mimetype="application/json")


def json_reply(data: object, status: int) -> Response:
    """Return data as JSON."""
    return Response(json.dumps(data), status=status, mimetype="application/json")
