"""A PostgreSQL that hangs and is cut off when a test says so: a relay before the real one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.engine import make_url


class WaveringServer:
    """Relays bytes between clients and the real server, unless it hangs."""

    def __init__(self, url: str) -> None:
        self._real = make_url(url)
        self._open = threading.Event()
        self._open.set()
        self._pairs: list[socket.socket] = []
        self._listens = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        port = int(self._listens.getsockname()[1])
        made = self._real.set(host="127.0.0.1", port=port)
        return made.render_as_string(hide_password=False)

    def hang(self) -> None:
        """Take what is sent, and hand nothing on."""
        self._open.clear()

    def resume(self) -> None:
        """Cut what hung, as a server that is started again does, and answer from now on."""
        self.cut()
        self._open.set()

    def cut(self) -> None:
        """End every connection."""
        for each in self._pairs:
            _end(each)
        self._pairs.clear()

    def close(self) -> None:
        """Stop listening."""
        self._open.set()
        self._listens.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listens.accept()
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._pairs.append(client)
        self._open.wait()
        address = (self._real.host or "127.0.0.1", self._real.port or 5432)
        with suppress(OSError):
            real = socket.create_connection(address)
            self._pairs.append(real)
            threading.Thread(target=self._relay, args=[real, client], daemon=True).start()
            self._relay(client, real)

    def _relay(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                self._open.wait()
                target.sendall(piece)
        for each in (source, target):
            _end(each)


def _end(each: socket.socket) -> None:
    """End a connection in both directions, for the thread that waits on it too."""
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


@contextmanager
def wavering(url: str) -> Iterator[WaveringServer]:
    """Run such a server for a database."""
    server = WaveringServer(url)
    try:
        yield server
    finally:
        server.close()
