"""A server of this copy, or of Datasette, as a process of its own, and how much memory it holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

STARTS_WITHIN = 120.0
WORKERS = 2
KILOBYTE, MEGABYTE = 1024, 1_000_000


@contextmanager
def serving(command: Sequence[str], ready: str, **environ: str) -> Iterator[int]:
    """Start a server and give its process id once `ready` is answered; stop it at the end."""
    process = subprocess.Popen(
        command, env=os.environ | environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(ready, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def waymark(database_url: str) -> Iterator[tuple[str, int]]:
    """Serve this copy over a database; give its address and process id."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(Path(sys.executable).with_name("waymark")), "serve", "--port", str(port)]
    with serving(
        [*command, "--workers", str(WORKERS)], f"{url}/ready", DATABASE_URL=database_url,
        WAYMARK_ENV="development", WAYMARK_LIMITS="no",
    ) as pid:  # fmt: skip
        yield url, pid


@contextmanager
def datasette(database: Path) -> Iterator[str]:
    """Serve a database of SQLite by Datasette; give its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [".venv-load/bin/datasette", "serve", str(database), "--port", str(port)]
    with serving([*command, "--setting", "sql_time_limit_ms", "5000"], f"{url}/-/versions.json"):
        yield url


def memory_of(pid: int) -> float:
    """Return the megabytes that a process and those it started hold, shared pages once."""
    return sum(map(_proportional, [pid, *_children(pid)])) * KILOBYTE / MEGABYTE


def processor_of(pid: int) -> float:
    """Return the seconds that a process and those it started have computed for."""
    return sum(map(_computed, [pid, *_children(pid)])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended with {process.returncode}")
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{url} did not answer within {STARTS_WITHIN:g} s")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [each for child in map(int, found) for each in (child, *_children(child))]


def _computed(pid: int) -> int:
    """Return the ticks of a process, for itself and for calls of the system."""
    # The name of the program stands in brackets and may hold anything.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _proportional(pid: int) -> int:
    """Return the kilobytes of a process, those that it shares divided among the sharers."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
