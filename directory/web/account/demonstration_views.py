"""A demonstration person of each role, signed in by one press: in development only."""

from flask import abort, request
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.accounts import account_of, add_account
from directory.infrastructure.clock import now
from directory.model.roles import AccountRole
from directory.storage import Account, Organisation, Service
from directory.web.account.blueprint import blueprint
from directory.web.account.sign_in_views import signed_in
from directory.web.extensions import current_settings, db


@blueprint.post("/demonstration")
def demonstrate() -> Response:
    """Sign in as a demonstration person."""
    if current_settings().is_production:
        abort(404)
    try:
        role = AccountRole(request.form.get("role", ""))
    except ValueError:
        abort(400)
    return signed_in(_demonstration_of(role), "link")


def _demonstration_of(role: AccountRole) -> Account:
    email = f"{role}@demonstration.example"
    account = account_of(db.session, email)
    if account is None or account.closed_at or not account.is_demonstration:
        if account is not None:
            abort(404)
        account = add_account(
            db.session,
            email=email,
            name=f"Demonstration {role}",
            role=role,
            organisations=_first_organisation() if role == AccountRole.PROVIDER else (),
            actor="demonstration",
            now=now(),
            is_demonstration=True,
        )
    return account


def _first_organisation() -> tuple[int, ...]:
    """Return an organisation of the directory's own file; none where it is empty."""
    own = select(Organisation.id).join(Service).where(Service.feed_id.is_(None))
    first = db.session.scalar(own.order_by(Organisation.id).limit(1))
    return () if first is None else (first,)
