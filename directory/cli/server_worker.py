"""A worker of gunicorn that reads a whole request before a thread takes it up.

Gunicorn's own gives a connection a thread with its first byte, and waits there for the rest, so a
few that send slowly stop the site. Here the loop that accepts connections reads them, thousands at
once, and a thread only ever sees a request that is all there. A client gets HEADER_SECONDS for its
header, BODY_SECONDS more for its body, and SEND_SECONDS for each piece of the answer it takes.
"""

import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from directory.cli.request_buffer import RequestBuffer

HEADER_SECONDS = 10.0
BODY_SECONDS = 60.0
SEND_SECONDS = 20
MOST_BUFFERED = 128 * 1024 * 1024
"""Bytes of requests that are not yet all there, in one worker; what would pass it is closed."""
PIECE = 64 * 1024
LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class BufferingWorker(ThreadWorker):
    """Threads that answer whole requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading: dict[TConn, RequestBuffer] = {}

    def accept(self, listener: socket.socket) -> None:
        """Begin to read a new connection."""
        try:
            opened, address = listener.accept()
        except OSError:
            return  # another worker was quicker, or the client has gone
        self.nr_conns += 1
        limit = struct.pack("ll", SEND_SECONDS, 0)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        self._read(TConn(self.cfg, opened, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Read the next request of a connection that was kept alive."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._read(conn)

    def murder_pending(self) -> None:
        """Close each connection that has had its time."""
        super().murder_pending()
        now = time.monotonic()
        for conn, buffer in [*self.reading.items()]:
            if buffer.deadline < now or not (self.alive or buffer.data):
                self._drop(conn, LATE if buffer.data else b"")

    def _read(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        self.reading[conn] = RequestBuffer(deadline=time.monotonic() + HEADER_SECONDS)
        self.poller.register(conn.sock, EVENT_READ, partial(self._on_readable, conn))

    def _on_readable(self, conn: TConn, _: socket.socket) -> None:
        buffer = self.reading[conn]
        try:
            piece = conn.sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece or self._is_too_much(piece):
            self._drop(conn)
            return
        if buffer.add(piece):
            buffer.deadline = time.monotonic() + BODY_SECONDS
            self._answer_expectation(conn, buffer)
        if buffer.is_whole:
            self._hand_over(conn, buffer)

    def _is_too_much(self, piece: bytes) -> bool:
        return sum(len(each.data) for each in self.reading.values()) + len(piece) > MOST_BUFFERED

    def _answer_expectation(self, conn: TConn, buffer: RequestBuffer) -> None:
        if buffer.expects_answer and not buffer.is_whole:
            try:
                conn.sock.send(GO_ON)
            except OSError:
                self._drop(conn)

    def _hand_over(self, conn: TConn, buffer: RequestBuffer) -> None:
        self.poller.unregister(conn.sock)
        del self.reading[conn]
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(bytes(buffer.data))
        self.enqueue_req(conn)

    def _drop(self, conn: TConn, last: bytes = b"") -> None:
        self.poller.unregister(conn.sock)
        del self.reading[conn]
        self.nr_conns -= 1
        try:
            if last:
                conn.sock.send(last)
        except OSError:
            pass
        conn.close()
