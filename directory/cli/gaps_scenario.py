"""`waymark gaps scenario`: scenarios on paper, kept, compared and dropped."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.named_drafts import BadNameError, TooManyDraftsError
from directory.application.commands.scenarios import drop_scenario, keep_scenario
from directory.cli.errors import settings_or_stop, stop
from directory.cli.gaps_terms import TERMS, asked_or_stop, asks
from directory.cli.resources import knowledge_or_stop, places_or_stop, session_or_stop
from directory.domain.coverage.analysis_data import current_analysis_data
from directory.domain.coverage.gap_text import target_title
from directory.domain.coverage.scenarios.comparison import (
    AreaChange,
    TargetChange,
    compare_scenario,
    say_change,
    scenario_said,
    targets_compared,
)
from directory.domain.coverage.scenarios.overlay import unplaced, with_scenario
from directory.domain.coverage.scenarios.scenario import (
    Scenario,
    ScenarioError,
    gone,
    plain,
    read_scenario,
)
from directory.infrastructure.clock import date_in_england, in_utc, now, today
from directory.infrastructure.settings import Settings
from directory.model.cell_types import Vocabulary
from directory.storage import SavedScenario as KeptScenario
from directory.storage import reference_data
from matcher import Knowledge

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.group()
def scenario() -> None:
    """Keep, compare and drop scenarios: changes on paper. Nothing changes in the directory."""


@scenario.command("list")
@FORMAT
def list_(form: str) -> None:
    """List the kept scenarios, the newest first."""
    with session_or_stop(settings_or_stop()) as session:
        kept = session.scalars(select(KeptScenario).order_by(KeptScenario.id.desc()))
        lines = [
            {
                "name": each.name,
                "changes": len(json.loads(each.changes)),
                "kept_on": date_in_england(in_utc(each.made_at)).isoformat(),
            }
            for each in kept
        ]
    if form == "json":
        click.echo(json.dumps(lines, indent=2, ensure_ascii=False))
        return
    for line in lines:
        click.echo(f"{line['name']}: changes {line['changes']}, kept on {line['kept_on']}")
    if not lines:
        click.echo("No scenario is kept.")


@scenario.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--name", help="What it is called; the name of the file without.")
@click.option("--actor", default="commissioner", show_default=True, help="Who does this, by role.")
def keep(file: Path, name: str | None, actor: str) -> None:
    """Keep the scenario of FILE: a list of changes as JSON (docs/siting.md).

    - reads standard input, and then needs a name.
    """
    if str(file) == "-" and not name:
        raise click.UsageError("--name: give one, since standard input has none")
    settings = settings_or_stop()
    try:
        with click.open_file(str(file), "r", encoding="utf-8") as opened:
            text = opened.read()
    except (OSError, UnicodeDecodeError) as error:
        stop([f"{file}: {getattr(error, 'strerror', None) or 'is not text in UTF-8'}"])
    read = _read_or_stop(text, _words(settings), str(file))
    with session_or_stop(settings) as session:
        ground = current_analysis_data(session, places_or_stop(settings))
        if lost := gone(read, frozenset(ground.snapshot.ids)):
            stop(f"{file}, {problem}" for problem in lost)
        try:
            keep_scenario(session, name or file.stem, plain(read), actor=actor, now=now())
        except (BadNameError, TooManyDraftsError) as error:
            stop([str(error)])
    click.echo(f"Kept: {' '.join((name or file.stem).split())}")


@scenario.command()
@click.argument("name")
@click.option("--actor", default="commissioner", show_default=True, help="Who does this, by role.")
def drop(name: str, actor: str) -> None:
    """Forget the scenario NAME."""
    with session_or_stop(settings_or_stop()) as session:
        kept = _kept_or_stop(session, name)
        drop_scenario(session, kept.id, actor=actor, now=now())
    click.echo(f"Dropped: {name}")


@scenario.command()
@click.argument("name")
@asks(*TERMS)
@FORMAT
def compare(name: str, form: str, **options: Any) -> None:
    """Show what the scenario NAME changes, before and after."""
    settings = settings_or_stop()
    places = places_or_stop(settings)
    with session_or_stop(settings) as session:
        kept = _kept_or_stop(session, name)
        read = _read_or_stop(kept.changes, _words(settings), kept.name)
        asked = asked_or_stop(session, settings, options)
    ground, knowledge, terms = asked.ground, asked.knowledge, asked.terms
    after = with_scenario(ground, read, places, terms.on)
    targets = targets_compared(ground, knowledge, read)
    rows = compare_scenario(ground, after, knowledge, targets, terms, asked.chosen)
    lost = [*gone(read, frozenset(ground.snapshot.ids)), *unplaced(read, places)]
    answer: dict[str, Any] = {
        "headline": scenario_said(rows, terms, asked.where, knowledge),
        "changes": [say_change(change, ground, knowledge) for change in read.changes],
        "left_out": list(map(str, lost)),
        "rows": [_as_data(row, knowledge) for row in rows],
    }
    if form == "json":
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(answer)))


def _as_data(row: TargetChange, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "what": row.target.what,
        "id": row.target.id,
        "title": target_title(row.target, knowledge),
        **_numbers(row.total),
        "by_authority": [{"name": place.name, **_numbers(place)} for place in row.places],
    }


def _numbers(place: AreaChange) -> dict[str, int]:
    before, after = place.before.whole, place.after.whole
    return {
        "children": before.children,
        "reached_before": before.reached,
        "reached_after": after.reached,
        "maybe_before": before.maybe,
        "maybe_after": after.maybe,
    }


def _as_text(answer: dict[str, Any]) -> Iterator[str]:
    yield answer["headline"]
    yield from (f"- {words}" for words in answer["changes"])
    yield from (f"Left out: {words}" for words in answer["left_out"])
    for row in answer["rows"]:
        yield f"{row['title']}: {_said(row)}"
        if len(row["by_authority"]) > 1:
            yield from (f"  {place['name']}: {_said(place)}" for place in row["by_authority"])


def _said(row: dict[str, int]) -> str:
    more, may = (row[f"{n}_after"] - row[f"{n}_before"] for n in ("reached", "maybe"))
    maybe = f", may be {may:+,}" if may else ""
    before, after = row["reached_before"], row["reached_after"]
    return f"{before:,} reached before, {after:,} after ({more:+,}{maybe})"


def _words(settings: Settings) -> Vocabulary:
    knowledge, places = knowledge_or_stop(settings), places_or_stop(settings)
    return reference_data.vocabulary(knowledge, places, today())


def _read_or_stop(text: str, words: Vocabulary, source: str) -> Scenario:
    try:
        return read_scenario(text, words)
    except ScenarioError as error:
        stop(f"{source}, {problem}" for problem in error.problems)


def _kept_or_stop(session: Session, name: str) -> KeptScenario:
    kept: Sequence[KeptScenario] = session.scalars(select(KeptScenario)).all()
    found = next((each for each in kept if each.name.casefold() == name.casefold()), None)
    if found is None:
        stop([f"{name}: no scenario is kept by this name; “waymark gaps scenario list” lists them"])
    return found
