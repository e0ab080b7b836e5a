"""For whom there is a gap: by deprivation, town and country, age and sex."""

from collections.abc import Iterator, Sequence

from flask import Response, abort, make_response

from directory.domain.coverage.area_classes import AreaClasses, area_classes
from directory.domain.coverage.breakdown import LEAST_DEPRIVED, MOST_DEPRIVED, Breakdown, breakdowns
from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_share
from directory.domain.coverage.report_export import SAMPLE, Value, named, numbers_of
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.downloads import UNPROCESSABLE, csv_response
from directory.web.gaps.need_chains import chains
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page, shared_context

HEADER = (
    "what", "id", "title", "source", "by", "group", "group_name", "children", "reached", "maybe",
    "nobody", "share_reached", "counted_on", "terms", "sample",
)  # fmt: skip


@blueprint.get("/for-whom/<id>")
def for_whom(id: str) -> str:
    """Show who can reach a service for a recommendation, by what is told of the children."""
    return _page(gap_request(), id)


@blueprint.get("/for-whom/<id>.csv")
def for_whom_csv(id: str) -> Response:
    """Give the same out as one plain table."""
    asked = gap_request()
    if asked.problems:
        abort(make_response(_page(asked, id), UNPROCESSABLE))
    target, classes = _target(asked, id), area_classes(db.session, asked.ground)
    rows = _rows(asked, target, _breakdowns(asked, target, classes))
    return csv_response([HEADER, *rows], asked, "for-whom")


def _page(asked: GapRequest, id: str) -> str:
    target, classes = _target(asked, id), area_classes(db.session, asked.ground)
    found = _breakdowns(asked, target, classes)
    return gaps_page(
        "gaps/for_whom.html",
        asked,
        target=target,
        breakdowns=found,
        classes=classes,
        headline=_headline(found),
        tells_sex=asked.ground.people.tells_sex,
        has_chain=id in chains().chain,
    )


def _target(asked: GapRequest, id: str) -> GapTarget:
    if id not in asked.knowledge.recommendation:
        abort(404)
    return GapTarget(what="recommendation", id=id)


def _breakdowns(
    asked: GapRequest, target: GapTarget, classes: AreaClasses | None
) -> Sequence[Breakdown]:
    return breakdowns(asked.ground, asked.knowledge, target, asked.terms, asked.chosen, classes)


def _headline(found: Sequence[Breakdown]) -> str | None:
    """Return the two ends of deprivation in a sentence; None where one of them is not known."""
    tenths = next((each for each in found if each.id == "deprivation"), None)
    most, least = (tenths.of(code) if tenths else None for code in (MOST_DEPRIVED, LEAST_DEPRIVED))
    if most is None or least is None:
        return None
    return (
        f"In the most deprived tenth of areas {say_share(most.share)} of the children of these ages"
        " can reach a service that says it takes them; in the least deprived tenth"
        f" {say_share(least.share)}."
    )


def _rows(
    asked: GapRequest, target: GapTarget, found: Sequence[Breakdown]
) -> Iterator[tuple[Value, ...]]:
    on, terms = asked.terms.on.isoformat(), str(shared_context(asked)["terms_said"])
    sample = SAMPLE if asked.ground.snapshot.has_sample else ""
    for each in found:
        for group in each.groups:
            yield (
                *named(target, asked.knowledge), each.id, group.code, group.name,
                *numbers_of(group.cell), on, terms, sample,
            )  # fmt: skip
