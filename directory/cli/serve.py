"""`waymark serve`: gunicorn."""

import os
import shutil
import sys
import tempfile
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.cli.server_log import ServerLog
from directory.cli.server_worker import BufferingWorker
from directory.cli.start_checks import start_problems

THREADS = 3
SWITCH_SECONDS = 0.02
"""How long one thread computes before another may: a page is seldom longer, so most are answered
one after another, and none waits for a slow one to end."""
KEPT_SECONDS = 0
"""A connection ends with its answer. One that is kept stays with its worker: a proxy that keeps a
few sent all requests to one worker while the other had nothing to do."""
STOP_SECONDS = 30
"""How long requests that are being answered may take when the server is told to stop."""
HEADER_FIELDS, LINE_BYTES = 64, 4094
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Server(BaseApplication):
    """Gunicorn with an app that is already made, so that a bad setting stops the start."""

    def __init__(self, app: Flask, options: dict[str, object]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn; its access log stays off, since it logs addresses."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the app to serve."""
        return self.app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve this copy with gunicorn, for use behind a proxy that ends HTTPS.

    In production it starts only with a key of its own, the database up to date, the postcodes and
    sound knowledge; in development only for this machine.
    """
    settings = settings_or_stop()
    if problems := start_problems(settings, host):
        stop(problems, WRONG_USE)
    knowledge_or_stop(settings)
    places_or_stop(settings)
    if not settings.is_production:
        click.echo("Not for real use: WAYMARK_ENV is not production", err=True)
    folder = os.environ.setdefault(METRICS_FOLDER, tempfile.mkdtemp(prefix="waymark-metrics-"))
    # Here, since the library of the metrics looks for the folder as it is imported.
    from directory.web.app import create_app

    master = os.getpid()
    try:
        sys.setswitchinterval(SWITCH_SECONDS)
        Server(create_app(settings), options_for(host, port, workers)).run()
    finally:
        # Each worker ends here too, while others still count what they answer.
        if os.getpid() == master:
            shutil.rmtree(folder, ignore_errors=True)


def options_for(host: str, port: int, workers: int) -> dict[str, object]:
    """Return how gunicorn is to serve."""
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        # A worker without threads is ended when it is silent for long, as in sending a whole feed.
        "threads": THREADS,
        "worker_class": BufferingWorker,
        "logger_class": ServerLog,
        "keepalive": KEPT_SECONDS,
        "graceful_timeout": STOP_SECONDS,
        "limit_request_fields": HEADER_FIELDS,
        "limit_request_line": LINE_BYTES,
        "preload_app": True,
        "child_exit": _forget_metrics,
        "control_socket_disable": True,  # it would write into the home folder
    }


def _forget_metrics(_: Any, worker: Any) -> None:
    """Drop the gauges of a worker that has ended; what it counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead

    if os.environ.get(METRICS_FOLDER):
        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
