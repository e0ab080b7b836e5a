"""`waymark demo`: the sample directory, made up, to show the tool with."""

import click
from sqlalchemy import exists, select

from directory.cli.opening import session_or_stop
from directory.cli.services import take_file
from directory.cli.stopping import settings_or_stop
from directory.db import Service
from directory.settings import Settings


@click.group()
def demo() -> None:
    """Show the tool with made-up services."""


@demo.command()
def load() -> None:
    """Load the sample directory, unless real services are there already."""
    settings = settings_or_stop()
    if _holds_real_services(settings):
        click.echo("The directory holds real services: the sample is not mixed with them")
        return
    file = settings.data / "services.csv"
    plan = take_file(settings, file, actor="demo load", sample=True)
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    click.echo(f"Sample directory: {counts}")


def _holds_real_services(settings: Settings) -> bool:
    with session_or_stop(settings) as session:
        real = select(exists().where(Service.is_sample.is_(False), Service.gone_on.is_(None)))
        return bool(session.scalar(real))
