"""The first page of gaps: the largest shortfalls, the table of them, the map, what to find out."""

from typing import Any

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.need.need_report import NeedReport, need_report
from directory.domain.need.need_text import (
    met_class,
    quantity_parts,
    say_quantity,
    say_reach,
    shortfall_words,
)
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.need_chains import chains
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.target_views import picture_of
from directory.web.gaps.template_context import gaps_page


@blueprint.get("/")
def overview() -> str:
    """Show what is short of what children are likely to need."""
    return overview_page(gap_request())


@blueprint.get("/need")
def need() -> str:
    """Show need, places and shortfall of every programme that a service can deliver."""
    asked = gap_request()
    return gaps_page("gaps/need.html", asked, report=report_of(asked), **need_words(asked))


def overview_page(asked: GapRequest) -> str:
    """Return the first page for a request."""
    report = report_of(asked)
    worst = report.worst[0].row.target if report.worst else None
    return gaps_page(
        "gaps/overview.html",
        asked,
        report=report,
        worst=worst,
        picture=picture_of(asked, worst) if worst else None,
        **need_words(asked),
    )


def report_of(asked: GapRequest) -> NeedReport:
    """Return the report for a request."""
    return need_report(db.session, asked.ground, asked.knowledge, chains(), asked.query)


def need_words(asked: GapRequest) -> dict[str, Any]:
    """Return what the templates of need speak with."""
    return {
        "met_class": met_class,
        "parts_of": quantity_parts,
        "say_quantity": say_quantity,
        "say_reach": say_reach,
        "short_title_of": lambda target: asked.knowledge.recommendation[target.id].short_title,
        "sentence_of": lambda row: shortfall_words(row, asked.knowledge),
    }
