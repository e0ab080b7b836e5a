"""Match a child, or a whole family, over the API."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from directory.application.match_query import read_case_query, read_family_query
from directory.application.match_services import answer_case, answer_family
from directory.infrastructure.clock import today
from directory.storage import reference_data
from directory.web.api.responses import json_reply, problems_reply
from directory.web.extensions import current_settings, db
from matcher import CaseError, read_json


def match() -> Response:
    """Match a case to the guidance and list the services near by.

    The body is a flat JSON object of fact id to value, with `postcode` and `within_miles` beside
    them. A fact left out, or null, is not known; it is never read as no.
    """
    return _answered(read_case_query, answer_case)


def family() -> Response:
    """Match a family child by child, over all its carers, and say what would serve several.

    The body holds `family`, `children` and `carers`, with `postcode` and `within_miles` beside
    them. People are counted from 1; whom a fact is about says where it belongs.
    """
    return _answered(read_family_query, answer_family)


def _answered(read: Callable[..., Any], answer: Callable[..., Any]) -> Response:
    settings = current_settings()
    knowledge = reference_data.knowledge_in(settings)
    places = reference_data.places_in(settings.places)
    try:
        data = read_json(request.get_data())
    except CaseError as error:
        return problems_reply(error.problems, 400)
    try:
        question = read(data, knowledge, places, today())
    except CaseError as error:
        return problems_reply(error.problems, 422)
    return json_reply(answer(db.session, knowledge, question).as_data(), 200)
