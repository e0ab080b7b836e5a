"""`waymark match`: options with the services near by."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.answering import (
    POSTCODE,
    WITHIN,
    FamilyQuestion,
    Question,
    answer,
    answer_family,
    read_family_question,
    read_question,
)
from directory.choose.keep.opening import visit_of
from directory.choose.keep.record import family_record
from directory.choose.keep.record_text import record_text
from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop, stop
from directory.clock import now, today
from directory.places import Places
from matcher import CaseError, Knowledge, read_json
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.family import family_of


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
        question = _read(data, knowledge, places, day)
    except CaseError as error:
        stop(map(str, error.problems))
    with session_or_stop(settings) as session:
        click.echo(_answered(session, knowledge, question, form))


def _read(
    data: object, knowledge: Knowledge, places: Places, day: date
) -> Question | FamilyQuestion:
    if isinstance(data, Mapping) and "children" in data:
        return read_family_question(data, knowledge, places, day)
    return read_question(data, knowledge, places, day)


def _answered(
    session: Session, knowledge: Knowledge, question: Question | FamilyQuestion, form: str
) -> str:
    if form == "text":
        asked = question if isinstance(question, FamilyQuestion) else _of_one(question, knowledge)
        found = answer_family(session, knowledge, asked)
        return record_text(family_record(visit_of(asked.family), found, knowledge, now()))
    if isinstance(question, FamilyQuestion):
        return json.dumps(answer_family(session, knowledge, question).as_data(), indent=2)
    return json.dumps(answer(session, knowledge, question).as_data(), indent=2)


def _of_one(question: Question, knowledge: Knowledge) -> FamilyQuestion:
    """Return the question of one child as that of a family of one."""
    known: dict[str, object] = dict(question.case.known)
    if question.case.born_on:
        del known[AGE]
        known[BORN_ON] = question.case.born_on.isoformat()
    return FamilyQuestion(
        family=family_of(known, knowledge.facts),
        on=question.on,
        place=question.place,
        within_miles=question.within_miles,
        limit=question.limit,
    )


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
