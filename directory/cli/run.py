"""`waymark run`: the development server."""

import logging

import click
from werkzeug.serving import WSGIRequestHandler, run_simple

from directory.cli.errors import settings_or_stop
from directory.cli.resources import knowledge_or_stop, places_or_stop
from directory.web.app import create_app

HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """A handler that leaves the log to us: its own line repeats the query string."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@click.option("--reload", is_flag=True, help="Start again when a file changes.")
def run(port: int, reload: bool) -> None:
    """Serve this copy at 127.0.0.1 for development and trying out."""
    settings = settings_or_stop()
    knowledge_or_stop(settings)
    places_or_stop(settings)
    app = create_app(settings)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # one banner is enough
    click.echo(f"Waymark is at http://{HOST}:{port} (stop it with Ctrl+C)")
    run_simple(HOST, port, app, threaded=True, use_reloader=reload, request_handler=QuietHandler)
