"""The options of commands about gaps that say where, for whom, and what counts as suitable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeVar

import click

from directory.cli.stopping import stop
from directory.clock import today
from directory.covering.authorities import Authority
from directory.covering.ground import Ground
from directory.covering.report import NoSuchAreaError, chosen_authorities, say_where
from directory.covering.terms import USUAL_MILES, Terms
from matcher import Knowledge
from matcher.ages import ADULT_MONTHS

F = TypeVar("F", bound=Callable[..., Any])
MOST_MILES = 50.0
MOST_MINUTES = 240
_OPTIONS: Sequence[Callable[[Any], Any]] = (
    click.option("--authority", multiple=True, help="Code of an authority; all without."),
    click.option("--miles", type=click.FloatRange(0, MOST_MILES, min_open=True),
                 default=USUAL_MILES, show_default=True, help="How far a venue may be."),
    click.option("--minutes", type=click.IntRange(1, MOST_MINUTES),
                 help="How far by the table of travel times: waymark travel import."),
    click.option("--from-months", type=click.IntRange(0, ADULT_MONTHS), default=0,
                 help="Youngest age that is counted."),
    click.option("--under-months", type=click.IntRange(0, ADULT_MONTHS), default=ADULT_MONTHS,
                 help="Under this age, in months."),
    click.option("--abuse", multiple=True, help="Id of a fact: a kind of abuse."),
    click.option("--carer", multiple=True, help="Id of a fact: who would take part."),
    click.option("--assured", type=click.IntRange(1), help="Checked within so many months."),
    click.option("--trained", is_flag=True, help="With trained staff."),
    click.option("--wait", type=click.IntRange(0), help="A wait of at most so many weeks."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The authorities that are asked about, together."""

    chosen: tuple[Authority, ...]
    districts: tuple[str, ...]
    where: str


def asks_terms(command: F) -> F:
    """Give a command the options that say where, for whom, and what is suitable."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def terms_of(options: dict[str, Any], knowledge: Knowledge) -> Terms:
    """Return what the options ask; stop naming every one that cannot be read."""
    problems = [
        f"--{name} {id}: is not a fact of this group"
        for name in ("abuse", "carer")
        for id in options[name]
        if id not in {fact.id for fact in knowledge.facts.in_group(name)}
    ]
    if options["from_months"] >= options["under_months"]:
        problems.append("--from-months must be below --under-months")
    if problems:
        stop(problems)
    return Terms(
        on=today(),
        within_miles=options["miles"],
        within_minutes=options["minutes"],
        from_months=options["from_months"],
        under_months=options["under_months"],
        abuse=frozenset(options["abuse"]),
        carers=frozenset(options["carer"]),
        assured_months=options["assured"],
        trained=options["trained"],
        wait_weeks=options["wait"],
    )


def here_or_stop(ground: Ground, codes: tuple[str, ...], terms: Terms) -> Here:
    """Return the authorities of some codes, all for none.

    Stop naming those without figures, or where minutes are asked for without a table of them.
    """
    if terms.within_minutes and ground.travel is None:
        stop(["--minutes: there is no table of travel times: waymark travel import FILE"])
    try:
        chosen = chosen_authorities(ground, codes)
    except NoSuchAreaError as error:
        stop([str(error)])
    districts = tuple(sorted(code for each in chosen for code in each.districts))
    return Here(chosen=chosen, districts=districts, where=say_where(ground, chosen))
