"""`waymark demo`: the sample directory, made up, and published figures, to show the tool with."""

import click
from sqlalchemy import exists, select

from directory.application.commands.statistics import take_need, take_population
from directory.cli.errors import settings_or_stop
from directory.cli.resources import session_or_stop
from directory.cli.services_import import FileWish, take_file
from directory.cli.statistics_common import problems_told
from directory.exchange.statistics.sample import FILE, sample_need, sample_population
from directory.infrastructure.clock import now
from directory.infrastructure.settings import Settings
from directory.storage import Service


@click.group()
def demo() -> None:
    """Show the tool with made-up services and published figures."""


@demo.command()
def load() -> None:
    """Load the sample directory and its figures, unless real services are there already."""
    settings = settings_or_stop()
    if _holds_real_services(settings):
        click.echo("The directory holds real services: the sample is not mixed with them")
        return
    file = settings.data / "services.csv"
    plan = take_file(settings, file, FileWish(actor="demo load", sample=True)).plan
    counts = ", ".join(f"{count} {name}" for name, count in plan.counts().items())
    click.echo(f"Sample directory: {counts}")
    _load_figures(settings)


def _load_figures(settings: Settings) -> None:
    """Load what is known of children in the sample's authorities: real, published figures."""
    actor, moment = "demo load", now()
    with problems_told(settings.data / FILE), session_or_stop(settings) as session:
        found, need = sample_population(settings.data), sample_need(settings.data)
        children = take_population(session, found, actor=actor, now=moment, is_sample=True)
        in_need = take_need(session, need, actor=actor, now=moment, is_sample=True)
    told = [
        *([f"{found.children:,} children in {len(found.rows)} authorities"] if children else []),
        *([f"{len(need.rows)} figures of need"] if in_need else []),
    ]
    if told:
        click.echo(f"Published figures: {', and '.join(told)}")


def _holds_real_services(settings: Settings) -> bool:
    with session_or_stop(settings) as session:
        real = select(exists().where(Service.is_sample.is_(False), Service.gone_on.is_(None)))
        return bool(session.scalar(real))
