"""The page of one entry for those who keep it: what it states, and what is done by one press."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import edit_service
from directory.application.commands.hidden_addresses import hide_for_good, show_again
from directory.application.commands.proposals import waiting_for
from directory.application.waiting_reports import count_waiting_reports
from directory.infrastructure.clock import today
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry
from directory.web.entry_forms.cell_text import cell_text
from directory.web.entry_forms.topics import TOPICS, label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.saved_changes import save
from directory.web.manage.view_support import (
    UNPROCESSABLE,
    OpenEntry,
    edit_by,
    is_team,
    locate,
    open_entry,
    organisation_name,
    signed_in,
    words,
)

Reply = str | Response | tuple[str, int]
SOURCE = "entry page"
PRESSES: Mapping[str, str] = {"pause": "paused", "close": "closed", "reopen": "active"}
"""What each press says of whether the service runs."""


@blueprint.get("/service/<id>")
def service(id: str) -> str:
    """Show an entry, topic by topic, with what can be done."""
    return _page(open_entry(id))


@blueprint.post("/service/<id>")
def press(id: str) -> Reply:
    """Pause, close, reopen, check or hide at once; what a provider presses may wait."""
    opened, do = open_entry(id), request.form.get("do", "")
    if do == "hide":
        hide_for_good(db.session, id, locate=locate(), by=edit_by(SOURCE))
    elif do == "show" and is_team():
        show_again(db.session, id, locate=locate(), by=edit_by(SOURCE))
    elif do == "checked":
        return _pressed(opened, do, _checked())
    elif do in PRESSES:
        return _saved(opened, do)
    else:
        abort(400)
    db.session.commit()
    return redirect(url_for("manage.service", id=id, done=do), 303)


def _checked() -> dict[str, str]:
    return {"assured_on": today().isoformat(), "assured_by": signed_in().role.capitalize()}


def _pressed(opened: OpenEntry, do: str, cells: dict[str, str]) -> Reply:
    """Save what a press says at once, whoever presses."""
    try:
        edit_service(
            db.session,
            opened.id,
            cells,
            based_on=opened.version,
            words=words(),
            locate=locate(),
            by=edit_by(SOURCE),
        )
    except FileError as error:
        return _refused(opened, error)
    db.session.commit()
    return redirect(url_for("manage.service", id=opened.id, done=do), 303)


def _saved(opened: OpenEntry, do: str) -> Reply:
    """Save whether it runs; what a provider says may wait for an editor."""
    try:
        done = save(opened, {"status": PRESSES[do]}, opened.version, SOURCE)
    except FileError as error:
        return _refused(opened, error)
    return redirect(
        url_for("manage.service", id=opened.id, done=do if done == "saved" else done), 303
    )


def _refused(opened: OpenEntry, error: FileError) -> Reply:
    db.session.rollback()
    return _page(opened, *(problem.problem for problem in error.problems)), UNPROCESSABLE


def _page(opened: OpenEntry, *problems: str) -> str:
    return render_template(
        "manage/service.html",
        opened=opened,
        organisation=organisation_name(opened.organisation_id),
        status=opened.cells["status"],
        topics=[(topic, list(_rows(opened, topic.columns))) for topic in TOPICS],
        has_shown_address=_shows_an_address(opened.entry),
        has_hidden_address=any(venue.hide_address for venue in opened.entry.venues),
        waiting=waiting_for(db.session, opened.id),
        reported=count_waiting_reports(db.session, opened.id),
        is_team=is_team(),
        done=request.args.get("done"),
        error_list=[{"text": problem, "href": "#presses"} for problem in problems],
    )


def _rows(opened: OpenEntry, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(label_of(name), cell_text(name, opened.cells.get(name, ""))) for name in columns]


def _shows_an_address(entry: ServiceEntry) -> bool:
    return any(not venue.hide_address and not venue.is_blank for venue in entry.venues)
