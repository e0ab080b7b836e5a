"""Log what was asked for and how it went, and nothing about a family.

Never logged: the path, query string, form, body, headers or an exception's
message, because each may hold what a worker typed.
"""

import sys
import time
import traceback
from typing import Any

import structlog
from flask import Flask, Response, g, request

from directory.settings import Settings

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

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
            renderer,
        ],
        # Standard output belongs to a command's answer.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def log_requests(app: Flask) -> None:
    """Write one line for each request that `app` answers."""
    app.before_request(_start)
    app.after_request(_finish)


def log_failure(error: BaseException | None) -> None:
    """Write where an unexpected error arose: its type and frames, not its message."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    log.error(
        "failure",
        endpoint=request.endpoint,
        error=type(error).__name__,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    milliseconds = (time.perf_counter() - g.started) * 1000 if "started" in g else 0.0
    log.info(
        "request",
        method=request.method if request.method in KNOWN_METHODS else "other",
        endpoint=request.endpoint,
        status=response.status_code,
        milliseconds=round(milliseconds, 1),
    )
    return response
