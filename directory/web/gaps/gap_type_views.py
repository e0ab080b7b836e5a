"""The kinds of gap: a list for each, by recommendation, and what each kind means."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.gap_text import say_within
from directory.domain.coverage.gap_types import (
    ASSURED_MONTHS,
    FAR_MILES,
    KINDS,
    WAIT_WEEKS,
    Kind,
    Part,
    gap_totals,
    parts_of,
)
from directory.domain.coverage.report import targets_of
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page

LABELS: dict[Kind, str] = {
    "nobody": "Nobody",
    "not-for-them": "Nobody who takes these children",
    "too-far": "Too far",
    "too-long": "Too long a wait",
    "not-as-recommended": "Not as recommended",
    "one-provider": "Only one provider",
    "ends-soon": "Ends within a year",
    "not-assured": "Nobody checked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTypeView:
    """Children in one kind of gap, and those for whom it is not known."""

    kind: Kind
    label: str
    meaning: str
    children: float
    unclear: float


@blueprint.get("/kinds")
def kinds() -> str:
    """Show how many children are in each kind of gap, by recommendation."""
    asked = gap_request()
    targets = targets_of(asked.knowledge, asked.query.rows)
    parts = parts_of(asked.ground, asked.terms, asked.districts)
    return gaps_page(
        "gaps/kinds.html",
        asked,
        rows=[(target, gap_type_views(asked, target, parts)) for target in targets],
        meanings=[(LABELS[kind], meaning_of(kind, asked)) for kind in KINDS],
    )


def gap_type_views(
    asked: GapRequest, target: GapTarget, parts: Sequence[Part] | None = None
) -> list[GapTypeView]:
    """Return every kind of gap of a target, the gravest first."""
    found = gap_totals(asked.ground, asked.knowledge, target, asked.terms, asked.districts, parts)
    return [
        GapTypeView(
            kind=kind,
            label=LABELS[kind],
            meaning=meaning_of(kind, asked),
            children=found[kind].children,
            unclear=found[kind].unclear,
        )
        for kind in KINDS
    ]


def meaning_of(kind: Kind, asked: GapRequest) -> str:
    """Return what a kind of gap means under the terms of a question."""
    terms = asked.terms
    weeks = WAIT_WEEKS if terms.wait_weeks is None else terms.wait_weeks
    meanings: dict[Kind, str] = {
        "nobody": f"no service delivers this within {FAR_MILES:g} miles and takes them",
        "not-for-them": "a service delivers this near them, and takes no children like these",
        "too-far": f"the nearest that takes them is not within {say_within(terms)}",
        "too-long": f"whoever takes them has a wait of over {weeks} weeks",
        "not-as-recommended": "whoever takes them differs from the recommendation in the dose,"
        " the training or being on call",
        "one-provider": "one organisation alone takes them: nobody is left if it stops",
        "ends-soon": "whoever takes them is closing, or ends within a year",
        "not-assured": "no entry of whoever takes them was checked within"
        f" {terms.assured_months or ASSURED_MONTHS} months",
    }
    return meanings[kind]
