"""The programmes: what each is, what its developer and reviewers state, and where it runs."""

from flask import abort, render_template

from directory.web.extensions import current_settings, db
from directory.web.knowledge.blueprint import blueprint, knowledge_now
from directory.web.knowledge.local_services import programme_link


@blueprint.get("/programmes")
def programmes() -> str:
    """List the kinds of programme, each with the named ones."""
    knowledge = knowledge_now()
    kinds = [each for each in knowledge.programmes if each.type == "class"]
    named = [each for each in knowledge.programmes if each.type == "named"]
    return render_template(
        "knowledge/programmes.html",
        rows=[(kind, [each for each in named if kind.id in each.classes]) for kind in kinds],
        alone=[each for each in named if not each.classes],
    )


@blueprint.get("/programme/<id>")
def programme(id: str) -> str:
    """Show one programme, by its id."""
    knowledge = knowledge_now()
    found = knowledge.programme.get(id)
    if found is None:
        abort(404)
    return render_template(
        "knowledge/programme.html",
        programme=found,
        classes=[knowledge.programme[each] for each in found.classes],
        examples=[each for each in knowledge.programmes if id in each.classes],
        recommended=[item for item in knowledge.recommendations if id in item.programmes],
        service=programme_link(db.session, knowledge, current_settings(), id),
    )
