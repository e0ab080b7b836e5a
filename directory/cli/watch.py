"""`waymark watch`: people are told of what they watch, by cron."""

import click

from directory.application.commands.watched_searches import finder_of
from directory.application.commands.watches import send_watches
from directory.cli.errors import settings_or_stop
from directory.cli.resources import knowledge_or_stop, session_or_stop
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure.clock import now
from directory.infrastructure.text_format import count


@click.group()
def watch() -> None:
    """Tell people what changed in services that they watch."""


@watch.command()
def send() -> None:
    """Queue an e-mail for each watch with news; `waymark mail send` sends them."""
    settings = settings_or_stop()
    knowledge = knowledge_or_stop(settings)
    lexicon = lexicon_in(settings.data, knowledge)
    with session_or_stop(settings) as session:
        find = finder_of(session, knowledge, lexicon)
        letters = send_watches(session, settings.mail.site, now(), find)
    click.echo(f"Queued: {count(letters, 'e-mail')}")
