"""What every answer says to the browser: load nothing from elsewhere, keep nothing.

The policy is written here, apart from the extension that sends it, so that the
extension could be replaced by a few lines.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar

from flask import Flask, Request, Response, abort, current_app, g, request
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from directory.infrastructure.settings import Settings
from directory.web.extensions import csrf
from directory.web.rate_limits import limit_rates

LARGEST_BODY = 1024 * 1024
LARGEST_HEARD_OUT = 16 * LARGEST_BODY
_TAKES = "takes_up_to"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

CONFIG = {
    "MAX_CONTENT_LENGTH": LARGEST_BODY,
    "MAX_FORM_MEMORY_SIZE": LARGEST_BODY,
    "SESSION_COOKIE_NAME": "waymark_session",
    # A worker is called away in mid-form; what they wrote must still be sent.
    "WTF_CSRF_TIME_LIMIT": None,
    # Our referrer policy sends no Referer, which this check would demand.
    "WTF_CSRF_SSL_STRICT": False,
}


View = TypeVar("View", bound=Callable[..., Any])


def takes_up_to(size: int) -> Callable[[View], View]:
    """Let one page take a body of up to `size` bytes, and no other page."""

    def taking(view: View) -> View:
        setattr(view, _TAKES, size)
        return view

    return taking


def over_any_line(view: View) -> View:
    """Let one page be asked without HTTPS: probes ask the server itself, behind its proxy."""
    view.talisman_view_options = {"force_https": False}  # type: ignore[attr-defined]
    return view


class InMemoryRequest(Request):
    """A request whose files stay in memory: what is said of a family touches no disk.

    Werkzeug writes larger files to the disk for a while. Ours fit: no body is larger than a
    megabyte, but for the pages that say how much they take.
    """

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


def secure(app: Flask, settings: Settings) -> None:
    """Bind the security extensions to `app` and set our policy."""
    app.config.update(CONFIG, TRUSTED_HOSTS=list(settings.serving.hosts))
    app.request_class = InMemoryRequest
    app.before_request(_set_limit)  # first: to look for the token is to read the body
    _send_headers(app, settings)  # before what may refuse: its page needs their nonce
    limit_rates(app, settings.limits)
    csrf.init_app(app)
    app.before_request(_refuse_large_bodies)
    app.before_request(_refuse_nul)
    app.after_request(_keep_nothing)
    if settings.proxies:
        _believe_proxies(app, settings.proxies)


def _send_headers(app: Flask, settings: Settings) -> None:
    # One for each app: an instance keeps the options of the app that it was bound to last.
    Talisman(
        app,
        content_security_policy=CONTENT_SECURITY_POLICY,
        content_security_policy_nonce_in=["script-src"],
        force_https=settings.is_production,
        frame_options="DENY",
        referrer_policy="no-referrer",
        session_cookie_secure=settings.is_production,
    )


def _believe_proxies(app: Flask, count: int) -> None:
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=count, x_proto=count, x_host=count
    )


def _set_limit() -> None:
    """Set how large a body the page takes that was asked for."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _TAKES, LARGEST_BODY)


def _refuse_large_bodies() -> None:
    """Refuse by the announced length, before a route or a form reads any of it.

    A body of unannounced length is read here up to the limit: Werkzeug would cut
    it there and go on as if that were all.
    """
    announced, most = request.content_length, request.max_content_length or LARGEST_BODY
    if announced is not None and announced > most:
        _hear_out(announced)
        abort(413)
    unannounced = announced is None and "Transfer-Encoding" in request.headers
    if unannounced and len(request.get_data()) >= most:
        abort(413)


def _refuse_nul() -> None:
    """Refuse a character that no text has, and no database takes, wherever it was typed."""
    typed = [*request.args.items(multi=True)]
    if request.mimetype in FORMS:
        typed += request.form.items(multi=True)
    if "\0" in request.path or any("\0" in part for pair in typed for part in pair):
        abort(400)


def _hear_out(length: int) -> None:
    """Read a body and drop it: a client still sending would miss our answer."""
    left = length if length <= LARGEST_HEARD_OUT else 0
    while left and (dropped := request.environ["wsgi.input"].read(min(left, 65536))):
        left -= len(dropped)


def _keep_nothing(response: Response) -> Response:
    """Forbid storing any page: a shared computer must not show a family's answers."""
    if request.endpoint != "static" and "may_be_kept" not in g:
        response.headers["Cache-Control"] = "no-store"
    return response


def let_keep(response: Response) -> Response:
    """Let an answer that is the same for everybody be kept, and asked about before it is used.

    Only for what holds nothing of a family. It has to be said: a library that sets the header by
    itself, as the sending of files does, must not open a page of a family to a shared computer.
    """
    g.may_be_kept = True
    response.headers["Cache-Control"] = "no-cache"
    return response
