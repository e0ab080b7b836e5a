"""The JSON API: the same answer as the page, for other programs."""

import json

from flask import Blueprint, Response, request
from spectree import Response as Replies
from spectree import SpecTree

from directory import bridge
from directory.answering import answer, read_question
from directory.api import schemas
from directory.clock import today
from directory.errors import problems_body
from directory.extensions import csrf, current_settings, db
from directory.settings import Settings
from matcher import CaseError, Problem, read_json


def blueprint_for(settings: Settings) -> Blueprint:
    """Return the API, its description made from the facts of the knowledge files."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
    # The documentation pages that come with spectree load scripts from other hosts.
    spec = SpecTree(
        "flask",
        title="Waymark",
        version="1",
        mode="strict",
        page_templates={},
        naming_strategy=_name,
        nested_naming_strategy=lambda _, nested: nested,
    )
    facts = bridge.knowledge_in(settings.data).facts
    # Our own checks word the problems as everywhere else, so spectree only describes.
    described = spec.validate(
        json=schemas.question_model(facts), resp=_replies(), tags=["match"], skip_validation=True
    )(match)
    blueprint.post("/match")(csrf.exempt(described))
    blueprint.get("/openapi.json", endpoint="openapi")(lambda: _json(spec.spec, 200))
    blueprint.record_once(lambda state: setattr(spec, "app", state.app))
    return blueprint


def _name(model: type) -> str:
    return model.__name__


def _replies() -> Replies:
    problems = dict.fromkeys(["HTTP_400", "HTTP_413", "HTTP_422", "HTTP_503"], schemas.Problems)
    return Replies(HTTP_200=schemas.Answer, **problems)


def match() -> Response:
    """Match a case to the guidance and list the services near by.

    The body is a flat JSON object of fact id to value, with `postcode` and `within_miles` beside
    them. A fact left out, or null, is not known; it is never read as no.
    """
    settings = current_settings()
    knowledge = bridge.knowledge_in(settings.data)
    places = bridge.places_in(settings.places)
    try:
        data = read_json(request.get_data())
    except CaseError as error:
        return _problems(error.problems, 400)
    try:
        question = read_question(data, knowledge, places, today())
    except CaseError as error:
        return _problems(error.problems, 422)
    return _json(answer(db.session, knowledge, question).as_data(), 200)


def _problems(problems: tuple[Problem, ...], status: int) -> Response:
    body = problems_body([(problem.field, problem.problem) for problem in problems])
    return Response(body, status=status, mimetype="application/json")


def _json(data: object, status: int) -> Response:
    return Response(json.dumps(data), status=status, mimetype="application/json")
