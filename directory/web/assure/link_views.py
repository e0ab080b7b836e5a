"""The pages of a link in a letter: the entry as it stands, one press, and a form for changes."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.assurance import link_of, still_right
from directory.application.commands.edit_service import (
    EditConflictError,
    entry_of,
    entry_to_edit,
)
from directory.application.commands.geocoding import locator
from directory.application.commands.proposals import TooManyWaitingError, propose_change
from directory.application.commands.service_versions import cells_of
from directory.infrastructure.clock import now, today
from directory.model.cell_types import Vocabulary
from directory.model.problems import FileError
from directory.storage import Service, ServiceLink, reference_data
from directory.web.assure.blueprint import blueprint
from directory.web.assure.entry_text import CHANGED_BY_LINK, entry_lines
from directory.web.base_form import error_list
from directory.web.entry_forms.entry_form import EntryForm, entry_form
from directory.web.entry_forms.topics import label_of
from directory.web.extensions import current_settings, db
from directory.web.number_params import whole_number

UNPROCESSABLE, CONFLICT, GONE, TOO_MANY = 422, 409, 410, 429
Reply = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """An entry that a link opens."""

    link: ServiceLink
    name: str
    cells: dict[str, str]
    version: int


@blueprint.get("/<secret>")
def entry(secret: str) -> Reply:
    """Show the entry; to open it changes nothing."""
    opened = _opened(secret)
    return _page(opened, secret) if opened else _gone()


@blueprint.post("/<secret>")
def answer(secret: str) -> Reply:
    """Keep that the entry is still right, as it was seen."""
    opened = _opened(secret)
    if opened is None:
        return _gone()
    seen = whole_number(request.form, "seen")
    if seen is None:
        abort(400)
    try:
        still_right(
            db.session,
            opened.link,
            seen=seen,
            words=_words(),
            locate=locator(reference_data.places_in(current_settings().places)),
            now=now(),
        )
    except EditConflictError:
        db.session.rollback()
        return _page(opened, secret, is_changed=True), CONFLICT
    except FileError:  # what was taken in once would be refused now: it has to be mended first
        db.session.rollback()
        return redirect(url_for("assure.change_form", secret=secret), 303)
    db.session.commit()
    return render_template("assure/thanks.html", name=opened.name, waits=False)


@blueprint.get("/<secret>/change")
def change_form(secret: str) -> Reply:
    """Ask what has changed."""
    opened = _opened(secret)
    return _form_page(opened, _form(opened), secret) if opened else _gone()


@blueprint.post("/<secret>/change")
def change(secret: str) -> Reply:
    """Keep what has changed for an editor; the entry stays as it is until then."""
    opened = _opened(secret)
    if opened is None:
        return _gone()
    form = _form(opened)
    if not form.validate_on_submit():
        return _form_page(opened, form, secret), UNPROCESSABLE
    if not form.changes():
        return redirect(url_for("assure.entry", secret=secret), 303)
    try:
        entry_of({**opened.cells, **form.changes()}, _words())
        _propose(opened, form)
    except FileError as error:
        form.put_file_problems(error.problems)
        return _form_page(opened, form, secret), UNPROCESSABLE
    except TooManyWaitingError:
        form.form_errors.append("Your earlier changes are waiting to be read: wait for these first")
        return _form_page(opened, form, secret), TOO_MANY
    db.session.commit()
    return render_template("assure/thanks.html", name=opened.name, waits=True)


def _form(opened: OpenLink) -> EntryForm:
    knowledge = reference_data.knowledge_in(current_settings())
    return entry_form(CHANGED_BY_LINK, opened.cells, knowledge, _words(), opened.version)


def _propose(opened: OpenLink, form: EntryForm) -> None:
    service = db.session.get_one(Service, opened.link.service_id)
    propose_change(
        db.session,
        service.id,
        form.changes(),
        account=None,
        organisation_id=service.organisation_id,
        based_on=opened.version,
        now=now(),
    )


def _opened(secret: str) -> OpenLink | None:
    link = link_of(db.session, secret, now())
    if link is None:
        return None
    found, version = entry_to_edit(db.session, link.service_id)
    return OpenLink(
        link=link, name=str(found.values["name"]), cells=cells_of(found), version=version
    )


def _page(opened: OpenLink, secret: str, *, is_changed: bool = False) -> str:
    return render_template(
        "assure/entry.html",
        opened=opened,
        secret=secret,
        lines=list(entry_lines(opened.cells)),
        is_changed=is_changed,
    )


def _form_page(opened: OpenLink, form: EntryForm, secret: str) -> str:
    return render_template(
        "assure/change.html",
        opened=opened,
        form=form,
        columns=CHANGED_BY_LINK,
        label_of=label_of,
        secret=secret,
        error_list=error_list(form, of_form="entry-form"),
    )


def _gone() -> tuple[str, int]:
    return render_template("assure/gone.html"), GONE


def _words() -> Vocabulary:
    settings = current_settings()
    places = reference_data.places_in(settings.places)
    return reference_data.vocabulary(reference_data.knowledge_in(settings), places, today())
