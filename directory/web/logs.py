"""Log what was asked for and how it went, and nothing about a family.

Never logged: the path, query string, form, body, headers or an exception's
message, because each may hold what a worker typed.
"""

import re
import sys
import time
import traceback
from collections.abc import Iterable, MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from directory.infrastructure.settings import Settings
from directory.web import metrics
from matcher.diagnostics import KnowledgeProblem

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

REQUEST_ID = "X-Request-ID"
_PLAIN_ID = re.compile(
    r"[0-9a-f]{16,32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
"""The only form of an id that is taken from a proxy: words that somebody typed have none of it."""
FIELDS = frozenset(
    {"event", "level", "timestamp", "request_id", "method", "endpoint", "status", "milliseconds"}
    | {"error", "where", "problem", "said"}
)
"""All that a line may hold; a field that is not listed here is not written."""

log = structlog.stdlib.get_logger("waymark")


def configure(settings: Settings) -> None:
    """Set how lines are written: for a machine in production, for a person otherwise."""
    renderer: Any = structlog.processors.JSONRenderer()
    if not settings.is_production:
        renderer = structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_fields,
            renderer,
        ],
        # Standard output belongs to a command's answer.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def only_fields(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leave in a line what may stand in the log."""
    return {name: value for name, value in line.items() if name in FIELDS}


def request_id() -> str:
    """Return the id of this request: the proxy's own where it is plain, else one made for it."""
    if "request_id" not in g:
        sent = request.headers.get(REQUEST_ID, "")
        g.request_id = sent.lower() if _PLAIN_ID.fullmatch(sent) else uuid4().hex
    return str(g.request_id)


def log_requests(app: Flask) -> None:
    """Write one line for each request that `app` answers."""
    app.before_request(_start)
    app.after_request(_finish)


def log_left_out(problems: Iterable[KnowledgeProblem]) -> None:
    """Write why a council's own knowledge is left out; its files hold nothing about a family."""
    for problem in problems:
        log.warning("local knowledge left out", problem=str(problem))


def log_failure(error: BaseException | None) -> None:
    """Write where an unexpected error arose: its type and frames, not its message."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    log.error(
        "failure",
        request_id=request_id(),
        endpoint=request.endpoint,
        error=type(error).__name__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.started if "started" in g else 0.0
    method = request.method if request.method in KNOWN_METHODS else "other"
    metrics.count_request(method, request.endpoint, response.status_code, seconds)
    response.headers[REQUEST_ID] = request_id()
    log.info(
        "request",
        request_id=request_id(),
        method=method,
        endpoint=request.endpoint,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    return response
