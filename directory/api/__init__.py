"""The JSON API: the same answer as the page, for other programs."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from spectree import Response as Replies
from spectree import SpecTree

from directory import bridge
from directory.answering import answer, answer_family, read_family_question, read_question
from directory.api import family_schemas, schemas
from directory.api import gaps as gaps_api
from directory.clock import today
from directory.covering.ground import current_ground
from directory.covering.report import NoSuchAreaError, report
from directory.covering.table import as_data
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
    asked = {
        match: (schemas.question_model(facts), schemas.Answer),
        family: (family_schemas.question_model(facts), family_schemas.FamilyAnswer),
    }
    for view, (question, reply) in asked.items():
        # Our own checks word the problems as everywhere else, so spectree only describes.
        described = spec.validate(
            json=question, resp=_replies(reply), tags=["match"], skip_validation=True
        )(view)
        blueprint.post(f"/{view.__name__}")(csrf.exempt(described))
    counted = spec.validate(
        query=gaps_api.GapsQuery,
        resp=_replies(gaps_api.GapsAnswer),
        tags=["gaps"],
        skip_validation=True,
    )(gaps)
    blueprint.get("/gaps")(counted)
    blueprint.get("/openapi.json", endpoint="openapi")(lambda: _json(spec.spec, 200))
    blueprint.record_once(lambda state: setattr(spec, "app", state.app))
    return blueprint


def _name(model: type) -> str:
    return model.__name__


def _replies(answer: type) -> Replies:
    problems = dict.fromkeys(["HTTP_400", "HTTP_413", "HTTP_422", "HTTP_503"], schemas.Problems)
    return Replies(HTTP_200=answer, **problems)


def match() -> Response:
    """Match a case to the guidance and list the services near by.

    The body is a flat JSON object of fact id to value, with `postcode` and `within_miles` beside
    them. A fact left out, or null, is not known; it is never read as no.
    """
    return _answered(read_question, answer)


def family() -> Response:
    """Match a family child by child, over all its carers, and say what would serve several.

    The body holds `family`, `children` and `carers`, with `postcode` and `within_miles` beside
    them. People are counted from 1; whom a fact is about says where it belongs.
    """
    return _answered(read_family_question, answer_family)


def gaps() -> Response:
    """Count the children who have a suitable service within reach, by place or age.

    The numbers are those of the page of gaps and of its downloads. What a service does not say is
    in `maybe`, never in `reached` or in `nobody`.
    """
    settings = current_settings()
    knowledge = bridge.knowledge_in(settings.data)
    try:
        question = gaps_api.read_query(request.args, knowledge)
        ground = current_ground(db.session, bridge.places_in(settings.places))
        gaps_api.demand_table(question, ground)
        found = report(ground, knowledge, question)
    except CaseError as error:
        return _problems(error.problems, 422)
    except NoSuchAreaError as error:
        return _problems((Problem(field="area", problem=str(error)),), 422)
    return _json(as_data(found, knowledge), 200)


def _answered(read: Callable[..., Any], answer: Callable[..., Any]) -> Response:
    settings = current_settings()
    knowledge = bridge.knowledge_in(settings.data)
    places = bridge.places_in(settings.places)
    try:
        data = read_json(request.get_data())
    except CaseError as error:
        return _problems(error.problems, 400)
    try:
        question = read(data, knowledge, places, today())
    except CaseError as error:
        return _problems(error.problems, 422)
    return _json(answer(db.session, knowledge, question).as_data(), 200)


def _problems(problems: tuple[Problem, ...], status: int) -> Response:
    body = problems_body([(problem.field, problem.problem) for problem in problems])
    return Response(body, status=status, mimetype="application/json")


def _json(data: object, status: int) -> Response:
    return Response(json.dumps(data), status=status, mimetype="application/json")
