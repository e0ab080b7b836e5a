"""`waymark gaps plan`: what to buy in one authority, as the page tells it."""

import json
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, TypeVar

import click

from directory.cli.errors import WRONG_USE, settings_or_stop, stop
from directory.cli.gaps_terms import TERMS, asked_or_stop, asks
from directory.cli.resources import session_or_stop
from directory.domain.coverage.gap_text import say_children
from directory.domain.need.area_plan import AreaPlan, area_plan
from directory.domain.need.chain_data import need_chains_in
from directory.domain.need.plan_params import NAMES, PLAN_FIELDS, read_plan_ask
from directory.domain.need.plan_text import (
    plan_data,
    plan_notes,
    say_plan,
    say_pounds,
    say_purchase,
    say_uncosted,
)
from directory.domain.need.purchase_plan import PlanError

F = TypeVar("F", bound=Callable[..., Any])
OTHER_TERMS = tuple(name for name in TERMS if name != "area")


def _numbers(command: F) -> F:
    """Give a command an option for each number of a plan."""
    options = [
        click.option(each.option, each.name, metavar="NUMBER", help=f"{each.label}.")
        for each in reversed(PLAN_FIELDS)
    ]
    return reduce(lambda made, option: option(made), options, command)


@click.command()
@click.option("--area", required=True, metavar="CODE", help="One authority, such as E06000047.")
@_numbers
@asks(*OTHER_TERMS)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def plan(area: str, form: str, **options: Any) -> None:
    """Say what to buy within a budget, or to reach so many children: the best, with its proof."""
    settings = settings_or_stop()
    ask, problems = read_plan_ask({name: options.pop(name) for name in NAMES})
    if problems or not ask.is_asked:
        stop([each.problem for each in problems] or ["Give --budget or --target"], WRONG_USE)
    with session_or_stop(settings) as session:
        asked = asked_or_stop(session, settings, {"area": area, **options})
        try:
            found = area_plan(session, asked, need_chains_in(settings.data), ask)
        except PlanError as error:
            stop([f"--target: {error}"])
    if form == "json":
        click.echo(json.dumps(plan_data(found, asked.knowledge), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(found)))


def _as_text(found: AreaPlan) -> Iterator[str]:
    if found.has_sample:
        yield "Sample directory: these services are made up."
    yield say_plan(found)
    for bought in found.plan.purchases:
        source = found.offered[bought.option.id].source
        yield (
            f"{say_purchase(bought)}: {say_pounds(bought.cost)} a year ({source}),"
            f" {say_children(bought.children)} children"
        )
    yield from (f"Not costed. {say_uncosted(each)}" for each in found.offer.uncosted)
    yield from plan_notes(found)
