"""`waymark feed`: the directories of others, in."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import click
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.application.commands.feeds import RefusedError, add_feed
from directory.application.feeds import FeedError, documents
from directory.application.feeds.pull import PullRequest, PullResult, pull_feed
from directory.application.feeds.source import checked_address
from directory.application.feeds.staged_reader import ReadContext
from directory.cli.errors import settings_or_stop, stop
from directory.cli.feed_context import feed_context
from directory.cli.feed_matches import decide, matches, suggestions
from directory.cli.feed_report import report
from directory.cli.feed_terms import contact, enrich_, map_, terms
from directory.cli.plan_output import listed, with_names
from directory.cli.progress import STOPPED
from directory.cli.resources import (
    engine_or_stop,
    session_or_stop,
)
from directory.exchange.data_quality.feed_files import UnreadableError
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.importer_notes import ImportNote
from directory.exchange.openreferral.standard import SERVICES
from directory.infrastructure.clock import now
from directory.storage import Feed, FeedProblem

NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
STOPPED_PULL = "stopped: nothing is half taken in, and the next pull goes on from there"
NO_FEEDS = "No feeds have been added: waymark feed add ADDRESS"
T = TypeVar("T")


@click.group()
@click.pass_context
def feed(ctx: click.Context) -> None:
    """Take in the directories of others, and look at how good they are."""
    ctx.obj = fetched


for _command in (contact, decide, enrich_, map_, matches, report, suggestions, terms):
    feed.add_command(_command)


def fetched(source: str) -> FeedDocuments:
    """Return the documents of a feed by its address, or by the name it was added under.

    Raises UnreadableError in words. Nothing is kept.
    """
    address = source
    if "://" not in source:
        with session_or_stop(settings_or_stop()) as session:
            added = session.get(Feed, source)
            if added is None:
                text = f"{source}: is no file here, no address and no feed that was added"
                raise UnreadableError(text)
            address = added.source
    try:
        found = documents(address)
    except FeedError as error:
        raise UnreadableError(f"{source}: {error}") from None
    if not (found.pages or found.records):
        why = found.unanswered[SERVICES]
        raise UnreadableError(f"{source}: no feed can be reached, so nothing can be told: {why}")
    return found


@feed.command()
@click.argument("source")
@click.option("--name", help="A short name; made of the host or file name unless given.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
def add(source: str, name: str | None, actor: str) -> None:
    """Add the feed at an address, or a file of its records (.json, .ndjson, each also .gz).

    Nothing is fetched before “waymark feed pull”.

    Exit status: 0 added, 1 it cannot be added or is added already, 2 wrong use.
    """
    try:
        address = checked_address(source)
    except FeedError as error:
        stop([f"{source}: {error}"])
    id = name or _name_of(source)
    if not NAME.fullmatch(id):
        stop([f"{id}: a name is lower case letters, digits and hyphens, at most 40: give --name"])
    try:
        with session_or_stop(settings_or_stop()) as session:
            if there := _added_as(session, address):
                stop([f"{source}: already added as {there}"])
            add_feed(session, id, address, actor=actor, now=now())
    except RefusedError as error:
        stop([str(error)])
    click.echo(f"Added {id}. To take it in: waymark feed pull {id}")


def _added_as(session: Session, address: str) -> str | None:
    """Return the name of the feed at an address: by http or https it is one."""
    added = session.execute(select(Feed.source, Feed.id))
    return {_place(source): id for source, id in added}.get(_place(address))


def _place(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc=parts.netloc.casefold()).geturl()


@feed.command("list")
def list_() -> None:
    """List the feeds that were added, and what became of each."""
    with session_or_stop(settings_or_stop()) as session:
        feeds = [*session.scalars(select(Feed).order_by(Feed.id))]
        for each in feeds:
            tried = f"{each.tried_at:%Y-%m-%d %H:%M}" if each.tried_at else "never pulled"
            click.echo(f"{each.id}: {each.source}")
            click.echo(f"  {tried}{f': {each.outcome}' if each.outcome else ''}")
    if not feeds:
        click.echo(NO_FEEDS)


@feed.command()
@click.argument("names", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show the plan and take nothing in.")
@click.option("--allow-shrink", is_flag=True, help="Take it though more than half is missing.")
@click.option("--refresh", is_flag=True, help="Ask for every record again, changed or not.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
def pull(
    names: tuple[str, ...], dry_run: bool, allow_shrink: bool, refresh: bool, actor: str
) -> None:
    """Fetch feeds and take each in: all of it, or nothing. Every feed unless some are named.

    Exit status: 0 every feed was taken in, 1 one could not be read or was not taken (the others
    were), 2 wrong use, 3 the knowledge files are unsound.
    """
    settings = settings_or_stop()
    reading = feed_context(settings)
    wish = PullRequest(
        actor=actor, now=now(), dry_run=dry_run, allow_shrink=allow_shrink, refresh=refresh
    )
    failed: list[str] = []
    with session_or_stop(settings) as session:
        wanted = names or [*session.scalars(select(Feed.id).order_by(Feed.id))]
    if not wanted:
        click.echo(NO_FEEDS)
    with engine_or_stop(settings) as engine:
        for name in wanted:
            try:
                problem = _pull(engine, name, reading, wish)
            except KeyboardInterrupt:
                stop([*failed, f"{name}: {STOPPED_PULL}"], STOPPED)
            if problem:
                failed.append(f"{name}: {problem}")
    if failed:
        stop(failed)


def _pull(engine: Engine, name: str, reading: ReadContext, wish: PullRequest) -> str | None:
    try:
        pulled = pull_feed(engine, name, reading, wish, with_bar)
    except FeedError as error:
        return str(error)
    with Session(engine) as session:
        retired = with_names(session, pulled.plan.retired)
    for line in _told(name, pulled, retired, dry_run=wish.dry_run):
        click.echo(line)
    return None


def _told(name: str, pulled: PullResult, retired: list[str], *, dry_run: bool) -> Iterator[str]:
    plan = pulled.plan
    counts = plan.counts()
    yield (
        f"{name}: {'would be ' if dry_run else ''}{counts['added']} added, "
        f"{counts['changed']} changed, {counts['unchanged']} unchanged, "
        f"{counts['retired']} no longer in the feed (kept, and marked)"
    )
    if pulled.repaired:
        yield (
            f"  {_records(pulled.repaired)} repaired, {pulled.set_aside} set aside: "
            f"waymark feed problems {name}"
        )
    if dry_run:
        changed = [
            f"{entry.id}: {', '.join(change.column for change in changes)}"
            for entry, changes in plan.changed
        ]
        lines = [
            *listed("added", [f"{e.id}: {e.values['name']}" for e in plan.added]),
            *listed("changed", changed),
            *listed("no longer in the feed", retired),
        ]
        yield from (f"  {line}" for line in lines)


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


@feed.command()
@click.argument("name")
def problems(name: str) -> None:
    """Show what the last pull repaired, left out or set aside, record by record."""
    with session_or_stop(settings_or_stop()) as session:
        if session.get(Feed, name) is None:
            stop([f"there is no feed {name}"])
        lines = [*_problems(session, name)]
    for line in lines or ["Nothing was repaired or set aside"]:
        click.echo(line)


def _problems(session: Session, name: str) -> Iterator[str]:
    found = select(FeedProblem).where(FeedProblem.feed_id == name).order_by(FeedProblem.id)
    last = None
    for each in session.scalars(found):
        if each.record != last:
            yield f"{each.record}:"
        last = each.record
        yield f"  {ImportNote(field=each.field, found=each.found, became=each.became)}"


def with_bar(items: Iterable[T], label: str, count: int | None) -> Iterable[T]:
    """Show how far something has come, on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        return items
    return _drawn(items, label, count)


def _drawn(items: Iterable[T], label: str, count: int | None) -> Iterator[T]:
    with click.progressbar(items, length=count, label=label, file=sys.stderr) as bar:
        yield from bar


def _name_of(source: str) -> str:
    """Return a name made of the host of an address, or of the name of a file."""
    host = urlsplit(source).hostname if "://" in source else None
    name = host.removeprefix("www.") if host else Path(source).name.partition(".")[0]
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40].strip("-")
