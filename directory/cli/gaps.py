"""`waymark gaps`: which children have nobody suitable within reach, as the page tells it."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeVar

import click

from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop, stop
from directory.clock import today
from directory.covering.ground import Ground, current_ground
from directory.covering.kinds import KINDS, kinds_of_gap
from directory.covering.report import (
    NoSuchAreaError,
    Question,
    chosen_authorities,
    report,
    targets_of,
)
from directory.covering.table import HEADER, as_data, rows_of
from directory.covering.terms import USUAL_MILES, Terms
from directory.covering.wording import say_children, say_share, target_title
from directory.settings import Settings
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS

F = TypeVar("F", bound=Callable[..., Any])
MOST_MILES = 50.0
_OPTIONS: Sequence[Callable[[Any], Any]] = (
    click.option("--area", multiple=True, help="Code of an authority; all without."),
    click.option("--rows", type=click.Choice(["recommendation", "programme", "kind"]),
                 default="recommendation", show_default=True),
    click.option("--columns", type=click.Choice(["authority", "ward", "band"]),
                 help="Across; as fits best without."),
    click.option("--miles", type=click.FloatRange(0, MOST_MILES, min_open=True),
                 default=USUAL_MILES, show_default=True, help="How far a venue may be."),
    click.option("--from-months", type=click.IntRange(0, ADULT_MONTHS), default=0),
    click.option("--under-months", type=click.IntRange(0, ADULT_MONTHS), default=ADULT_MONTHS),
    click.option("--abuse", multiple=True, help="Id of a fact: a kind of abuse."),
    click.option("--carer", multiple=True, help="Id of a fact: who would take part."),
    click.option("--assured", type=click.IntRange(1), help="Checked within so many months."),
    click.option("--trained", is_flag=True, help="With trained staff."),
    click.option("--wait", type=click.IntRange(0), help="A wait of at most so many weeks."),
)  # fmt: skip


def asks(command: F) -> F:
    """Give a command the options that say what is counted."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@click.group()
def gaps() -> None:
    """Count the children who have nobody suitable within reach."""


@gaps.command()
@asks
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
def show(form: str, **options: Any) -> None:
    """Show the matrix: what is recommended, by place or age."""
    settings = settings_or_stop()
    knowledge, question = knowledge_or_stop(settings), question_of(options, settings)
    with session_or_stop(settings) as session:
        ground = current_ground(session, places_or_stop(settings))
        try:
            found = report(ground, knowledge, question)
        except NoSuchAreaError as error:
            stop([str(error)])
    if form == "json":
        click.echo(json.dumps(as_data(found, knowledge), indent=2))
    elif form == "csv":
        csv.writer(sys.stdout).writerows([HEADER, *rows_of(found, knowledge)])
    else:
        click.echo(found.headline)
        for row in found.matrix.rows:
            total = row.total
            click.echo(
                f"{say_share(total.share):>9}  {say_children(total.nobody):>10} nobody"
                f"  {say_children(total.maybe):>10} may  {target_title(row.target, knowledge)}"
            )


@gaps.command()
@asks
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def kinds(form: str, **options: Any) -> None:
    """Show how many children are in each kind of gap."""
    settings = settings_or_stop()
    knowledge, question = knowledge_or_stop(settings), question_of(options, settings)
    with session_or_stop(settings) as session:
        ground = current_ground(session, places_or_stop(settings))
        found = _kinds(ground, knowledge, question)
    if form == "json":
        click.echo(json.dumps(found, indent=2))
        return
    for each in found:
        named = [f"{kind} {each['kinds'][kind]['children']:,}" for kind in KINDS]
        click.echo(f"{each['title']}: {', '.join(named)}")


def _kinds(ground: Ground, knowledge: Knowledge, question: Question) -> list[dict[str, Any]]:
    try:
        chosen = chosen_authorities(ground, question.areas)
    except NoSuchAreaError as error:
        stop([str(error)])
    districts = tuple(sorted(code for each in chosen for code in each.districts))
    return [
        {
            "what": target.what,
            "id": target.id,
            "title": target_title(target, knowledge),
            "kinds": {
                kind: {"children": round(gap.children.sum()), "unclear": round(gap.unclear.sum())}
                for kind, gap in kinds_of_gap(
                    ground, knowledge, target, question.terms, districts
                ).items()
            },
        }
        for target in targets_of(knowledge, question.rows)
    ]


def question_of(options: dict[str, Any], settings: Settings) -> Question:
    """Return what the options ask; stop naming every one that cannot be read."""
    knowledge = knowledge_or_stop(settings)
    problems = [
        f"--{name} {id}: is not a fact of this group"
        for name, group in (("abuse", "abuse"), ("carer", "carer"))
        for id in options[name]
        if id not in {fact.id for fact in knowledge.facts.in_group(group)}
    ]
    if options["from_months"] >= options["under_months"]:
        problems.append("--from-months must be below --under-months")
    if problems:
        stop(problems)
    terms = Terms(
        on=today(),
        within_miles=options["miles"],
        from_months=options["from_months"],
        under_months=options["under_months"],
        abuse=frozenset(options["abuse"]),
        carers=frozenset(options["carer"]),
        assured_months=options["assured"],
        trained=options["trained"],
        wait_weeks=options["wait"],
    )
    return Question(
        areas=options["area"], rows=options["rows"], columns=options["columns"], terms=terms
    )
