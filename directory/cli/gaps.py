"""`waymark gaps`: which children have nobody suitable within reach, as the page tells it."""

import csv
import json
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from directory.cli.gaps_scenario import scenario
from directory.cli.gaps_site import site
from directory.cli.gaps_terms import asks_terms, here_or_stop, terms_of
from directory.cli.opening import knowledge_or_stop, places_or_stop, session_or_stop
from directory.cli.stopping import settings_or_stop
from directory.covering.ground import Ground, current_ground
from directory.covering.kinds import KINDS, kinds_of_gap
from directory.covering.matrix import Row
from directory.covering.people import whole
from directory.covering.report import Question, report, targets_of
from directory.covering.table import HEADER, as_data, rows_of
from directory.covering.terms import Target, Terms
from directory.covering.wording import say_children, say_share, target_title
from matcher import Knowledge

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def gaps() -> None:
    """Count the children who have nobody suitable within reach."""


gaps.add_command(scenario)
gaps.add_command(site)


def asks_rows(command: F) -> F:
    """Give a command the option that says what its rows stand for."""
    choice = click.Choice(["recommendation", "programme", "kind"])
    return click.option("--rows", type=choice, default="recommendation", show_default=True)(command)


@gaps.command()
@asks_terms
@asks_rows
@click.option(
    "--columns",
    type=click.Choice(["authority", "ward", "band"]),
    help="Across; as fits best without.",
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
def show(form: str, rows: Any, columns: Any, **options: Any) -> None:
    """Show the matrix: what is recommended, by place or age."""
    settings = settings_or_stop()
    knowledge = knowledge_or_stop(settings)
    question = Question(
        areas=options["authority"], rows=rows, columns=columns, terms=terms_of(options, knowledge)
    )
    with session_or_stop(settings) as session:
        ground = current_ground(session, places_or_stop(settings))
        here_or_stop(ground, question.areas, question.terms)
        found = report(ground, knowledge, question)
    if form == "json":
        click.echo(json.dumps(as_data(found, knowledge), indent=2))
    elif form == "csv":
        csv.writer(sys.stdout).writerows([HEADER, *rows_of(found, knowledge)])
    else:
        click.echo(
            "\n".join([found.headline, *(_line(row, knowledge) for row in found.matrix.rows)])
        )


def _line(row: Row, knowledge: Knowledge) -> str:
    total = row.total.whole
    return (
        f"{say_share(row.total.share):>9}  {say_children(total.nobody):>10} nobody"
        f"  {say_children(total.maybe):>10} may  {target_title(row.target, knowledge)}"
    )


@gaps.command()
@asks_terms
@asks_rows
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def kinds(form: str, rows: Any, **options: Any) -> None:
    """Show how many children are in each kind of gap."""
    settings = settings_or_stop()
    knowledge = knowledge_or_stop(settings)
    terms = terms_of(options, knowledge)
    with session_or_stop(settings) as session:
        ground = current_ground(session, places_or_stop(settings))
        here = here_or_stop(ground, options["authority"], terms)
        targets = targets_of(knowledge, rows)
        found = [_kinds(ground, knowledge, each, terms, here.districts) for each in targets]
    if form == "json":
        click.echo(json.dumps(found, indent=2))
        return
    for each in found:
        named = [f"{kind} {_said(each['kinds'][kind])}" for kind in KINDS]
        click.echo(f"{each['title']}: {', '.join(named)}")


def _said(gap: dict[str, int]) -> str:
    unclear = f" (not known: {gap['unclear']:,})" if gap["unclear"] else ""
    return f"{gap['children']:,}{unclear}"


def _kinds(
    ground: Ground, knowledge: Knowledge, target: Target, terms: Terms, districts: tuple[str, ...]
) -> dict[str, Any]:
    found = kinds_of_gap(ground, knowledge, target, terms, districts)
    return {
        "what": target.what,
        "id": target.id,
        "title": target_title(target, knowledge),
        "kinds": {
            kind: {"children": whole(gap.children.sum()), "unclear": whole(gap.unclear.sum())}
            for kind, gap in found.items()
        },
    }
