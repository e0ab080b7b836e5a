"""Stop a command in good order: one line a problem on standard error, no traceback."""

import os
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from directory.infrastructure.settings import Settings, SettingsError, read

PROBLEM_IN_DATA = 1
WRONG_USE = 2
UNSOUND_KNOWLEDGE = 3


def stop(problems: Iterable[str], status: int = PROBLEM_IN_DATA) -> NoReturn:
    """Print each problem on its own line and end with `status`."""
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(status)


def settings_or_stop() -> Settings:
    """Return the settings of the environment, or stop naming everything wrong with them."""
    try:
        return read(os.environ)
    except SettingsError as error:
        stop(error.problems, WRONG_USE)
