"""Signing in by a password, and with a one-time code where the role needs one."""

import json
from dataclasses import asdict, dataclass

import segno
from cryptography.fernet import InvalidToken
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug import Response

from directory.application.commands.accounts import note_sign_in, set_code_secret
from directory.application.commands.sign_in import (
    check_code,
    check_password,
    code_address,
    new_code_secret,
)
from directory.infrastructure.clock import now
from directory.model.roles import NEEDS_CODE
from directory.storage import Account
from directory.web.account.blueprint import blueprint
from directory.web.account.forms import CodeForm, SignInForm
from directory.web.account_session import begin_session, current_account, end_session
from directory.web.base_form import error_list
from directory.web.encrypted_cookies import cookie_manners, resealed, seal_for
from directory.web.extensions import current_settings, db

UNPROCESSABLE = 422
Reply = str | Response | tuple[str, int]
NOT_SIGNED_IN = (
    "The e-mail address or the password is not right. After several tries, wait 15 minutes"
)
NOT_THE_CODE = "That code is not right, or was used: enter the one that the app shows now"
HALFWAY_COOKIE, HALFWAY_PURPOSE = "waymark_sign_in", "sign-in"
HALFWAY_SECONDS = 10 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Halfway:
    """Whose password was right, in which session, and the secret of codes to be set up."""

    account: int
    number: int
    secret: str | None = None


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Reply:
    """Ask for an e-mail address and a password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, 200 if request.method == "GET" else UNPROCESSABLE)
    account = check_password(db.session, form.email.data, form.password.data, _address(), now())
    db.session.commit()
    if account is None:
        form.form_errors.append(NOT_SIGNED_IN)
        return _sign_in_page(form, UNPROCESSABLE)
    if account.acts_as in NEEDS_CODE:
        step = "account.code" if account.code_secret else "account.set_up_codes"
        return _halfway(account, redirect(url_for(step, next=next_path()), 303))
    return signed_in(account, "password")


@blueprint.route("/code", methods=["GET", "POST"])
def code() -> Reply:
    """Ask for the one-time code of an account whose password was right."""
    account, form = _half_signed_in(), CodeForm()
    if account is None or account.code_secret is None:
        return redirect(url_for("account.sign_in"), 303)
    secret = seal_for("codes").decrypt(account.code_secret.encode()).decode()
    if form.validate_on_submit():
        if _is_code(account, secret, form):
            _keep_under_present_key(account)
            return signed_in(account, "password")
        form.code.errors = [NOT_THE_CODE]
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return render_template("account/code.html", form=form, next=next_path()), status


@blueprint.route("/codes", methods=["GET", "POST"])
def set_up_codes() -> Reply:
    """Set one-time codes up: an app is told a secret, and shows that it knows it."""
    account, form = _half_signed_in(), CodeForm()
    if account is None or account.code_secret is not None:
        return redirect(url_for("account.sign_in"), 303)
    halfway = _halfway_data()
    secret = (halfway.secret if halfway else None) or new_code_secret()
    if form.validate_on_submit():
        if _is_code(account, secret, form):
            sealed = seal_for("codes").encrypt(secret.encode()).decode()
            step = account.code_step
            set_code_secret(db.session, account, sealed, actor=account.actor, now=now())
            account.code_step = step
            return signed_in(account, "password")
        form.code.errors = [NOT_THE_CODE]
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return _halfway(account, Response(_codes_page(account, secret, form), status), secret)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Sign out in this browser."""
    end_session()
    return redirect(url_for("pages.start"), 303)


def signed_in(account: Account, by: str) -> Response:
    """Sign an account in, and lead to where it came for; commits."""
    note_sign_in(db.session, account, by, now())
    db.session.commit()
    begin_session(account)
    answer = redirect(next_path() or url_for("account.own"), 303)
    answer.delete_cookie(HALFWAY_COOKIE)
    return answer


def next_path() -> str | None:
    """Return the page of ours that was asked for before; None for any other address."""
    path = request.args.get("next", "")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours and "\\" not in path else None


def _keep_under_present_key(account: Account) -> None:
    """Seal the secret of one-time codes anew after a change of keys, so the former can go."""
    sealed = resealed("codes", account.code_secret or "")
    if sealed:
        step = account.code_step
        set_code_secret(db.session, account, sealed, actor=account.actor, now=now())
        account.code_step = step


def _is_code(account: Account, secret: str, form: CodeForm) -> bool:
    is_right = check_code(db.session, account, secret, form.code.data, _address(), now())
    db.session.commit()
    return is_right


def _sign_in_page(form: SignInForm, status: int) -> Reply:
    settings = current_settings()
    page = render_template(
        "account/sign_in.html",
        form=form,
        next=next_path(),
        provider=settings.accounts.provider,
        is_development=not settings.is_production,
        error_list=error_list(form, of_form="email"),
    )
    return page, status


def _codes_page(account: Account, secret: str, form: CodeForm) -> str:
    code = segno.make(code_address(secret, account.email), micro=False)
    drawing = Markup(code.svg_inline(scale=5, light="#fff"))
    return render_template(
        "account/codes.html", form=form, secret=secret, drawing=drawing, next=next_path()
    )


def _address() -> str:
    return request.remote_addr or ""


def _halfway(account: Account, answer: Response, secret: str | None = None) -> Response:
    """Let a browser show within ten minutes that this account's password was right."""
    held = Halfway(account=account.id, number=account.session_number, secret=secret)
    sealed = seal_for(HALFWAY_PURPOSE).encrypt(json.dumps(asdict(held)).encode()).decode()
    answer.set_cookie(HALFWAY_COOKIE, sealed, max_age=HALFWAY_SECONDS, **cookie_manners())
    return answer


def _halfway_data() -> Halfway | None:
    sealed = request.cookies.get(HALFWAY_COOKIE, "")
    try:
        opened = seal_for(HALFWAY_PURPOSE).decrypt(sealed.encode(), ttl=HALFWAY_SECONDS)
        return Halfway(**json.loads(opened))
    except (InvalidToken, ValueError, TypeError):
        return None


def _half_signed_in() -> Account | None:
    held = _halfway_data()
    if held is None or current_account() is not None:
        return None
    account = db.session.get(Account, held.account)
    if account is None or account.closed_at or account.session_number != held.number:
        return None
    return account
