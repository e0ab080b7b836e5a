"""`waymark match`: options with the services near by."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.application.match_query import (
    POSTCODE,
    WITHIN,
    FamilyQuery,
    read_case_query,
    read_family_query,
)
from directory.application.match_services import answer_case, answer_family
from directory.cli.errors import settings_or_stop, stop
from directory.cli.resources import knowledge_or_stop, places_or_stop, session_or_stop
from directory.infrastructure.clock import now, today
from directory.web.choose.record.family_record import family_record
from directory.web.choose.record.record_text import record_text
from directory.web.choose.record.saved_file_reader import visit_of
from matcher import CaseError, Knowledge, read_json


@click.command()
@click.argument("case", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--postcode", help="The family’s postcode; it stays on this machine.")
@click.option("--within", type=float, help="Miles to look around.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The date of the match.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json")
def match(
    case: Path, postcode: str | None, within: float | None, on: datetime | None, form: str
) -> None:
    """Match a case, a JSON object of fact id to value, or a family; - reads standard input."""
    if on and form == "text":
        raise click.UsageError("the text is a record as of today: leave out --on")
    settings = settings_or_stop()
    knowledge, places = knowledge_or_stop(settings), places_or_stop(settings)
    day = on.date() if on else today()
    try:
        data = _with(read_json(_content(case)), {POSTCODE: postcode, WITHIN: within})
        is_family = isinstance(data, Mapping) and "children" in data
        read = read_family_query if is_family else read_case_query
        question = read(data, knowledge, places, day)
    except CaseError as error:
        stop(map(str, error.problems))
    with session_or_stop(settings) as session:
        if form == "text":
            click.echo(_text(session, knowledge.on(question.on), question))
        else:
            answer = answer_family if is_family else answer_case
            click.echo(json.dumps(answer(session, knowledge, question).as_data(), indent=2))


def _text(session: Session, knowledge: Knowledge, question: FamilyQuery) -> str:
    found = answer_family(session, knowledge, question)
    return record_text(family_record(visit_of(question.family), found, knowledge, now()))


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
