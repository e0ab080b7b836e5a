"""The page of what was asked for and not found: counts by month, never a case."""

from dataclasses import dataclass
from itertools import groupby

from flask import render_template

from directory.domain.coverage.unmet_demand import FEWEST_SHOWN, UnmetGroup, unmet
from directory.infrastructure.clock import today
from directory.infrastructure.text_format import vague_date
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.gaps.blueprint import blueprint


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetLine:
    """One group with the names of its recommendation and its council."""

    group: UnmetGroup
    title: str
    source: str | None
    authority: str


@blueprint.get("/unmet")
def unmet_asks() -> str:
    """Show for what people asked, month by month, and how often nothing was found."""
    months = groupby(unmet(db.session, today()), lambda group: group.month)
    return render_template(
        "gaps/unmet.html",
        months=[(vague_date(month), list(map(_line, groups))) for month, groups in months],
        fewest=FEWEST_SHOWN,
        is_counting=current_settings().counts_asks,
    )


def _line(group: UnmetGroup) -> UnmetLine:
    known = reference_data.knowledge_in(current_settings()).recommendation
    item = known.get(group.recommendation)  # one that was asked for may be in force no more
    return UnmetLine(
        group=group,
        title=item.title if item else group.recommendation,
        source=f"{item.citation.source} {item.ref}" if item else None,
        authority=reference_data.area_name(group.authority),
    )
