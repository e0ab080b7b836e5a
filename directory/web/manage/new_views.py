"""Adding an entry: what it must state first, then the rest topic by topic."""

import re
import unicodedata

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import ServiceExistsError, add_service
from directory.model.problems import FileError
from directory.web.base_form import error_list
from directory.web.entry_forms.entry_form import EntryForm, entry_form
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import (
    UNPROCESSABLE,
    edit_by,
    knowledge,
    locate,
    words,
)

Reply = str | Response | tuple[str, int]
FIRST = ("name", "organisation", "kind", "programme", "description", "status", "phone", "email")
LONGEST_ID = 80
MOST_TRIES = 100


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Reply:
    """Ask for what every entry states, and add it."""
    form = entry_form(FIRST, {"status": "active"}, knowledge(), words(), 0)
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), UNPROCESSABLE
    cells = form.cells()
    try:
        id = _added(cells)
    except FileError as error:
        db.session.rollback()
        form.put_file_problems(error.problems)
        return _page(form), UNPROCESSABLE
    return redirect(url_for("manage.service", id=id, done="added"), 303)


def _added(cells: dict[str, str]) -> str:
    """Add an entry under the first id that is free, made of its name."""
    base = id_of(cells["name"], cells["organisation"])
    for number in range(1, MOST_TRIES):
        id = base if number == 1 else f"{base}-{number}"
        try:
            stated = {"id": id, **cells}
            by = edit_by("new entry")
            add_service(db.session, stated, words=words(), locate=locate(), by=by)
        except ServiceExistsError:
            db.session.rollback()
            continue
        db.session.commit()
        return id
    raise ServiceExistsError


def id_of(name: str, organisation: str) -> str:
    """Return an id in small letters, digits and hyphens, made of the name of the service."""
    for text in (name, organisation, "service"):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        id = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:LONGEST_ID].strip("-")
        if id:
            return id
    return "service"


def _page(form: EntryForm) -> str:
    return render_template(
        "manage/new.html",
        form=form,
        columns=FIRST,
        error_list=error_list(form, of_form="entry-form"),
    )
