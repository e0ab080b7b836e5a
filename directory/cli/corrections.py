"""`waymark services told` and `settle`: what people say is wrong, for the directory team."""

import json
from collections.abc import Iterator
from typing import Any

import click

from directory.application.commands.corrections import (
    OUTCOMES,
    WRONG,
    NoSuchCorrectionError,
    settle,
)
from directory.application.commands.geocoding import locator
from directory.application.waiting_reports import WaitingReport, waiting_reports
from directory.cli.errors import settings_or_stop, stop
from directory.cli.resources import places_or_stop, session_or_stop
from directory.infrastructure.clock import now


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def told(form: str) -> None:
    """List what people say is wrong and nobody has dealt with: the urgent first, then the oldest.

    Their words may be mistaken or meant ill: check with the service before you mend an entry.
    """
    with session_or_stop(settings_or_stop()) as session:
        waiting = [_as_data(report) for report in waiting_reports(session)]
    if form == "json":
        click.echo(json.dumps(waiting, indent=2))
    else:
        click.echo("\n".join(_as_text(waiting)))


@click.command("settle")
@click.argument("number", type=int)
@click.option("--actor", required=True, help="Who does this, by role.")
@click.option(
    "--outcome",
    required=True,
    type=click.Choice(list(OUTCOMES)),
    help="; ".join(f"{id}: {words}" for id, words in OUTCOMES.items()) + ".",
)
def settle_(number: int, actor: str, outcome: str) -> None:
    """Close what was told, by its number, and delete what was written."""
    settings = settings_or_stop()
    locate = locator(places_or_stop(settings))
    with session_or_stop(settings) as session:
        try:
            settle(session, number, outcome, actor=actor, locate=locate, now=now())
        except NoSuchCorrectionError:
            stop([f"{number}: nothing of this number waits; “waymark services told” lists them"])
    click.echo(f"Settled: {number}, {OUTCOMES[outcome]}")


def _as_data(report: WaitingReport) -> dict[str, Any]:
    return {
        "number": report.number,
        "urgent": report.is_urgent,
        "service": report.service_id,
        "name": report.name,
        "what": report.what,
        "text": report.text,
        "role": report.role,
        "told_on": report.told_on.isoformat(),
    }


def _as_text(waiting: list[dict[str, Any]]) -> Iterator[str]:
    if not waiting:
        yield "Nothing waits."
    for each in waiting:
        yield f"{each['number']}: {'URGENT: ' if each['urgent'] else ''}{WRONG[each['what']]}"
        yield f"  {each['service']}: {each['name']}"
        yield f"  told on {each['told_on']}, by: {each['role'] or 'not stated'}"
        yield from (f"  | {line}" for line in (each["text"] or "").splitlines())
