"""`waymark gaps`: which children have nobody suitable within reach, as the page tells it."""

import csv
import json
import sys
from typing import Any

import click

from directory.cli.errors import settings_or_stop
from directory.cli.gaps_need import need
from directory.cli.gaps_plan import plan
from directory.cli.gaps_report import report
from directory.cli.gaps_scenario import scenario
from directory.cli.gaps_site import site
from directory.cli.gaps_terms import TERMS, asked_or_stop, asks
from directory.cli.resources import session_or_stop
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_children, say_share, target_title
from directory.domain.coverage.gap_types import KINDS, gap_totals
from directory.domain.coverage.matrix import MatrixRow
from directory.domain.coverage.population import whole
from directory.domain.coverage.report import gap_report, targets_of
from directory.domain.coverage.report_export import HEADER, as_data, rows_of
from matcher import Knowledge


@click.group()
def gaps() -> None:
    """Count the children who have nobody suitable within reach."""


gaps.add_command(need)
gaps.add_command(plan)
gaps.add_command(report)
gaps.add_command(scenario)
gaps.add_command(site)


@gaps.command()
@asks(*TERMS, "rows", "columns")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
def show(form: str, **options: Any) -> None:
    """Show the matrix: what is recommended, by place or age."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        asked = asked_or_stop(session, settings, options)
        found = gap_report(asked.ground, asked.knowledge, asked.query)
    if form == "json":
        click.echo(json.dumps(as_data(found, asked.knowledge), indent=2))
    elif form == "csv":
        csv.writer(sys.stdout).writerows([HEADER, *rows_of(found, asked.knowledge)])
    else:
        rows = (_line(row, asked.knowledge) for row in found.matrix.rows)
        click.echo("\n".join([found.headline, *rows]))


def _line(row: MatrixRow, knowledge: Knowledge) -> str:
    total = row.total.whole
    return (
        f"{say_share(row.total.share):>9}  {say_children(total.nobody):>10} nobody"
        f"  {say_children(total.maybe):>10} may  {target_title(row.target, knowledge)}"
    )


@gaps.command()
@asks(*TERMS, "rows")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def kinds(form: str, **options: Any) -> None:
    """Show how many children are in each kind of gap."""
    settings = settings_or_stop()
    with session_or_stop(settings) as session:
        asked = asked_or_stop(session, settings, options)
        targets = targets_of(asked.knowledge, asked.query.rows)
        found = [_kinds(asked, target) for target in targets]
    if form == "json":
        click.echo(json.dumps(found, indent=2))
        return
    for each in found:
        named = [f"{kind} {_said(each['kinds'][kind])}" for kind in KINDS]
        click.echo(f"{each['title']}: {', '.join(named)}")


def _said(gap: dict[str, int]) -> str:
    unclear = f" (not known: {gap['unclear']:,})" if gap["unclear"] else ""
    return f"{gap['children']:,}{unclear}"


def _kinds(asked: GapRequest, target: GapTarget) -> dict[str, Any]:
    found = gap_totals(asked.ground, asked.knowledge, target, asked.terms, asked.districts)
    return {
        "what": target.what,
        "id": target.id,
        "title": target_title(target, asked.knowledge),
        "kinds": {
            kind: {"children": whole(gap.children), "unclear": whole(gap.unclear)}
            for kind, gap in found.items()
        },
    }
