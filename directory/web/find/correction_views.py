"""Telling that an entry is wrong: kept for the directory team, and never about a family."""

import hashlib
import hmac
from ipaddress import ip_address

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.corrections import (
    TooManyError,
    report_wrong_entry,
)
from directory.application.commands.geocoding import locator
from directory.application.commands.hidden_reports import URGENT
from directory.infrastructure.clock import now, today
from directory.storage import Service, reference_data
from directory.web.base_form import error_list
from directory.web.extensions import current_settings, db
from directory.web.find.blueprint import blueprint
from directory.web.find.correction_form import LONGEST_ROLE, LONGEST_TEXT, WrongForm
from directory.web.find.shown_services import shown

UNPROCESSABLE, TOO_MANY = 422, 429
Reply = str | Response | tuple[str, int]
_FULL = {
    "visitor": "You have told us a lot today: tell us more tomorrow, if it is still wrong",
    "service": "Many have told us about this service: tell us again in a few days, if it is wrong",
    "all": "More is waiting to be read than can be read now: tell us again in a few days",
}


@blueprint.route("/service/<id>/wrong", methods=["GET", "POST"])
def wrong(id: str) -> Reply:
    """Ask what is wrong with an entry, and keep it."""
    service, form = _service(id), WrongForm()
    if not form.validate_on_submit():
        page = _page(service, form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)
    try:
        report_wrong_entry(
            db.session,
            service,
            form.what.data,
            text=form.words,
            role=form.role_words,
            visitor=_visitor(),
            locate=locator(reference_data.places_in(current_settings().places)),
            now=now(),
        )
    except TooManyError as error:
        form.form_errors.append(_FULL[error.by])
        return _page(service, form), TOO_MANY
    db.session.commit()
    urgent = "1" if form.what.data == URGENT else None
    return redirect(url_for("find.told_wrong", id=id, urgent=urgent), 303)


@blueprint.get("/service/<id>/told")
def told_wrong(id: str) -> str:
    """Thank, and say what happens next."""
    urgent = request.args.get("urgent") == "1"
    return render_template("find/wrong_told.html", service=_service(id), urgent=urgent)


def _visitor() -> str:
    """Return a digest of where a request comes from, which is another one tomorrow.

    Of an IPv6 address the first half counts: one household has all that begin alike.
    """
    address = request.remote_addr or ""
    if ":" in address:
        address = ip_address(address.partition("%")[0]).exploded[:19]
    told = f"{today().isoformat()} {address}".encode()
    key = current_settings().secret_key.encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()[:32]


def _service(id: str) -> Service:
    """Return a service that the directory tells of, gone ones too; stop where there is none."""
    found = db.session.scalar(select(Service).where(Service.id == id, *shown(db.session)))
    return found or abort(404)


def _page(service: Service, form: WrongForm) -> str:
    return render_template(
        "find/wrong.html",
        service=service,
        form=form,
        longest=LONGEST_TEXT,
        longest_role=LONGEST_ROLE,
        error_list=error_list(form, of_form="what"),
    )
