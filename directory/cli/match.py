"""`waymark match`: options with the services near by."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from directory.answering import POSTCODE, WITHIN, answer, read_question
from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop, stop
from directory.clock import today
from matcher import CaseError, read_json


@click.command()
@click.argument("case", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--postcode", help="The family’s postcode; it stays on this machine.")
@click.option("--within", type=float, help="Miles to look around.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The date of the match.")
def match(case: Path, postcode: str | None, within: float | None, on: datetime | None) -> None:
    """Match a case: a JSON object of fact id to value; - reads standard input."""
    settings = settings_or_stop()
    knowledge, places = knowledge_or_stop(settings), places_or_stop(settings)
    day = on.date() if on else today()
    try:
        data = _with(read_json(_content(case)), {POSTCODE: postcode, WITHIN: within})
        question = read_question(data, knowledge, places, day)
    except CaseError as error:
        stop(map(str, error.problems))
    with session_or_stop(settings) as session:
        click.echo(json.dumps(answer(session, knowledge, question).as_data(), indent=2))


def _content(case: Path) -> bytes:
    try:
        with click.open_file(str(case), "rb") as file:
            content: bytes = file.read()
            return content
    except OSError as error:
        stop([f"{case}: cannot be read: {error.strerror}"])


def _with(data: object, options: Mapping[str, object]) -> object:
    """Return the case with the options that were given; these win over what the case holds."""
    given = {name: value for name, value in options.items() if value is not None}
    return {**data, **given} if isinstance(data, Mapping) else data
