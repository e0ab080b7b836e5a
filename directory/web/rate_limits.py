"""How often one address may ask: counted before anything of a request is read or worked out.

The key is the address of who asks, as the proxies tell it that the settings name; of an address of
IPv6 it is the first half, since whoever has one has all of those. It is kept for the length of a
window, in memory unless the settings name a store, and is logged nowhere.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from ipaddress import IPv6Address, ip_network

from flask import Flask, Response, request
from flask_limiter import ApplicationLimit, Limiter

from directory.infrastructure.limit_settings import LimitSettings

OPEN_PATHS = frozenset({"/live", "/ready", "/metrics"})
"""What watches the server asks there."""
COSTLY = frozenset({
    "api.gaps", "choose.note_pdf", "choose.opened", "choose.record_pdf", "gaps.counted_caseload",
    "gaps.ending", "gaps.for_whom", "gaps.for_whom_csv", "gaps.kept_scenario", "gaps.kinds",
    "gaps.kinds_csv", "gaps.matrix",
    "gaps.matrix_csv", "gaps.overview", "gaps.matrix_pdf", "gaps.matrix_workbook",
    "gaps.need", "gaps.need_chain", "gaps.need_csv", "gaps.paper", "gaps.plan", "gaps.scenario",
    "gaps.kept_plan", "gaps.plans",
    "gaps.sited", "gaps.siting", "gaps.target", "manage.feed", "manage.forget",
    "manage.meaning", "manage.suggestions", "manage.take_suggested", "provide.check",
    "provide.of_feed", "provide.own",
    "signpost.note_pdf",
})  # fmt: skip
SIGN_IN = frozenset({
    "account.code", "account.demonstrate", "account.finish_provider", "account.forgotten",
    "account.link", "account.set_up_codes", "account.sign_in",
})  # fmt: skip
REPORT, URGENT = "find.wrong", "hide_address"
PREFIX_OF_ONE = 64
"""Bits of an address of IPv6 that belong to one connection."""


def limit_rates(app: Flask, settings: LimitSettings) -> None:
    """Let `app` refuse (429) whoever asks more often than the settings allow."""
    if not settings.is_on:
        return
    logging.getLogger("flask-limiter").setLevel(logging.ERROR)  # below, it names addresses
    rates = settings.rates
    limiter = Limiter(
        _who,
        application_limits=[
            _limit("pages", rates.pages, lambda: True),
            _limit("forms", rates.forms, _is_sent),
            _limit("costly", rates.costly, lambda: request.endpoint in COSTLY),
            _limit("sign-in", rates.sign_in, lambda: _is_sent() and request.endpoint in SIGN_IN),
            _limit("reports", rates.reports, lambda: _is_sent() and request.endpoint == REPORT),
        ],
        storage_uri=settings.storage,
        strategy="moving-window",  # a fixed one lets through twice as many where it ends
        swallow_errors=True,  # a store that is away stops nobody
    )
    limiter.request_filter(_is_free)
    limiter.init_app(app)
    app.after_request(partial(_say_when, limiter))


def _limit(name: str, rate: str, concerns: Callable[[], bool]) -> ApplicationLimit:
    return ApplicationLimit(
        rate, key_function=lambda: f"{name}/{_who()}", exempt_when=lambda: not concerns()
    )


def _who() -> str:
    address = request.remote_addr or "nobody"
    if ":" not in address:
        return address
    try:
        whole = IPv6Address(address)
    except ValueError:
        return address
    return str(whole.ipv4_mapped or ip_network((whole, PREFIX_OF_ONE), strict=False))


def _is_sent() -> bool:
    return request.method == "POST"


def _is_free() -> bool:
    """Say whether a request is never refused: that an address must be hidden can always be told."""
    if request.endpoint == "static" or request.path in OPEN_PATHS:
        return True
    return request.endpoint == REPORT and _is_sent() and request.form.get("what") == URGENT


def _say_when(limiter: Limiter, response: Response) -> Response:
    """Say in how many seconds to ask again."""
    breached = limiter.current_limit
    if response.status_code == 429 and breached is not None and breached.breached:
        response.headers["Retry-After"] = str(max(1, breached.reset_at - int(time.time())))
    return response
