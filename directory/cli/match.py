"""`waymark match`: options with the services near by."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from directory.answering import answer, read_question
from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop, stop
from matcher import CaseError


@click.command()
@click.argument("case", type=click.File("rb"))
@click.option("--postcode", help="The family’s postcode; it stays on this machine.")
@click.option("--within", "within", type=click.FloatRange(0, 500), help="Miles to look around.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The date of the match.")
def match(case: Any, postcode: str | None, within: float | None, on: datetime | None) -> None:
    """Match a case: a JSON object of fact id to value; - reads standard input."""
    settings = settings_or_stop()
    knowledge, places = knowledge_or_stop(settings), places_or_stop(settings)
    today = (on or datetime.now(UTC)).date()
    try:
        data = json.loads(case.read())
        given = {"postcode": postcode, "within_miles": within}
        extra = {name: value for name, value in given.items() if value is not None}
        question = read_question({**data, **extra}, knowledge, places, today)
    except (TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        stop([f"{Path(case.name).name} is not a JSON object of fact id to value: {error}"])
    except CaseError as error:
        stop(map(str, error.problems))
    with session_or_stop(settings) as session:
        click.echo(json.dumps(answer(session, knowledge, question).as_data(), indent=2))
