"""`waymark feed matches`, `decide` and `suggestions`: what the directory team decides."""

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from directory.application.commands.feeds import RefusedError, decide_different, decide_same
from directory.application.feeds.duplicate_detection import DuplicateMatch, proposals
from directory.application.feeds.enrichment import enrich
from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.feed_context import feed_context
from directory.cli.resources import knowledge_or_stop, session_or_stop
from directory.exchange.openreferral.programme_suggestions import FILE, read_names
from directory.exchange.openreferral.programme_suggestions import suggestions as named_in
from directory.exchange.openreferral.text_suggestions import TextSuggestion, text_suggestions
from directory.infrastructure.clock import now
from directory.model.problems import FileError
from directory.storage import Service
from directory.storage.entry_repository import stored_entries

DIFFERENT = "different"


@click.command()
def matches() -> None:
    """Propose services of two sources that may be one; nothing is decided by this."""
    with session_or_stop(settings_or_stop()) as session:
        found = proposals(session)
    for match in found:
        for line in _told(match):
            click.echo(line)
    click.echo(f"{len(found)} to decide" if found else "Nothing to decide")


def _told(match: DuplicateMatch) -> Iterator[str]:
    yield f"{match.score}: {match.service_id} “{match.name}”"
    yield f"    and {match.same_as} “{match.other_name}”"
    yield f"    {'; '.join(match.why)}"
    yield f"    waymark feed decide {match.service_id} {match.same_as} --actor ROLE"


@click.command()
@click.argument("service")
@click.argument("same_as", metavar="SAME_AS|different")
@click.option("--from", "other", help="With “different”: from this one alone.")
@click.option("--actor", required=True, help="Who decides, by role: never a name.")
def decide(service: str, same_as: str, other: str | None, actor: str) -> None:
    """Say that SERVICE is the same as another, which then stands for both; or different.

    “different” is said of the one it was the same as and of every proposal, or of --from alone.
    It takes back “the same”, and is not proposed again.
    """
    if other and same_as != DIFFERENT:
        stop(["--from goes with “different”"], 2)
    if "@" in actor:
        stop(["--actor is a role, as in “Directory officer”, never an e-mail address"], 2)
    try:
        with session_or_stop(settings_or_stop()) as session:
            if same_as == DIFFERENT:
                click.echo(_different(session, service, other, actor))
            else:
                decide_same(session, service, same_as, actor=actor, now=now())
                click.echo(f"{same_as} stands for {service}, which is no longer shown")
    except RefusedError as error:
        stop([str(error)])


def _different(session: Session, service: str, other: str | None, actor: str) -> str:
    others = [other] if other else [*_counterparts(session, service)]
    if not others:
        raise RefusedError(f"nothing is proposed for {service}: name the other with --from")
    for each in others:
        decide_different(session, service, each, actor=actor, now=now())
    return f"{service} is another service than {', '.join(others)}"


def _counterparts(session: Session, id: str) -> Iterator[str]:
    service = session.get(Service, id)
    if service and service.same_as:
        yield service.same_as
    for match in proposals(session):
        if id in (match.service_id, match.same_as):
            yield match.same_as if id == match.service_id else match.service_id


@click.command()
@click.argument("names", nargs=-1)
@click.option("--take", is_flag=True, help="Let the kinds and ages of one feed hold.")
def suggestions(names: tuple[str, ...], take: bool) -> None:
    """Name services whose words name a programme, a kind or ages that they do not state.

    Those of every source, or of the feeds that are named. Nothing is changed without --take, and
    no programme is by it.
    """
    settings = settings_or_stop()
    knowledge = knowledge_or_stop(settings)
    try:
        known = read_names(settings.data / FILE, knowledge.programme)
    except FileError as error:
        stop([f"{settings.data / FILE}: {problem}" for problem in error.problems])
    with session_or_stop(settings) as session:
        entries = stored_entries(session, every_feed=True).values()
    for entry in entries:
        if not names or entry.id.partition("~")[0] in names:
            for named in named_in(entry, known):
                programme = named.programme or f"{named.called}, which the knowledge does not name"
                click.echo(f"{named.service_id}: {programme}? {named.column}: “{named.words}”")
    found = [
        each
        for entry in entries
        if "~" in entry.id and (not names or entry.id.partition("~")[0] in names)
        for each in text_suggestions(entry)
    ]
    for each in found:
        click.echo(f"{each.service_id}: {_cells(each)}? {each.column}: “{each.words}”")
    if take:
        _take(names, found)


def _cells(suggested: TextSuggestion) -> str:
    return ", ".join(f"{column} {cell or 'empty'}" for column, cell in suggested.cells)


def _take(names: tuple[str, ...], found: list[TextSuggestion]) -> None:
    """Let kinds and ages that words name hold of the entries of one feed."""
    if len(names) != 1:
        stop(["--take goes with the name of one feed"], WRONG_USE)
    cells: dict[str, dict[str, str]] = {}
    for each in found:
        cells.setdefault(each.service_id, {}).update(each.cells)
    settings = settings_or_stop()
    reading = feed_context(settings)
    try:
        with session_or_stop(settings) as session:
            enrich(session, names[0], reading, cells, actor="command line", now=now())
    except RefusedError as error:
        stop([str(error)])
    click.echo(f"Taken: {len(cells):,} entries")
