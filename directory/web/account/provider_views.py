"""Signing in through the council's identity provider, by OpenID Connect."""

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import abort, current_app, redirect, render_template, session
from joserfc.errors import JoseError
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.accounts import account_of
from directory.infrastructure.account_settings import IdentityProvider
from directory.storage import Account
from directory.web.account.blueprint import blueprint
from directory.web.account.sign_in_views import next_path, signed_in
from directory.web.extensions import current_settings, db, site_url

UNAVAILABLE, FORBIDDEN = 503, 403
TIMEOUT_SECONDS = 10
Reply = str | Response | tuple[str, int]
CAME_FOR = "came_for"


@blueprint.get("/council")
def begin_provider() -> Reply:
    """Lead to the identity provider."""
    provider = _provider()
    session[CAME_FOR] = next_path()
    try:
        answer = _client(provider).authorize_redirect(_back())
    except (requests.RequestException, OAuthError, ValueError, KeyError):
        return _refused("unavailable"), UNAVAILABLE
    assert isinstance(answer, Response)
    return answer


@blueprint.get("/council/back")
def finish_provider() -> Reply:
    """Take what the identity provider says, and sign in the account of that person."""
    provider = _provider()
    try:
        told = _client(provider).authorize_access_token().get("userinfo") or {}
    except requests.RequestException:
        return _refused("unavailable"), UNAVAILABLE
    except (OAuthError, JoseError, ValueError, KeyError):
        return _refused("not-proven"), FORBIDDEN
    account = _account_of(provider, told)
    if account is None:
        return _refused("no-account"), FORBIDDEN
    came_for = session.pop(CAME_FOR, None)
    answer = signed_in(account, "provider")
    return redirect(came_for, 303) if came_for else answer


def _account_of(provider: IdentityProvider, told: dict[str, object]) -> Account | None:
    """Return the open account of who was told: by their id there, or first by a proven address."""
    subject = f"{provider.issuer.rstrip('/')} {told.get('sub', '')}"
    account = db.session.scalar(select(Account).where(Account.subject == subject))
    if account is None and told.get("email_verified") is True:
        account = account_of(db.session, str(told.get("email", "")))
        if account is not None and account.subject not in (None, subject):
            return None
    if account is None or account.closed_at is not None or not told.get("sub"):
        return None
    account.subject = subject
    return account


def _provider() -> IdentityProvider:
    return current_settings().accounts.provider or abort(404)


def _client(provider: IdentityProvider) -> OAuth:
    """Return what speaks with the provider; what it can do is asked of it once."""
    if "oauth" not in current_app.extensions:
        oauth = OAuth(current_app)
        oauth.register(
            "council",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=provider.metadata_url,
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "timeout": TIMEOUT_SECONDS,
            },
        )
        current_app.extensions["oauth"] = oauth
    return current_app.extensions["oauth"].council


def _back() -> str:
    """Return where the provider leads back to: by our own settings, whatever Host was sent."""
    return site_url("account.finish_provider")


def _refused(why: str) -> str:
    return render_template("account/refused.html", why=why)
