"""Every version of an entry: read, compared with the one before, and brought back."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import restore_version
from directory.application.commands.service_versions import versions_of
from directory.infrastructure.clock import date_in_england, in_utc
from directory.infrastructure.text_format import long_date
from directory.model.problems import FileError
from directory.storage import ServiceVersion
from directory.web.entry_forms.cell_text import CellChangeText, change_texts
from directory.web.entry_forms.topics import label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import (
    UNPROCESSABLE,
    OpenEntry,
    edit_by,
    locate,
    open_entry,
    words,
)
from directory.web.number_params import whole_number

Reply = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version: who made it, when, from where, and what it changed."""

    number: int
    day: str
    who: str
    source: str
    changes: tuple[CellChangeText, ...]


@blueprint.get("/service/<id>/versions")
def versions(id: str) -> str:
    """List the versions of an entry, the newest first."""
    return _page(open_entry(id))


@blueprint.post("/service/<id>/versions")
def restore(id: str) -> Reply:
    """Let the entry state again what it stated before a version."""
    opened, number = open_entry(id), whole_number(request.form, "before")
    found = versions_of(db.session, id)
    if opened.feed_id or number is None or number not in {each.version for each in found}:
        abort(400)
    try:
        # What stood before this version is what stood in the one that came before it.
        restore_version(
            db.session, id, number - 1, words=words(), locate=locate(), by=edit_by("versions")
        )
    except FileError as error:
        db.session.rollback()
        told = [f"{label_of(p.column or '')}: {p.problem}" for p in error.problems]
        return _page(opened, *told), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for("manage.service", id=id, done="restored"), 303)


def _page(opened: OpenEntry, *problems: str) -> str:
    return render_template(
        "manage/versions.html",
        opened=opened,
        versions=[_view(each) for each in versions_of(db.session, opened.id)],
        error_list=[{"text": problem, "href": "#versions"} for problem in problems],
    )


def _view(version: ServiceVersion) -> VersionView:
    return VersionView(
        number=version.version,
        day=long_date(date_in_england(in_utc(version.at))),
        who=version.actor,
        source=version.source,
        changes=tuple(change_texts(version.before, version.after)),
    )
