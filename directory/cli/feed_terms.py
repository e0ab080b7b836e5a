"""`waymark feed terms`, `map`, `enrich` and `contact`: what this directory adds to a feed."""

from collections import Counter
from collections.abc import Iterator, Mapping

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.feed_enrichment import decide_contact
from directory.application.commands.feeds import RefusedError
from directory.application.feeds.enrichment import (
    AREA,
    TERM,
    WHOLE,
    Meaning,
    enrich,
    preview,
    say_meaning,
    worklist_of,
)
from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.feed_context import feed_context
from directory.cli.plan_output import listed
from directory.cli.resources import session_or_stop
from directory.exchange.openreferral.redact_people import IN_DOUBT
from directory.infrastructure.clock import now
from directory.model.age_words import read_ages
from directory.model.cell_types import written
from directory.model.columns import KINDS
from directory.model.import_plan import ImportPlan
from directory.storage import FeedProblem, reference_data

ACTOR = click.option("--actor", default="command line", show_default=True, help="Who, by role.")
KIND = click.option("--kind", type=click.Choice(KINDS), help="What kind of help it is.")
PROGRAMME = click.option("--programme", help="The id of a programme.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")


@click.command()
@click.argument("name", metavar="FEED")
def terms(name: str) -> None:
    """List the terms and area names of a feed that are not understood, the commonest first."""
    settings = settings_or_stop()
    try:
        with session_or_stop(settings) as session:
            found = worklist_of(session, name, feed_context(settings))
    except RefusedError as error:
        stop([str(error)])
    for title, counted in (("terms", found.terms), ("areas", found.areas)):
        for line in _counted(title, counted):
            click.echo(line)
    if not (found.terms or found.areas):
        click.echo("Every term and area name is understood")


def _counted(title: str, counted: Counter[str]) -> Iterator[str]:
    if counted:
        yield f"{title}:"
    yield from (f"{count:>6,}  {name}" for name, count in counted.most_common())


@click.command("map")
@click.argument("name", metavar="FEED")
@click.argument("term", required=False)
@KIND
@PROGRAMME
@click.option("--area", help="The ONS code of an area, or its exact name.")
@click.option("--whole", is_flag=True, help="Of every entry that states none.")
@DRY_RUN
@ACTOR
def map_(
    name: str, term: str | None, kind: str | None, programme: str | None,
    area: str | None, whole: bool, dry_run: bool, actor: str,
) -> None:  # fmt: skip
    """Say what a TERM of a feed means (--kind, --programme), or the name of an area (--area).

    All entries that carry it change at once, and keep it at every pull. With --whole, and no
    TERM, it holds of every entry of the feed that states none.
    """
    if whole == bool(term) or not (kind or programme or area):
        text = "give a TERM or --whole, and what it means: --kind, --programme or --area"
        stop([text], WRONG_USE)
    if term and area and (kind or programme):
        stop(["a TERM is of a kind and programme, or names an area: not both"], WRONG_USE)
    settings = settings_or_stop()
    reading = feed_context(settings)
    if programme and programme not in reading.vocabulary.programmes:
        stop([f"{programme} is not the id of a programme"])
    meaning = Meaning(
        what=WHOLE if whole else AREA if area else TERM, key=term or "", kind=kind,
        programme=programme, area=_code(area),
    )  # fmt: skip
    try:
        with session_or_stop(settings) as session:
            if dry_run:
                plan = preview(session, name, reading, meaning)
            else:
                plan = say_meaning(session, name, reading, meaning, actor=actor, now=now())
    except RefusedError as error:
        stop([str(error)])
    _tell(plan, dry_run=dry_run)


def _code(area: str | None) -> str | None:
    if area is None:
        return None
    code = area if reference_data.area_name(area) != area else reference_data.area_code(area)
    if code is None:
        stop([f"{area} is not the ONS code of an area of England, nor the name of one"])
    return code


@click.command("enrich")
@click.argument("services", nargs=-1, required=True)
@KIND
@PROGRAMME
@click.option("--ages", help="As in 0-5, under 5s or 18 months to 3 years.")
@click.option("--areas", help="ONS codes or exact names of areas, separated by ;")
@click.option("--accepts-abuse", help="Ids of facts, separated by ;")
@click.option("--accepts-carers", help="Ids of facts, separated by ;")
@click.option("--requires", help="Ids of facts, separated by ;")
@click.option("--excludes", help="Ids of facts, separated by ;")
@ACTOR
def enrich_(
    services: tuple[str, ...], actor: str, ages: str | None,
    areas: str | None, **given: str | None,
) -> None:  # fmt: skip
    """Say what holds of entries of one feed in place of what the feed states, at every pull."""
    settings = settings_or_stop()
    reading = feed_context(settings)
    feed = services[0].partition("~")[0]
    try:
        cells = _cells(ages, given | {"areas_served": areas})
        with session_or_stop(settings) as session:
            named = dict.fromkeys(services, cells)
            plan = enrich(session, feed, reading, named, actor=actor, now=now())
    except (RefusedError, ValueError) as error:
        stop([str(error)])
    _tell(plan, dry_run=False)


def _cells(ages: str | None, given: Mapping[str, str | None]) -> dict[str, str]:
    cells = {column: text for column, text in given.items() if text is not None}
    if ages is not None:
        found = read_ages(ages)
        cells["age_from_months"] = written(found.from_months)
        cells["age_under_months"] = written(found.under_months)
    if not cells:
        stop(["say what holds: --kind, --programme, --ages, --areas or others"], WRONG_USE)
    return cells


@click.command()
@click.argument("name", metavar="FEED")
@click.argument("code", required=False)
@click.argument("of", type=click.Choice(["group", "person"]), required=False)
@ACTOR
def contact(name: str, code: str | None, of: str | None, actor: str) -> None:
    """List the addresses of a feed that were left out in doubt, or say of one whose it is.

    The address itself is kept nowhere: look at the record where the feed is. One of a group comes
    with the next pull.
    """
    try:
        with session_or_stop(settings_or_stop()) as session:
            if code and of:
                decide_contact(session, name, code, is_group=of == "group", actor=actor, now=now())
                click.echo(f"Noted. To take it in: waymark feed pull {name}")
                return
            for line in _doubted(session, name):
                click.echo(line)
    except RefusedError as error:
        stop([str(error)])


def _doubted(session: Session, name: str) -> Iterator[str]:
    found = select(FeedProblem).where(FeedProblem.feed_id == name, FeedProblem.became == IN_DOUBT)
    for each in session.scalars(found.order_by(FeedProblem.id)):
        yield f"{each.record}: {each.field}: {each.found}"


def _tell(plan: ImportPlan, *, dry_run: bool) -> None:
    changed = [
        f"{entry.id}: {entry.values['name']}: " + "; ".join(
            f"{each.column} from “{each.before}” to “{each.after}”"
            for each in changes if each.column != "vendor"
        )
        for entry, changes in plan.changed
    ]  # fmt: skip
    count = len(plan.changed)
    click.echo(f"{'Would change' if dry_run else 'Changed'}: {count:,} entries")
    for line in listed("of which", changed):
        click.echo(line)
