"""What providers ask to change: an editor approves it, changes it first, or sends it back."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import EditConflictError, edit_service
from directory.application.commands.proposals import DecidedError, decide, waiting_changes
from directory.infrastructure.clock import now
from directory.model.problems import FileError
from directory.storage import Account, ProposedChange
from directory.web.base_form import error_list
from directory.web.entry_forms.cell_text import cell_text, change_texts
from directory.web.entry_forms.entry_form import EntryForm, entry_form
from directory.web.entry_forms.topics import label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import (
    CONFLICT,
    UNPROCESSABLE,
    OpenEntry,
    edit_by,
    knowledge,
    locate,
    open_entry,
    signed_in,
    words,
)
from directory.web.number_params import whole_number

Reply = str | Response | tuple[str, int]
LONGEST_TEXT = 1000


@blueprint.get("/waiting")
def proposals() -> str:
    """List the changes that wait, the oldest first."""
    return render_template("manage/proposals.html", changes=waiting_changes(db.session))


@blueprint.route("/waiting/<int:number>", methods=["GET", "POST"])
def proposal(number: int) -> Reply:
    """Show a change beside what stands now, and decide."""
    change = db.session.get(ProposedChange, number)
    if change is None or change.outcome is not None:
        abort(404)
    opened = open_entry(change.service_id)
    form = entry_form(
        tuple(change.cells), {**opened.cells, **change.cells}, knowledge(), words(), change.based_on
    )
    if request.method == "GET":
        return _page(opened, change, form)
    text = request.form.get("text", "").strip()[:LONGEST_TEXT] or None
    try:
        if request.form.get("do") == "approve":
            _approve(opened, change, form)
            decide(db.session, change, "approved", text=text, actor=signed_in().actor, now=now())
        else:
            decide(db.session, change, "sent back", text=text, actor=signed_in().actor, now=now())
    except FileError as error:
        db.session.rollback()
        form.put_file_problems(error.problems)
        return _page(opened, change, form), UNPROCESSABLE
    except (EditConflictError, DecidedError) as error:
        db.session.rollback()
        return _conflict(opened, change, form, error)
    db.session.commit()
    return redirect(url_for("manage.proposals"), 303)


def _approve(opened: OpenEntry, change: ProposedChange, form: EntryForm) -> None:
    """Make the change as it stands in the form, which the editor may have changed."""
    seen = whole_number(request.form, "seen") or change.based_on
    edit_service(
        db.session,
        opened.id,
        form.cells(),
        based_on=seen,
        words=words(),
        locate=locate(),
        by=edit_by(f"change {change.id}"),
    )


def _conflict(
    opened: OpenEntry, change: ProposedChange, form: EntryForm, error: Exception
) -> Reply:
    if isinstance(error, EditConflictError):
        for name, cell in error.theirs.items():
            form.form_errors.append(
                f"{label_of(name)} has been changed since, to: {cell_text(name, cell)}. "
                "Approve again to put this in its place"
            )
        return _page(opened, change, form, seen=error.version), CONFLICT
    form.form_errors.append("Somebody has decided this meanwhile")
    return _page(opened, change, form), CONFLICT


def _page(
    opened: OpenEntry, change: ProposedChange, form: EntryForm, seen: int | None = None
) -> str:
    asked_by = db.session.get(Account, change.account_id) if change.account_id else None
    return render_template(
        "manage/proposal.html",
        opened=opened,
        change=change,
        asked_by=asked_by.name if asked_by else "by a link in an e-mail",
        changes=list(change_texts(opened.cells, change.cells)),
        columns=tuple(change.cells),
        form=form,
        seen=seen or change.based_on,
        error_list=error_list(form, of_form="entry-form"),
    )
