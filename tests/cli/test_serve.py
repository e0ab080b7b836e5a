"""How a copy is served."""

from flask import Flask
from gunicorn.workers.gthread import ThreadWorker

from directory.cli.serve import Server, options_for


def test_a_worker_has_threads_so_that_a_long_export_is_not_cut_off(app: Flask) -> None:
    server = Server(app, options_for("127.0.0.1", 8000, 2))

    assert issubclass(server.cfg.worker_class, ThreadWorker)
    assert server.cfg.workers == 2


def test_no_access_log_is_kept_since_it_would_hold_addresses(app: Flask) -> None:
    assert Server(app, options_for("127.0.0.1", 8000, 2)).cfg.accesslog is None
