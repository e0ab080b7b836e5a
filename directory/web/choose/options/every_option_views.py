"""Every option of one child with its reasons, and the notes for practice, on pages of their own."""

from flask import render_template

from directory.web.choose.answer_text import notes_by_kind
from directory.web.choose.blueprint import blueprint
from directory.web.choose.options.every_option import every_option_page
from directory.web.choose.view_support import (
    Reply,
    answered_child,
    in_visit,
    knowledge,
    number_in,
    question_of,
)
from directory.web.family_session import Visit


@blueprint.get("/child/<int:number>/every-option")
@in_visit
def every_option(visit: Visit, number: int) -> Reply:
    """Show every option for one child, by how it stands, and why."""
    number_in(visit.children, number)
    answer = answered_child(question_of(visit), number)
    page = every_option_page(visit, answer, knowledge())
    return render_template("choose/every_option.html", page=page, visit=visit)


@blueprint.get("/child/<int:number>/notes")
@in_visit
def practice_notes(visit: Visit, number: int) -> Reply:
    """Show what good practice says, for what is known of one child."""
    number_in(visit.children, number)
    answer = answered_child(question_of(visit), number)
    notes = notes_by_kind(answer.result.practice_notes)
    return render_template("choose/practice_notes.html", number=number, notes=notes, visit=visit)
