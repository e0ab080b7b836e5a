"""The blueprint of the API, described from the facts of the knowledge files."""

from flask import Blueprint
from spectree import Response as Replies
from spectree import SpecTree

from directory.infrastructure.settings import Settings
from directory.storage import reference_data
from directory.web.api import family_schemas, gap_schemas, schemas
from directory.web.api.gap_views import gaps, need
from directory.web.api.match_views import family, match
from directory.web.api.responses import json_reply
from directory.web.extensions import csrf


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
    facts = reference_data.knowledge_in(settings).facts
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
    counted = {
        "/gaps": (gaps, gap_schemas.GapsAnswer),
        "/gaps/need": (need, gap_schemas.NeedAnswer),
    }
    for path, (count, answer) in counted.items():
        described = spec.validate(
            query=gap_schemas.GapsQuery, resp=_replies(answer), tags=["gaps"], skip_validation=True
        )(count)
        blueprint.get(path)(described)
    blueprint.get("/openapi.json", endpoint="openapi")(lambda: json_reply(spec.spec, 200))
    blueprint.record_once(lambda state: setattr(spec, "app", state.app))
    return blueprint


def _name(model: type) -> str:
    return model.__name__


def _replies(answer: type) -> Replies:
    problems = dict.fromkeys(["HTTP_400", "HTTP_413", "HTTP_422", "HTTP_503"], schemas.Problems)
    return Replies(HTTP_200=answer, **problems)
