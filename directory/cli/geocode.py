"""`waymark services geocode`: venues found by their addresses, where a geocoder is named."""

import json
from collections.abc import Iterator

import click

from directory.application.geocoding.geocoder import Geocoder, StoppedError
from directory.application.geocoding.plan import Plan, Wanted, plan_of
from directory.application.geocoding.run import Outcome, Run
from directory.cli.errors import PROBLEM_IN_DATA, WRONG_USE, settings_or_stop, stop
from directory.cli.plan_output import listed
from directory.cli.progress import STOPPED, progress
from directory.cli.resources import engine_or_stop, places_or_stop, session_or_stop
from directory.infrastructure.clock import now
from directory.infrastructure.settings import Settings

GOES_ON = "what was found is kept, and the next run goes on from there"
ALL_NAMED = " (--format json names them all)"


@click.command()
@click.option("--yes", is_flag=True, help="Send the addresses; without it the plan is shown alone.")
@click.option(
    "--limit", type=click.IntRange(1), default=500, show_default=True, help="Addresses at most."
)
@click.option("--again", is_flag=True, help="Ask about what was not found before, too.")
@click.option("--actor", default="command line", show_default=True, help="Who does this, by role.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def geocode(yes: bool, limit: int, again: bool, actor: str, form: str) -> None:
    """Find venues that have an address and no postcode of use, with the geocoder that is named.

    Shows which addresses would be sent to whom, and sends nothing without --yes. An address that
    is hidden, or may be, is never sent. Each answer is kept as it comes.

    Exit status: 0 shown or asked, 1 the geocoder could not be asked on, 2 wrong use, or none named.
    """
    settings = settings_or_stop()
    geocoder = _geocoder_or_stop(settings)
    with session_or_stop(settings) as session:
        plan = plan_of(session, again=again)
    if not yes:
        shown = _as_json(plan, geocoder) if form == "json" else _as_text(plan, geocoder, limit)
        click.echo(shown)
        return
    outcomes: list[Outcome] = []
    with engine_or_stop(settings) as engine:
        run = Run(
            engine=engine,
            geocoder=geocoder,
            places=places_or_stop(settings),
            actor=actor,
            now=now,
            again=again,
        )
        problem, status = _ask(run, min(limit, len(plan.wanted)), outcomes)
    click.echo("\n".join(_told(outcomes, len(plan.wanted))))
    if problem:
        stop([f"{problem}; {GOES_ON}"], status)


def _geocoder_or_stop(settings: Settings) -> Geocoder:
    if settings.geocoder is None:
        stop(
            ["no geocoder is named: set WAYMARK_GEOCODER (docs/places.md says what to weigh)"],
            WRONG_USE,
        )
    if places_or_stop(settings).rough:
        stop(["nothing can be checked without postcodes: run “waymark places build” first"])
    return Geocoder(settings.geocoder)


def _ask(run: Run, most: int, outcomes: list[Outcome]) -> tuple[str | None, int]:
    """Ask, adding to the outcomes; return why it ended early, if it did, and the exit status."""
    try:
        with progress("Asking", most) as advance:
            for outcome in run.outcomes(most):
                outcomes.append(outcome)
                advance(1)
    except StoppedError as error:
        return f"{run.geocoder.source}: {error}", PROBLEM_IN_DATA
    except KeyboardInterrupt:
        return "stopped", STOPPED
    return None, 0


def _as_text(plan: Plan, geocoder: Geocoder, limit: int) -> str:
    many = len(plan.wanted)
    now_, later = min(many, limit), max(many - limit, 0)
    rest = f", and {later:,} by later runs" if later else ""
    lines = [
        f"{_addresses(now_)} would be sent to {geocoder.source}, one a second at most{rest}",
        *listed("would be sent", [*map(_wanted, plan.wanted[:limit])], ALL_NAMED),
        *listed("not found before", [f"{each}: {why}" for each, why in plan.failed], ALL_NAMED),
        f"Left out, since they may be hidden: {plan.kept_back:,}. Found before: {plan.found:,}.",
        "Nothing was sent. To send them: waymark services geocode --yes",
    ]
    return "\n".join(lines)


def _addresses(number: int) -> str:
    return "1 address" if number == 1 else f"{number:,} addresses"


def _wanted(wanted: Wanted) -> str:
    return f"{wanted.address} ({', '.join(wanted.services)})"


def _as_json(plan: Plan, geocoder: Geocoder) -> str:
    parts = {
        "geocoder": geocoder.source,
        "to_send": [
            {"address": each.address, "services": list(each.services)} for each in plan.wanted
        ],
        "not_found": [{"address": each, "reason": why} for each, why in plan.failed],
        "kept_back": plan.kept_back,
        "found": plan.found,
    }
    return json.dumps(parts, indent=2, ensure_ascii=False)


def _told(outcomes: list[Outcome], planned: int) -> Iterator[str]:
    failed = [f"{each.address}: {each.reason}" for each in outcomes if each.reason]
    found, left = len(outcomes) - len(failed), planned - len(outcomes)
    yield f"Found: {found:,}. Not found: {len(failed):,}. Still to ask about: {left:,}."
    yield from listed("not found", failed, " (waymark services geocode lists them)")
