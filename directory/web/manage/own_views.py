"""A provider's own entries, and their changes that wait."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.proposals import DecidedError, decide
from directory.infrastructure.clock import now
from directory.storage import ProposedChange, Service
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import signed_in
from directory.web.number_params import whole_number

NEWEST = 50


@blueprint.get("/own")
def own_services() -> str:
    """List the entries of one's own organisations, and what became of one's changes."""
    account = signed_in()
    own = (
        select(Service)
        .where(
            Service.organisation_id.in_(account.organisation_ids),
            Service.feed_id.is_(None),
            Service.gone_on.is_(None),
        )
        .order_by(Service.name, Service.id)
    )
    asked = select(ProposedChange).where(ProposedChange.account_id == account.id)
    return render_template(
        "manage/own.html",
        services=db.session.scalars(own).all(),
        changes=db.session.scalars(asked.order_by(ProposedChange.id.desc()).limit(NEWEST)).all(),
    )


@blueprint.post("/own")
def withdraw() -> Response:
    """Take one's own change back, while nobody has decided."""
    change = db.session.get(ProposedChange, whole_number(request.form, "change") or 0)
    if change is None or change.account_id != signed_in().id:
        abort(404)
    try:
        decide(db.session, change, "withdrawn", text=None, actor=signed_in().actor, now=now())
    except DecidedError:
        abort(409)
    db.session.commit()
    return redirect(url_for("manage.own_services"), 303)
