"""`waymark serve`: gunicorn."""

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from directory.app import create_app
from directory.cli.opening import knowledge_or_stop, places_or_stop
from directory.cli.stopping import settings_or_stop

THREADS = 4


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
    """Serve this copy with gunicorn, for use behind a proxy that ends HTTPS."""
    settings = settings_or_stop()
    knowledge_or_stop(settings)
    places_or_stop(settings)
    if not settings.is_production:
        click.echo("Not for real use: WAYMARK_ENV is not production", err=True)
    Server(create_app(settings), options_for(host, port, workers)).run()


def options_for(host: str, port: int, workers: int) -> dict[str, object]:
    """Return how gunicorn is to serve."""
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        # A worker without threads is ended when it is silent for long, as in sending a whole feed.
        "threads": THREADS,
        "preload_app": True,
        "control_socket_disable": True,  # it would write into the home folder
    }
