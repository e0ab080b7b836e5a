"""The desk of the directory team: what waits, as lists, each with its number."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, abort, redirect, render_template, request, url_for
from sqlalchemy import func, select
from werkzeug import Response as BaseResponse

from directory.application.commands.edit_service import edit_service, entry_to_edit
from directory.application.commands.proposals import waiting_changes
from directory.application.waiting_reports import count_waiting_reports
from directory.application.worklists import (
    BY_ID,
    WORKLISTS,
    ListedEntry,
    counts_of,
    entries_on,
    found_entries,
    telling_entries,
)
from directory.exchange.directory_file.guide import guide_of
from directory.exchange.directory_file.xlsx_writer import write_workbook
from directory.infrastructure.clock import now, today
from directory.model.roles import AccountRole
from directory.storage import Account, Service
from directory.storage.entry_repository import entries_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.service_views import PRESSES
from directory.web.manage.view_support import edit_by, knowledge, locate, signed_in, words

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FOUND, MOST_LISTED = 50, 500
SILENT_AFTER = timedelta(days=180)
BULK = {"checked": "Mark as checked today", "pause": "Pause", "close": "Close"}
Reply = str | BaseResponse


@blueprint.get("/")
def desk() -> str:
    """Show what waits, and find an entry to change."""
    asked = request.args.get("q", "").strip()
    return render_template(
        "manage/desk.html",
        asked=asked,
        found=found_entries(db.session, asked, MOST_FOUND) if asked else None,
        lists=WORKLISTS,
        counts=counts_of(db.session, today()),
        waiting=len(waiting_changes(db.session)),
        told=count_waiting_reports(db.session),
        telling=telling_entries(db.session),
        silent=_silent(),
    )


@blueprint.get("/list/<name>")
def worklist(name: str) -> str:
    """Show one list."""
    chosen = BY_ID.get(name) or abort(404)
    return render_template(
        "manage/list.html",
        list=chosen,
        entries=entries_on(db.session, name, today(), MOST_LISTED),
        count=counts_of(db.session, today())[name],
        most=MOST_LISTED,
        bulk=BULK,
    )


@blueprint.post("/list/<name>")
def change_many(name: str) -> Reply:
    """Show what one press would do to several entries, and then do it."""
    chosen, do = BY_ID.get(name) or abort(404), request.form.get("do", "")
    if do not in BULK:
        abort(400)
    ids = request.form.getlist("id")
    entries = [each for each in entries_on(db.session, name, today()) if each.id in set(ids)]
    if not entries or "sure" not in request.form:
        return render_template(
            "manage/many.html", list=chosen, entries=entries, do=do, words=BULK[do]
        )
    _change_all(entries, do)
    db.session.commit()
    return redirect(url_for("manage.worklist", name=name), 303)


@blueprint.get("/list/<name>.xlsx")
def worklist_file(name: str) -> Response:
    """Give out the entries of a list as a spreadsheet, to work from and to send back."""
    if name not in BY_ID:
        abort(404)
    ids = [each.id for each in entries_on(db.session, name, today())]
    known = entries_of(db.session, ids)
    content = write_workbook([known[id] for id in ids if id in known], guide_of(knowledge()))
    headers = {"Content-Disposition": f'attachment; filename="waymark-{name}.xlsx"'}
    return Response(content, mimetype=WORKBOOK, headers=headers)


def _change_all(entries: Sequence[ListedEntry], do: str) -> None:
    """Change entries of our own file; those of a feed are not ours to change."""
    own = select(Service.id).where(
        Service.id.in_([each.id for each in entries]), Service.feed_id.is_(None)
    )
    checked = {"assured_on": today().isoformat(), "assured_by": signed_in().role.capitalize()}
    cells = checked if do == "checked" else {"status": PRESSES[do]}
    for id in db.session.scalars(own).all():
        _, version = entry_to_edit(db.session, id)
        edit_service(
            db.session,
            id,
            cells,
            based_on=version,
            words=words(),
            locate=locate(),
            by=edit_by(f"list {do}"),
        )


def _silent() -> list[str]:
    """Return the providers who have not signed in for half a year."""
    last = now() - SILENT_AFTER
    silent = select(Account.name).where(
        Account.role == AccountRole.PROVIDER,
        Account.closed_at.is_(None),
        func.coalesce(Account.signed_in_at, Account.created_at) < last,
    )
    return list(db.session.scalars(silent.order_by(Account.name)))
