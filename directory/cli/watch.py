"""`waymark watch`: people are told of what they watch, by cron."""

import click

from directory.application.commands.watches import send_watches
from directory.cli.errors import settings_or_stop
from directory.cli.resources import session_or_stop
from directory.infrastructure.clock import now
from directory.infrastructure.text_format import count


@click.group()
def watch() -> None:
    """Tell people what changed in services that they watch."""


@watch.command()
def send() -> None:
    """Queue an e-mail for each watch with news; `waymark mail send` sends them."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        letters = send_watches(session, settings.mail.site, now())
    click.echo(f"Queued: {count(letters, 'e-mail')}")
