"""Accounts of others, for an administrator: inviting, changing, closing and deleting."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.accounts import (
    AccountExistsError,
    LastAdministratorError,
    add_account,
    change_role,
    close_account,
    delete_account,
    open_account,
    set_code_secret,
)
from directory.infrastructure.clock import now
from directory.model.roles import AccountRole
from directory.storage import Account, Organisation
from directory.web.account.blueprint import blueprint
from directory.web.account.forms import MEANINGS, NewPersonForm, PersonForm
from directory.web.account.link_views import queue_invitation
from directory.web.account_session import current_account
from directory.web.base_form import error_list
from directory.web.extensions import db

UNPROCESSABLE, CONFLICT = 422, 409
Reply = str | Response | tuple[str, int]
EXISTS = "There is an account of this e-mail address already"
LAST = "This is the last administrator: make somebody else one first"


@blueprint.get("/people")
def people() -> str:
    """List every account."""
    found = db.session.scalars(select(Account).order_by(Account.closed_at, Account.name)).all()
    return render_template("account/people.html", people=found)


@blueprint.route("/people/new", methods=["GET", "POST"])
def new_person() -> Reply:
    """Invite a person by e-mail."""
    form = NewPersonForm(known=_organisations())
    if not form.validate_on_submit():
        return _page("account/new_person.html", form, None)
    try:
        account = add_account(
            db.session,
            email=form.email.data,
            name=form.name.data,
            role=AccountRole(form.role.data),
            organisations=form.organisation_ids,
            actor=_actor(),
            now=now(),
        )
    except AccountExistsError:
        form.email.errors = [EXISTS]
        return _page("account/new_person.html", form, None)
    queue_invitation(account)
    db.session.commit()
    return redirect(url_for("account.people"), 303)


@blueprint.route("/people/<int:id>", methods=["GET", "POST"])
def person(id: int) -> Reply:
    """Show an account, and do what an administrator asks of it."""
    account = db.session.get(Account, id) or abort(404)
    known = _organisations()
    kept = (name for name, id in known.items() if id in account.organisation_ids)
    form = PersonForm(known=known, role=account.role, organisations="\n".join(kept))
    do = request.form.get("do", "")
    try:
        if request.method == "POST" and do in ACTIONS:
            ACTIONS[do](account)
        elif form.validate_on_submit():
            role, organisations = AccountRole(form.role.data), form.organisation_ids
            change_role(db.session, account, role, organisations, actor=_actor(), now=now())
        else:
            return _page("account/person.html", form, account)
    except LastAdministratorError:
        form.form_errors.append(LAST)
        return _page("account/person.html", form, account, CONFLICT)
    db.session.commit()
    return redirect(url_for("account.people"), 303)


def _close(account: Account) -> None:
    close_account(db.session, account, actor=_actor(), now=now())


def _open(account: Account) -> None:
    open_account(db.session, account, actor=_actor(), now=now())


def _delete(account: Account) -> None:
    delete_account(db.session, account, actor=_actor(), now=now())


def _reset_codes(account: Account) -> None:
    set_code_secret(db.session, account, None, actor=_actor(), now=now())


ACTIONS = {
    "close": _close,
    "open": _open,
    "delete": _delete,
    "reset-codes": _reset_codes,
    "invite": queue_invitation,
}


def _page(
    template: str, form: PersonForm, account: Account | None, status: int = UNPROCESSABLE
) -> Reply:
    page = render_template(
        template,
        form=form,
        account=account,
        meanings=MEANINGS,
        error_list=error_list(form, of_form="role"),
    )
    return page if request.method == "GET" else (page, status)


def _organisations() -> dict[str, int]:
    """Return the id of each organisation by its name; of one name, the first."""
    names = select(Organisation.name, Organisation.id).order_by(Organisation.id.desc())
    return {name: id for name, id in db.session.execute(names)}


def _actor() -> str:
    account = current_account() or abort(403)
    return account.actor
