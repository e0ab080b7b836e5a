"""`waymark assure`: services are asked whether their entries are right, by cron."""

import click

from directory.application.commands.assurance import remind as queue_reminders
from directory.cli.errors import settings_or_stop
from directory.cli.resources import session_or_stop
from directory.infrastructure.clock import now
from directory.infrastructure.text_format import count


@click.group()
def assure() -> None:
    """Ask services whether their entries are still right."""


@assure.command()
def remind() -> None:
    """Queue the letters that are due; `waymark mail send` sends them. Twice a day does no harm."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        letters = queue_reminders(session, settings.mail.site, now())
    click.echo(f"Queued: {count(letters, 'letter')}")
