"""A bar on the terminal while a long command works, and what Ctrl-C leaves behind.

Where standard error is no terminal, nothing is said.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

STOPPED = 130
"""The exit status of a command that Ctrl-C ended."""
Advance = Callable[[int], object]


@contextmanager
def progress(title: str, length: int) -> Iterator[Advance]:
    """Show a bar of so many steps on standard error; what is yielded is told how many were done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=title, file=sys.stderr) as bar:
        yield bar.update


@contextmanager
def finishing() -> Iterator[None]:
    """Do what is within to its end: a Ctrl-C that comes now is too late to leave things as before.

    Without this, one that comes between the database's answer and ours would be told wrongly.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
