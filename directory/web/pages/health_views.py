"""What watches over this copy asks here: whether it lives, whether it is ready, how it does."""

import hmac
import ipaddress
from datetime import timedelta

from flask import Response, abort, jsonify, request

from directory.infrastructure.clock import now
from directory.web import metrics
from directory.web.extensions import current_settings, site_url
from directory.web.pages.blueprint import blueprint
from directory.web.readiness import readiness
from directory.web.security import over_any_line

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
UNAVAILABLE = 503
ENDPOINT = "pages.security_txt"


@blueprint.get("/live")
@over_any_line
def live() -> Response:
    """Say that this process answers; nothing else is asked for it."""
    return jsonify({"live": True})


@blueprint.get("/ready")
@over_any_line
def ready() -> tuple[Response, int]:
    """Say whether this copy can answer families' workers now, and what it lacks."""
    checks = readiness()
    is_ready = all(checks.values())
    return jsonify({"ready": is_ready, "checks": checks}), 200 if is_ready else UNAVAILABLE


@blueprint.get("/metrics")
@over_any_line
def measures() -> Response:
    """Give Prometheus the counts, to this machine or with the token of the settings."""
    if not _may_read():
        abort(404)
    return Response(metrics.exposition(), mimetype="text/plain; version=0.0.4")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say where a fault of safety is told, as RFC 9116 has it, for a year from now."""
    serving = current_settings().serving
    if serving.security_contact is None:
        abort(404)
    expires = (now() + timedelta(days=364)).isoformat(timespec="seconds")
    lines = (f"Contact: {serving.security_contact}", f"Expires: {expires}")
    text = "\n".join((*lines, "Preferred-Languages: en", f"Canonical: {site_url(ENDPOINT)}", ""))
    return Response(text, mimetype="text/plain")


def _may_read() -> bool:
    token = current_settings().serving.metrics_token
    if token:
        sent = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(sent, f"Bearer {token}".encode())
    # A proxy on this machine asks from here too, for whoever asked it.
    return _is_own(request.remote_addr) and not any(name in request.headers for name in FORWARDED)


def _is_own(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
