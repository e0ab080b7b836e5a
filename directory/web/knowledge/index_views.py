"""Every recommendation by its source, what a council added, and for whom nothing is named."""

from flask import render_template

from directory.infrastructure.clock import today
from directory.infrastructure.text_format import upper_first
from directory.web.knowledge.blueprint import blueprint, knowledge_now
from directory.web.knowledge.index_page import index_page
from matcher.guidance_coverage import uncovered


@blueprint.get("/")
def index() -> str:
    """List the sources, each with its recommendations."""
    return render_template("knowledge/index.html", page=index_page(knowledge_now()))


@blueprint.get("/nothing-named")
def nothing_named() -> str:
    """Say for which kinds of children NICE NG76 names nothing, or one thing alone."""
    knowledge = knowledge_now()
    rows = uncovered(knowledge, today())
    return render_template(
        "knowledge/nothing_named.html",
        nothing=[row for row in rows if not row.named],
        upper_first=upper_first,
        one=[row for row in rows if row.named],
        says={item.id: item.says for item in knowledge.nothing_named},
    )
