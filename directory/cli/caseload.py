"""`waymark caseload`: to how many children of a council each recommendation applies."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from directory.cli.errors import UNSOUND_KNOWLEDGE, settings_or_stop, stop
from directory.cli.resources import knowledge_or_stop, session_or_stop
from directory.domain.coverage.capacity import districts_of
from directory.domain.coverage.caseload import CaseloadAnswer, Number, count_caseload
from directory.exchange.caseload_file.caseload_reader import CaseloadFile, read_caseload
from directory.exchange.caseload_file.census import Census, CensusError, census_in
from directory.infrastructure.clock import today
from directory.infrastructure.settings import Settings
from directory.model.problems import FileError
from matcher import Knowledge

MOST_MISSING = 12


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of the count; today if not given."
)
@click.option("--authority", help="Count the places of services for this council, by its ONS code.")
@click.option(
    "--assume", "assumed", multiple=True, metavar="ID",
    help="What to assume of census codes (docs/caseload.md); may be given twice.",
)  # fmt: skip
@click.option("--rounded", is_flag=True, help="Round numbers of children to the nearest 5.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
def caseload(
    file: Path,
    on: datetime | None,
    authority: str | None,
    assumed: tuple[str, ...],
    rounded: bool,
    form: str,
) -> None:
    """Match a caseload without names, one row a child; - reads standard input.

    FILE is CSV, CSV packed with gzip, or XLSX. It is matched in memory; nothing of it is kept.
    """
    settings = settings_or_stop()
    knowledge = knowledge_or_stop(settings)
    census = _census(settings, knowledge)
    _demand(authority, assumed, census)
    try:
        day = on.date() if on else today()
        read = read_caseload(_content(file), knowledge.facts, census, day, assumed=assumed)
    except FileError as error:
        stop([f"{file}: {problem}" for problem in error.problems])
    with session_or_stop(settings) as session:
        answer = count_caseload(session, knowledge, read, authority, rounded=rounded)
    if form == "csv":
        click.echo(answer.as_csv(), nl=False)
    elif form == "json":
        click.echo(json.dumps(answer.as_data(), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(answer)))


def _census(settings: Settings, knowledge: Knowledge) -> Census:
    try:
        return census_in(settings.data, knowledge.facts)
    except CensusError as error:
        stop(str(error).splitlines(), UNSOUND_KNOWLEDGE)


def _demand(authority: str | None, assumed: tuple[str, ...], census: Census) -> None:
    known = [each.id for each in census.assumptions]
    for id in assumed:
        if id not in known:
            raise click.UsageError(f"--assume {id}: should be one of {', '.join(known)}")
    try:
        if authority:
            districts_of(authority)
    except KeyError:
        raise click.UsageError(
            f"--authority {authority}: should be the ONS code of a council of England, "
            "as in E08000021"
        ) from None


def _content(file: Path) -> bytes:
    try:
        with click.open_file(str(file), "rb") as opened:
            content: bytes = opened.read()
            return content
    except OSError as error:
        stop([f"{file}: cannot be read: {error.strerror}"])


def _as_text(answer: CaseloadAnswer) -> Iterator[str]:
    yield from _begun(answer)
    for line in answer.lines:
        counts = line.counts
        applies, waits = (answer.told(n) for n in (counts.applies, counts.needs_information))
        yield f"{line.item.id}: {line.item.title}"
        yield (
            f"  applies to {_told(applies)} · needs information on {_told(waits)} · "
            f"{line.capacity.says}"
        )
    yield "What to find out first:"
    for each in answer.missing[:MOST_MISSING]:
        yield (
            f"  {each.fact.id}: {each.fact.question} "
            f"({_told(answer.told(each.missing.children))} children)"
        )
    yield from _read_so(answer.read)


def _begun(answer: CaseloadAnswer) -> Iterator[str]:
    where = answer.authority_name or "the whole directory"
    yield (
        f"{_told(answer.told(answer.read.children))} children matched as of {answer.read.on}, "
        f"against services for {where}"
    )
    if answer.has_sample:
        yield "The services are made up, to show how Waymark works."
    left = answer.read.left_out
    parts = ((left.grown, "aged 18 or over"), (left.died, "died"), (left.closed, "case closed"))
    if told := [f"{_told(answer.told(n))} {says}" for n, says in parts if n]:
        yield f"Not counted: {', '.join(told)}"


def _read_so(read: CaseloadFile) -> Iterator[str]:
    yield f"Columns used: {', '.join(read.used)}"
    yield f"Columns not used: {', '.join(read.not_used) or 'none'}"
    if read.assumed:
        yield f"Assumed: {', '.join(read.assumed)}"
    for each in read.silent:
        yield f"Says nothing that a fact asks: {each.code} {each.means} ({each.why})"


def _told(number: Number) -> str:
    return f"{number:,}" if isinstance(number, int) else number
