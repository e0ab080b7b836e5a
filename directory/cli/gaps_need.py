"""`waymark gaps need`: what is short of what children are likely to need."""

import csv
import json
import sys
from typing import Any

import click

from directory.cli.errors import settings_or_stop
from directory.cli.gaps_terms import TERMS, asked_or_stop, asks
from directory.cli.resources import session_or_stop
from directory.domain.need.chain_data import need_chains_in
from directory.domain.need.need_export import HEADER, every_row, need_data, need_rows
from directory.domain.need.need_report import need_report
from directory.domain.need.need_text import say_shortfall


@click.command()
@asks(*TERMS)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
def need(form: str, **options: Any) -> None:
    """Show need, places and shortfall of each programme: at least, likely and at most."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        asked = asked_or_stop(session, settings, options)
        chains = need_chains_in(settings.data)
        found = need_report(session, asked.ground, asked.knowledge, chains, asked.query)
    if form == "json":
        click.echo(json.dumps(need_data(found, asked.query, asked.knowledge), indent=2))
    elif form == "csv":
        rows = need_rows(found, asked.query, asked.knowledge)
        csv.writer(sys.stdout).writerows([HEADER, *rows])
    else:
        lines = [say_shortfall(row, asked.knowledge) for row in every_row(found)]
        sample = ["Sample directory: these services are made up."] if found.has_sample else []
        click.echo("\n".join([*sample, *lines]))
