"""A server of its own process, as `waymark serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from directory.infrastructure.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server: where it listens, and what it wrote."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, seconds: float = 5, **more: object) -> httpx.Response:
        return httpx.get(self.address + path, timeout=seconds, **more)  # type: ignore[arg-type]

    def send(self, sent: bytes) -> bytes:
        """Send bytes as they are, and return all that comes back."""
        with closing(self.connect()) as client:
            client.sendall(sent)
            return b"".join(iter(lambda: client.recv(65536), b""))

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=15)


@contextmanager
def serving(settings: Settings, folder: Path, **environ: str) -> Iterator[Served]:
    """Serve a copy until the block ends."""
    port, log = _free_port(), folder / "serve.log"
    environ = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "WAYMARK_PLACES": str(settings.places),
        **environ,
    }
    command = [sys.executable, "-c", "from directory.cli import main; main()", "serve"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environ, stdout=out, stderr=out
        )
    served = Served(port=port, process=process, log=log)
    try:
        _wait(served)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(served: Served) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and served.process.poll() is None:
        with suppress(httpx.HTTPError):
            served.get("/privacy", 2)
            return
        time.sleep(0.2)
    raise AssertionError(served.log.read_text())


def _free_port() -> int:
    with closing(socket.socket()) as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
