"""Who may do what: every endpoint by its name, and nobody where it is not listed."""

from collections.abc import Mapping
from enum import Enum

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import ServiceUnavailable

from directory.model.roles import (
    ADMINISTRATORS,
    DIRECTORY_TEAM,
    EVERYONE,
    KEEPERS,
    PLANNERS,
    AccountRole,
)
from directory.web.account_session import current_account, is_account_unknown
from directory.web.extensions import current_settings


class OpenAccess(Enum):
    """What needs no account."""

    ANYONE = "anyone"
    USERS = "anyone, unless this copy asks everyone to sign in"


Access = OpenAccess | frozenset[AccountRole]
ANYONE, USERS = OpenAccess.ANYONE, OpenAccess.USERS
JOURNEYS: Mapping[str, Access] = {
    "account": EVERYONE,
    "api": USERS,
    "assure": ANYONE,
    "choose": USERS,
    "find": USERS,
    "gaps": USERS,
    "knowledge": USERS,
    "manage": DIRECTORY_TEAM,
    "oruk": ANYONE,
    "pages": ANYONE,
    "provide": USERS,
    "signpost": USERS,
}
"""Who may use the endpoints of each journey, but for those below."""
ENDPOINTS: Mapping[str, Access] = {
    "static": ANYONE,
    "account.begin_provider": ANYONE,
    "account.code": ANYONE,
    "account.demonstrate": ANYONE,
    "account.finish_provider": ANYONE,
    "account.forgotten": ANYONE,
    "account.link": ANYONE,
    "account.people": ADMINISTRATORS,
    "account.person": ADMINISTRATORS,
    "account.new_person": ADMINISTRATORS,
    "account.set_up_codes": ANYONE,
    "account.sign_in": ANYONE,
    "account.sign_out": ANYONE,
    "manage.edit": KEEPERS,
    "manage.own_services": KEEPERS,
    "manage.press": KEEPERS,
    "manage.service": KEEPERS,
    "manage.versions": KEEPERS,
    "manage.withdraw": KEEPERS,
    "gaps.caseload": PLANNERS,
    "gaps.caseload_template": PLANNERS,
    "gaps.counted_caseload": PLANNERS,
    "gaps.dropped_scenario": PLANNERS,
    "gaps.kept_scenario": PLANNERS,
    "gaps.dropped_plan": PLANNERS,
    "gaps.kept_plan": PLANNERS,
    "gaps.plan": PLANNERS,
    "gaps.plans": PLANNERS,
    "gaps.scenario": PLANNERS,
    "gaps.scenarios": PLANNERS,
    "gaps.unmet_asks": PLANNERS,
}
RETRY_SECONDS = 30
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def access_of(endpoint: str) -> Access:
    """Return who may use an endpoint; nobody, where neither it nor its journey is listed."""
    journey = endpoint.partition(".")[0]
    return ENDPOINTS.get(endpoint) or JOURNEYS.get(journey) or frozenset()


def may_use(endpoint: str) -> bool:
    """Say whether who asks now may use an endpoint: a page shows no link to what is refused."""
    access = access_of(endpoint)
    if access is ANYONE or (access is USERS and not current_settings().accounts.everyone_signs_in):
        return True
    account = current_account()
    return account is not None and (access is USERS or account.acts_as in _roles(access))


def guard(app: Flask) -> None:
    """Refuse each request of `app` that its maker may not make."""
    app.extensions["open"] = set()
    app.before_request(_refuse)
    app.jinja_env.globals.update(may_use=may_use, current_account=current_account)
    app.jinja_env.globals["known_endpoints"] = lambda: current_app.view_functions


def _refuse() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or may_use(endpoint) or endpoint in current_app.extensions["open"]:
        return None
    if current_account() is not None:
        abort(403)
    if is_account_unknown():
        raise ServiceUnavailable(retry_after=RETRY_SECONDS)
    if request.path.startswith("/api/"):
        abort(401)
    came_for = request.full_path.rstrip("?") if request.method in SAFE else None
    return redirect(url_for("account.sign_in", next=came_for), 303)


def _roles(access: Access) -> frozenset[AccountRole]:
    return access if isinstance(access, frozenset) else EVERYONE
