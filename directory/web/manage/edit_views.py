"""The form of one topic of an entry: seen before it is saved, and nobody's words are lost."""

from collections.abc import Mapping
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import EditConflictError
from directory.application.commands.feeds import RefusedError
from directory.application.commands.proposals import TooManyWaitingError
from directory.application.commands.service_versions import cells_at, versions_of
from directory.model.problems import FileError
from directory.web.base_form import error_list
from directory.web.entry_forms.cell_text import cell_text
from directory.web.entry_forms.entry_form import EntryForm, entry_form
from directory.web.entry_forms.topics import BY_ID, Topic, label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.preview import Preview, preview_of
from directory.web.manage.saved_changes import is_direct, save
from directory.web.manage.view_support import (
    CONFLICT,
    UNPROCESSABLE,
    OpenEntry,
    knowledge,
    open_entry,
    words,
)
from directory.web.number_params import whole_number

Reply = str | Response | tuple[str, int]
SOURCE = "edit form"
TOO_MANY = "Many of your changes wait already: the directory team decides those first"
NOT_READ = "This feed is being taken in, so nothing of it can be changed now: try again later"


@blueprint.route("/service/<id>/<topic>", methods=["GET", "POST"])
def edit(id: str, topic: str) -> Reply:
    """Ask for one topic of an entry, show how it would look, and save it."""
    opened = open_entry(id)
    of = _changed_here(opened, BY_ID.get(topic) or abort(404))
    based_on = whole_number(request.form, "based_on") or opened.version
    seen = cells_at(opened.cells, versions_of(db.session, id), based_on)
    form = entry_form(of.columns, seen, knowledge(), words(), based_on)
    if request.method == "GET":
        return _page(opened, of, form)
    if not form.validate():
        return _page(opened, of, form), UNPROCESSABLE
    changes = form.changes()
    try:
        if request.form.get("do") == "preview":
            return _page(opened, of, form, preview_of(opened, changes, based_on))
        done = save(opened, changes, based_on, SOURCE)
        return redirect(url_for("manage.service", id=id, done=done), 303)
    except FileError as error:
        form.put_file_problems(error.problems)
        return _page(opened, of, form), UNPROCESSABLE
    except RefusedError:
        db.session.rollback()
        form.form_errors.append(NOT_READ)
        return _page(opened, of, form), UNPROCESSABLE
    except TooManyWaitingError:
        db.session.rollback()
        form.form_errors.append(TOO_MANY)
        return _page(opened, of, form), UNPROCESSABLE
    except EditConflictError as error:
        db.session.rollback()
        return _conflict(open_entry(id), of, changes, error)


def _changed_here(opened: OpenEntry, topic: Topic) -> Topic:
    """Return a topic with the columns that are changed here; of a feed's entry some are not."""
    columns = tuple(filter(opened.may_change, topic.columns))
    return replace(topic, columns=columns) if columns else abort(404)


def _conflict(
    opened: OpenEntry, topic: Topic, changes: Mapping[str, str], error: EditConflictError
) -> Reply:
    """Show both: what somebody else saved meanwhile, and what this person typed.

    What this person left alone stands as it is now, so that saving again undoes nothing of others.
    """
    both = {**opened.cells, **changes}
    form = entry_form(topic.columns, both, knowledge(), words(), error.version, formdata=None)
    for name, cell in error.theirs.items():
        form.form_errors.append(
            f"{label_of(name)} was changed by somebody else meanwhile, to: "
            f"{cell_text(name, cell)}. What you typed is still here. "
            "Save again to put yours in its place"
        )
    return _page(opened, topic, form), CONFLICT


def _page(opened: OpenEntry, topic: Topic, form: EntryForm, preview: Preview | None = None) -> str:
    return render_template(
        "manage/edit.html",
        opened=opened,
        topic=topic,
        form=form,
        preview=preview,
        waits=not all(map(is_direct, topic.columns)),
        error_list=error_list(form, of_form="entry-form"),
    )
