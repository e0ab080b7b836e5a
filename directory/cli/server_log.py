"""Gunicorn's own log, as lines of ours: no address, no query, no word that somebody typed."""

import sys
import traceback
from typing import Any

import structlog
from gunicorn.glogging import Logger

log = structlog.stdlib.get_logger("waymark")

SAID = frozenset(
    {
        "Starting gunicorn %s",
        "Listening at: %s (%s)",
        "Listening at: %s",
        "Using worker: %s",
        "Booting worker with pid: %s",
        "Worker exiting (pid: %s)",
        "Handling signal: %s",
        "Shutting down: %s",
        "Worker (pid:%s) was sent SIG%s!",
        "Worker (pid:%s) exited with code %s.",
        "Worker (pid:%s) exited with code %s",
        "WORKER TIMEOUT (pid:%s)",
        "Hang up: %s",
        "graceful stop of workers",
    }
)
"""What gunicorn says of itself; every other line may repeat a request, so its words are dropped."""


class ServerLog(Logger):
    """Writes what gunicorn says of itself, and of all else the level and the type of an error."""

    def setup(self, cfg: Any) -> None:
        """Take over the place of gunicorn's handlers: structlog writes."""
        super().setup(cfg)
        self.error_log.handlers = []

    def access(self, *_: Any, **__: Any) -> None:
        """Write nothing: our own line says how a request went."""

    def debug(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write nothing."""

    def info(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write what gunicorn says of itself."""
        self._write("info", msg, args)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write a warning."""
        self._write("warning", msg, args)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write an error."""
        self._write("error", msg, args)

    def critical(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write an error that ends the server."""
        self._write("critical", msg, args)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write an error with its type and frames."""
        self._write("error", msg, args)

    def log(self, lvl: Any, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Write a line of a level that is given as a word or a number."""
        self._write("warning", msg, args)

    def _write(self, level: str, msg: Any, args: tuple[Any, ...]) -> None:
        said = str(msg) % args if msg in SAID else None
        error = sys.exc_info()[1]
        frames = traceback.extract_tb(error.__traceback__) if error else []
        fields = {
            "said": said,
            "error": type(error).__name__ if error else None,
            "where": [f"{each.filename}:{each.lineno} {each.name}" for each in frames] or None,
        }
        write = getattr(log, level)
        write("server", **{name: value for name, value in fields.items() if value is not None})
