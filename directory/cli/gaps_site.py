"""`waymark gaps site`: where one more would do most good, as the page tells it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from directory.cli.errors import settings_or_stop, stop
from directory.cli.gaps_terms import TERMS, asked_or_stop, asks
from directory.cli.resources import knowledge_or_stop, places_or_stop, session_or_stop
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_children, say_share
from directory.domain.coverage.population import whole
from directory.domain.coverage.siting.candidate_sites import (
    MOST_SITES,
    CandidateSites,
    premises_sites,
    square_sites,
    team_sites,
    venue_sites,
)
from directory.domain.coverage.siting.max_coverage import Fewest, Siting
from directory.domain.coverage.siting.site_selection import (
    ASSUMED,
    MOST_NEW,
    SiteQuery,
    SiteSelection,
    select_sites,
)
from directory.domain.coverage.siting.site_text import answer_said, proof
from directory.geo import Place, PlaceError, Places
from matcher import Knowledge

SORTS = ("venues", "anywhere", "teams")


@click.command()
@click.option("--recommendation", metavar="ID", help="Such as ng76:1.7.4.")
@click.option("--programme", metavar="ID", help="Such as abc.")
@click.option("--sites", type=click.IntRange(1, MOST_NEW), help="So many; 1 without --share.")
@click.option(
    "--share",
    type=click.FloatRange(0, 100, min_open=True),
    help="As few as bring the share of children to so many per cent.",
)
@click.option(
    "--from",
    "source",
    default="venues",
    show_default=True,
    metavar="venues|anywhere|teams|FILE",
    help="FILE: a postcode of premises a line.",
)
@asks(*TERMS)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def site(
    recommendation: str | None,
    programme: str | None,
    sites: int | None,
    share: float | None,
    source: str,
    form: str,
    **options: Any,
) -> None:
    """Say where one more would bring most children within reach."""
    if sites and share:
        raise click.UsageError("--sites and --share: give one of the two")
    settings = settings_or_stop()
    target = _target(recommendation, programme, knowledge_or_stop(settings))
    premises = _premises(source, places_or_stop(settings))
    with session_or_stop(settings) as session:
        asked = asked_or_stop(session, settings, options)
        wish = SiteQuery(
            offered=_offered(session, asked, target, source, premises),
            sites=None if share else sites or 1,
            share=share / 100 if share else None,
        )
        here = (asked.ground, asked.knowledge, target, asked.terms, asked.districts)
        found = select_sites(*here, wish)
    headline = answer_said(found, target, asked.terms, asked.where, asked.knowledge)
    if form == "json":
        click.echo(json.dumps(_as_data(found, headline), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_as_text(found, headline)))


def _target(recommendation: str | None, programme: str | None, knowledge: Knowledge) -> GapTarget:
    if (recommendation is None) == (programme is None):
        raise click.UsageError("give --recommendation or --programme, one of the two")
    if recommendation is not None:
        if recommendation not in knowledge.recommendation:
            raise click.UsageError(f"--recommendation {recommendation}: there is none of this id")
        return GapTarget(what="recommendation", id=recommendation)
    assert programme is not None
    if programme not in knowledge.programme:
        raise click.UsageError(f"--programme {programme}: there is none of this id")
    return GapTarget(what="programme", id=programme)


def _premises(source: str, places: Places) -> list[Place]:
    """Return the premises of a file, or stop naming every line that cannot be placed."""
    if source in SORTS:
        return []
    try:
        lines = Path(source).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or "is not text in UTF-8"
        stop([f"--from {source}: is none of {', '.join(SORTS)}, nor a file: {words}"])
    found, problems = list[Place](), list[str]()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(places.find(line))
            except PlaceError as error:
                problems.append(f"{source}, line {number}: {error}")
    if not found and not problems:
        problems.append(f"{source}: holds no postcode")
    if len(found) > MOST_SITES:
        problems.append(f"{source}: holds {len(found):,} postcodes; at most {MOST_SITES}")
    if problems:
        stop(problems)
    return found


def _offered(
    session: Session, asked: GapRequest, target: GapTarget, source: str, premises: list[Place]
) -> CandidateSites:
    if premises:
        return premises_sites(premises)
    if source == "teams":
        return team_sites(asked.ground, asked.districts)
    here = (asked.ground, asked.knowledge, target, asked.terms, asked.districts)
    return square_sites(*here) if source == "anywhere" else venue_sites(session, *here)


def _as_text(found: SiteSelection, headline: str) -> Iterator[str]:
    yield headline
    for number, new in enumerate(found.chosen, 1):
        yield f"{number}. {new.site.name}: {new.site.detail}"
        yield f"   adds {say_children(new.adds)} · on its own {say_children(new.by_itself)}"
    yield from proof(found)
    for each in found.by_authority:
        yield (
            f"{each.authority.name}: {say_share(each.before.share)} reached before,"
            f" {say_share(each.share_after)} after"
        )
    yield f"Assumed: {'; '.join(ASSUMED)}."


def _as_data(found: SiteSelection, headline: str) -> dict[str, Any]:
    answer = found.answer
    return {
        "headline": headline,
        "sites": [
            {
                "name": new.site.name,
                "detail": new.site.detail,
                "easting": new.site.easting,
                "northing": new.site.northing,
                "district": new.site.district,
                "adds": whole(new.adds),
                "on_its_own": whole(new.by_itself),
            }
            for new in found.chosen
        ],
        "children": whole(found.before.children),
        "reached_before": whole(found.before.reached),
        "reached_after": whole(found.after),
        "is_proven_best": found.is_optimal,
        "most_that_any_choice_adds": whole(answer.most) if isinstance(answer, Siting) else None,
        "fewest_that_any_choice_needs": answer.at_least if isinstance(answer, Fewest) else None,
        "greedy_adds": whole(answer.greedy.reached) if answer else 0,
        "looked_at": len(found.wish.offered.sites),
        "out_of": found.wish.offered.out_of,
        "proof": list(proof(found)),
        "assumed": list(ASSUMED),
        "by_authority": [
            {
                "code": each.authority.code,
                "name": each.authority.name,
                "children": whole(each.before.children),
                "reached_before": whole(each.before.reached),
                "reached_after": whole(each.after),
            }
            for each in found.by_authority
        ],
    }
