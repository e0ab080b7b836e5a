"""One's own account: what is kept of it, a new password, signing out everywhere, and leaving."""

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug import Response as BaseResponse

from directory.application.commands.account_export import account_export
from directory.application.commands.accounts import (
    LastAdministratorError,
    delete_account,
    end_sessions,
    set_password_hash,
)
from directory.infrastructure.clock import now
from directory.infrastructure.password_hash import hash_password
from directory.storage import Account
from directory.web.account.blueprint import blueprint
from directory.web.account.forms import MEANINGS, PasswordForm
from directory.web.account_session import begin_session, current_account, end_session
from directory.web.extensions import db

UNPROCESSABLE, CONFLICT = 422, 409
Reply = str | BaseResponse | tuple[str, int]


@blueprint.get("/")
def own() -> str:
    """Show one's own account, and where to begin."""
    return _own_page(_account())


@blueprint.route("/password", methods=["GET", "POST"])
def password() -> Reply:
    """Set a new password, which ends every other session."""
    account = _account()
    form = PasswordForm(email=account.email)
    if not form.validate_on_submit():
        page = render_template("account/password.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)
    kept = hash_password(form.password.data)
    set_password_hash(db.session, account, kept, actor=account.actor, now=now())
    db.session.commit()
    begin_session(account)
    return redirect(url_for("account.own"), 303)


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> BaseResponse:
    """End every session of this account."""
    account = _account()
    end_sessions(db.session, account, actor=account.actor, now=now())
    db.session.commit()
    end_session()
    return redirect(url_for("account.sign_in"), 303)


@blueprint.get("/export.json")
def export() -> Response:
    """Give out everything that is kept of this person."""
    answer = jsonify(account_export(db.session, _account()))
    answer.headers["Content-Disposition"] = 'attachment; filename="waymark-account.json"'
    return answer


@blueprint.post("/delete")
def delete() -> Reply:
    """Delete this account at once."""
    account = _account()
    try:
        delete_account(db.session, account, actor=account.actor, now=now())
    except LastAdministratorError:
        return _own_page(account, last=True), CONFLICT
    db.session.commit()
    end_session()
    return redirect(url_for("pages.start"), 303)


def _own_page(account: Account, *, last: bool = False) -> str:
    return render_template(
        "account/own.html", account=account, meaning=MEANINGS[account.acts_as], last=last
    )


def _account() -> Account:
    return current_account() or abort(403)
