"""Telling that an entry is wrong: kept for the directory team, and never about a family."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.actions.corrections import MOST_AN_HOUR, URGENT, TooManyError, tell_wrong
from directory.clock import now
from directory.db import Service
from directory.extensions import db
from directory.find.changes_found import shown
from directory.find.journey import blueprint
from directory.find.wrong_form import LONGEST_ROLE, LONGEST_TEXT, WrongForm

UNPROCESSABLE, TOO_MANY = 422, 429
Reply = str | Response | tuple[str, int]
_FULL_SERVICE = (
    f"{MOST_AN_HOUR} people have told us about this service in the last hour: "
    "wait an hour, then tell us if it is still wrong"
)
_FULL = "More is waiting to be read than can be read now: tell us again in a few days"


@blueprint.route("/service/<id>/wrong", methods=["GET", "POST"])
def wrong(id: str) -> Reply:
    """Ask what is wrong with an entry, and keep it."""
    service, form = _service(id), WrongForm()
    if not form.validate_on_submit():
        page = _page(service, form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)
    try:
        tell_wrong(
            db.session, service, form.what.data, text=form.words, role=form.role_words, now=now()
        )
    except TooManyError as error:
        form.form_errors.append(_FULL if error.everywhere else _FULL_SERVICE)
        return _page(service, form), TOO_MANY
    db.session.commit()
    urgent = "1" if form.what.data == URGENT else None
    return redirect(url_for("find.told_wrong", id=id, urgent=urgent), 303)


@blueprint.get("/service/<id>/told")
def told_wrong(id: str) -> str:
    """Thank, and say what happens next."""
    urgent = request.args.get("urgent") == "1"
    return render_template("find/wrong_told.html", service=_service(id), urgent=urgent)


def _service(id: str) -> Service:
    """Return a service that the directory tells of, gone ones too; stop where there is none."""
    found = db.session.scalar(select(Service).where(Service.id == id, *shown(db.session)))
    return found or abort(404)


def _page(service: Service, form: WrongForm) -> str:
    full = [{"text": text, "href": "#what"} for text in form.form_errors]
    return render_template(
        "find/wrong.html",
        service=service,
        form=form,
        longest=LONGEST_TEXT,
        longest_role=LONGEST_ROLE,
        error_list=full,
    )
