"""The first page: the sentence, what is asked, and the matrix."""

from flask import render_template

from directory.covering.report import report
from directory.gaps.asking import asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.telling import told


@blueprint.get("/")
def matrix() -> str:
    """Show which children have nobody suitable within reach, by place or age."""
    asked = asking()
    return render_template(
        "gaps/matrix.html",
        report=report(asked.ground, asked.knowledge, asked.question),
        form_of=form_of(asked),
        error_list=asked.problems,
        **told(asked),
    )
