"""Opening a kept file in the browser, and what has changed since it was kept."""

from collections.abc import Sequence

from flask import render_template, request
from markupsafe import Markup

from directory.infrastructure.clock import today
from directory.web.choose.blueprint import blueprint
from directory.web.choose.record.record_views import FILE, shortlist_states, shortlisted
from directory.web.choose.record.saved_file_diff import ChildChanges, changes_since
from directory.web.choose.record.saved_file_reader import OpenedFile, open_file
from directory.web.choose.view_support import UNPROCESSABLE, Reply, family_in, knowledge, places
from directory.web.family_session import VisitFullError, current_visit, keep_visit
from matcher import CaseError, Problem

MOST_TOLD = 20
"""Problems told at once; a file with more is not one of ours."""
LONGEST = 300
NO_FILE = "Choose a file first"
IS_OPEN = (
    "A family is open already, and was not touched. Keep it if you need it, clear everything, then"
    " open the file"
)
TOO_MUCH = "The file holds more than Waymark can keep open at a time"


@blueprint.get("/open")
def open_kept() -> Reply:
    """Ask for a kept file."""
    return _ask([])


@blueprint.post("/open")
def opened() -> Reply:
    """Open a kept file as a new visit and say what has changed; with any problem, nothing of it."""
    visit = current_visit()
    if visit is not None and visit.children:
        return _ask([Problem(field=None, problem=IS_OPEN)]), UNPROCESSABLE
    sent = request.files.get("kept")
    if sent is None or not sent.filename:
        return _ask([Problem(field=None, problem=NO_FILE)]), UNPROCESSABLE
    try:
        found = open_file(sent.read(), knowledge(), places(), shortlisted, today())
        # Worked out before anything is kept: a fault of ours must not leave it half opened.
        changed = changes_since(
            found.file.made_on, found.file.result, family_in(found.visit), knowledge(), today()
        )
        keep_visit(found.visit)
    except CaseError as error:
        return _ask(error.problems), UNPROCESSABLE
    except VisitFullError:
        return _ask([Problem(field=None, problem=TOO_MUCH)]), UNPROCESSABLE
    return _changes(found, changed)


def _changes(found: OpenedFile, children: Sequence[ChildChanges]) -> str:
    file = found.file
    not_running = shortlist_states(found.visit.shortlist, today())
    checked = {
        source: file.knowledge.sources[source.id]
        for source in knowledge().sources
        if file.knowledge.sources.get(source.id, source.checked_on) != source.checked_on
    }
    return render_template(
        "choose/changes.html",
        visit=found.visit,
        made_on=file.made_on,
        children=children,
        left_out=found.left_out,
        checked=checked,
        not_running=not_running,
        nothing=not (found.left_out or not_running or any(child.changes for child in children)),
    )


def _ask(problems: Sequence[Problem]) -> str:
    visit = current_visit()
    told = [{**_worded(each), "href": "#kept"} for each in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        more = len(problems) - MOST_TOLD
        told.append({"text": f"and {more} more problems", "href": "#kept"})
    return render_template("choose/open.html", visit=visit, file_name=FILE, error_list=told)


def _worded(problem: Problem) -> dict[str, str]:
    """Return a problem as a line of its own; what stands in a file is set apart and cut short."""
    text = str(problem)[:LONGEST]
    if problem.field is None:
        return {"text": text[:1].upper() + text[1:]}
    return {"html": Markup("<code>{}</code>").format(text)}
