"""Expected need: children of each recommendation from published figures, against places."""

from flask import render_template, request

from directory.covering.need import (
    USUAL_MEASURE,
    expected,
    measures,
    need_source,
    newest,
)
from directory.extensions import db
from directory.gaps.asking import asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.telling import told


@blueprint.get("/need")
def need() -> str:
    """Show how many children may need each recommendation, with the arithmetic."""
    asked = asking()
    names = dict(measures())
    measure = request.args.get("measure", USUAL_MEASURE)
    measure = measure if measure in names else USUAL_MEASURE
    authority = asked.chosen[0] if asked.chosen else None
    published = newest(db.session, authority.code, measure) if authority else None
    rows = (
        expected(
            db.session, asked.ground, asked.knowledge, authority, asked.question.terms, published
        )
        if authority and published
        else ()
    )
    return render_template(
        "gaps/need.html",
        authority=authority,
        published=published,
        measure=measure,
        measures=measures(),
        measure_name=names[measure],
        rows=rows,
        authority_options=[(each.code, each.name) for each in asked.every],
        need_source=need_source(db.session),
        form_of=form_of(asked),
        error_list=asked.problems,
        **told(asked),
    )
