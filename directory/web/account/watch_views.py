"""What one watches: listed, added from the page of a service, and dropped."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.watches import (
    OFTEN,
    TooManyWatchesError,
    add_watch,
    drop_watch,
    watches_of,
)
from directory.infrastructure.clock import now
from directory.storage import Account, Service, Watch, reference_data
from directory.web.account.blueprint import blueprint
from directory.web.account_session import current_account
from directory.web.extensions import current_settings, db

TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """A watch in words; `service` is the id of the one that it names."""

    number: int
    name: str
    service: str | None
    often: str


@blueprint.get("/watching")
def watching() -> str:
    """List what this account watches."""
    lines = [_line(watch) for watch in watches_of(db.session, _account())]
    return render_template("account/watching.html", lines=lines)


@blueprint.post("/watching")
def watch() -> Response:
    """Watch a service, or a programme in an area."""
    often, id = request.form.get("often", ""), request.form.get("service", "")
    programme, area = request.form.get("programme", ""), request.form.get("area", "")
    if often not in OFTEN:
        abort(400)
    if id and db.session.get(Service, id) is not None:
        what, subject = "service", id
    elif _serves(programme, area):
        what, subject = "programme", f"{programme}|{area}"
    else:
        abort(400)
    try:
        add_watch(db.session, _account(), what, subject, often, now=now())
    except TooManyWatchesError:
        abort(TOO_MANY)
    db.session.commit()
    return redirect(url_for("account.watching"), 303)


@blueprint.post("/watching/<int:number>/drop")
def drop_watched(number: int) -> Response:
    """Watch something no more."""
    if not drop_watch(db.session, _account(), number, now=now()):
        abort(404)
    db.session.commit()
    return redirect(url_for("account.watching"), 303)


def _serves(programme: str, area: str) -> bool:
    """Say whether there are such a programme and such an area."""
    known = reference_data.knowledge_in(current_settings()).programme
    return programme in known and reference_data.area_name(area) != area


def _line(watch: Watch) -> WatchLine:
    often = OFTEN[watch.often]
    if watch.what == "service":
        name = db.session.scalar(select(Service.name).where(Service.id == watch.subject))
        return WatchLine(
            number=watch.id, name=name or watch.subject, service=watch.subject, often=often
        )
    programme, _, area = watch.subject.partition("|")
    known = reference_data.knowledge_in(current_settings()).programme.get(programme)
    name = f"{known.name if known else programme} in {reference_data.area_name(area)}"
    return WatchLine(number=watch.id, name=name, service=None, often=often)


def _account() -> Account:
    return current_account() or abort(403)
