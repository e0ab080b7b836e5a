"""`waymark mail`: e-mails leave when this is run, every few minutes by cron."""

import click

from directory.application.mail.run import send_due
from directory.application.mail.sender import sender_of
from directory.cli.errors import settings_or_stop
from directory.cli.resources import session_or_stop
from directory.infrastructure.clock import now


@click.group()
def mail() -> None:
    """Send the e-mails that wait."""


@mail.command()
def send() -> None:
    """Send each e-mail whose time has come; what the server does not take is tried again."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        counts = send_due(session, settings.mail, sender_of(settings.mail), now())
    click.echo(f"Sent: {counts.sent}, to be tried again: {counts.failed}")
