"""A costly page ends after so many seconds; `directory.web.errors` says what to narrow."""

from contextlib import ExitStack

from flask import Flask, g, request

from directory.infrastructure.time_budget import time_budget
from directory.web.rate_limits import COSTLY


def limit_page_time(app: Flask, seconds: float) -> None:
    """Let costly pages of `app` end after so many seconds; 0 for no end."""

    @app.before_request
    def _begin() -> None:
        if request.endpoint in COSTLY:
            g.page_time = ExitStack()
            g.page_time.enter_context(time_budget(seconds))

    @app.teardown_request
    def _end(_: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("page_time", None)
        if stack is not None:
            stack.close()
