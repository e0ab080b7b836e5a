"""One recommendation: its words, when it holds, its cases, and who delivers it."""

from flask import abort, render_template

from directory.web.extensions import current_settings, db
from directory.web.knowledge.blueprint import blueprint, knowledge_now
from directory.web.knowledge.local_services import links_to_find
from directory.web.knowledge.recommendation_page import recommendation_page
from matcher.case_files import cases_of
from matcher.loader import CASES


@blueprint.get("/recommendation/<id>")
def recommendation(id: str) -> str:
    """Show one recommendation that is in force, by its id."""
    knowledge, settings = knowledge_now(), current_settings()
    item = knowledge.recommendation.get(id)
    if item is None:
        abort(404)
    own = settings.local_knowledge / "cases" if settings.local_knowledge else None
    return render_template(
        "knowledge/recommendation.html",
        page=recommendation_page(item, knowledge, cases_of(id, own if item.local else CASES)),
        services=links_to_find(db.session, knowledge, settings, item),
    )
