"""If a service ended: who would have nobody."""

from flask import abort, render_template

from directory.covering.losing import losses
from directory.covering.report import say_where
from directory.gaps.asking import asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.telling import told


@blueprint.get("/ending/<id>")
def ending(id: str) -> str:
    """Show what would be lost if a service ended, and for whom."""
    asked = asking()
    if id not in asked.ground.snapshot.ids:
        abort(404)
    terms, chosen = asked.question.terms, asked.chosen
    line = asked.ground.offers.lines[list(asked.ground.snapshot.ids).index(id)]
    return render_template(
        "gaps/ending.html",
        service=line,
        where=say_where(asked.ground, chosen),
        losses=losses(asked.ground, asked.knowledge, id, terms, chosen),
        form_of=form_of(asked),
        error_list=asked.problems,
        **told(asked),
    )
