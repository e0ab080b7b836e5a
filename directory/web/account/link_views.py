"""Links that were sent by e-mail: an invitation, or a new password."""

from flask import redirect, render_template, url_for
from werkzeug import Response

from directory.application.commands.account_links import account_of_link, make_link, use_link
from directory.application.commands.accounts import account_of, set_password_hash
from directory.application.commands.mail_queue import queue_mail
from directory.infrastructure.clock import now
from directory.infrastructure.password_hash import hash_password
from directory.storage import Account
from directory.web.account.blueprint import blueprint
from directory.web.account.forms import EmailForm, PasswordForm
from directory.web.account.mail_text import invitation_text, reset_text
from directory.web.extensions import db, site_url

UNPROCESSABLE, GONE = 422, 410
Reply = str | Response | tuple[str, int]


@blueprint.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> Reply:
    """Send a link with which a new password can be set; the answer is the same for any address."""
    form = EmailForm()
    if not form.validate_on_submit():
        page = render_template("account/forgotten.html", form=form, sent=False)
        return (page, UNPROCESSABLE) if form.is_submitted() else page
    account = account_of(db.session, form.email.data)
    if account is not None and account.closed_at is None:
        _queue(account, "reset")
    db.session.commit()
    return render_template("account/forgotten.html", form=form, sent=True)


@blueprint.route("/link/<secret>", methods=["GET", "POST"])
def link(secret: str) -> Reply:
    """Let whoever has the link choose a password: only sending the form uses it up."""
    account = account_of_link(db.session, secret, now())
    if account is None:
        return render_template("account/link_gone.html"), GONE
    form = PasswordForm(email=account.email)
    if form.validate_on_submit() and use_link(db.session, secret, now()):
        kept = hash_password(form.password.data)
        set_password_hash(db.session, account, kept, actor=account.actor, now=now())
        db.session.commit()
        return redirect(url_for("account.sign_in"), 303)
    page = render_template("account/link.html", form=form, account=account)
    return (page, UNPROCESSABLE) if form.is_submitted() else page


def queue_invitation(account: Account) -> None:
    """Queue the e-mail that invites a person; the caller commits."""
    _queue(account, "invite")


def _queue(account: Account, purpose: str) -> None:
    secret = make_link(db.session, account, purpose, now())
    address = site_url("account.link", secret=secret)
    subject, body = (invitation_text if purpose == "invite" else reset_text)(account, address)
    queue_mail(
        db.session,
        key=f"{purpose} {account.id} {now().isoformat()}",
        recipient=account.email,
        subject=subject,
        body=body,
        account_id=account.id,
        now=now(),
    )
