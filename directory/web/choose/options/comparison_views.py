"""Two to four services side by side, for one child. What is compared is in no address."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from directory.domain.service.service_text import quality_lines, say_distance, stated_lines
from directory.infrastructure.text_format import upper_first
from directory.web.choose.blueprint import blueprint
from directory.web.choose.options.service_fit import ServiceFit, fits_for
from directory.web.choose.options.service_list import ACCEPTS, why_listed
from directory.web.choose.options.shortlist_views import show_shortlist
from directory.web.choose.view_support import (
    UNPROCESSABLE,
    Reply,
    in_visit,
    knowledge,
    number_in,
    question_of,
)
from directory.web.family_session import Visit, change_visit
from directory.web.number_params import whole_number
from matcher import Knowledge

FEWEST, MOST = 2, 4
NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One thing that each service states, or does not."""

    label: str
    cells: tuple[str | None, ...]

    @property
    def mark(self) -> str | None:
        """Return in words how the cells stand to each other; silence is no difference."""
        said = set(self.cells) - {None, NOT_KNOWN}
        if len(said) > 1:
            return "differs"
        return "not all say" if said and None in self.cells else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """The whole page."""

    number: int
    ids: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    has_sample: bool


@blueprint.post("/compare")
@in_visit
def compare(visit: Visit) -> Reply:
    """Take which services are to stand side by side, and for which child."""
    number = whole_number(request.form, "child")
    number = 1 if number is None else number
    number_in(visit.children, number)
    chosen = set(request.form.getlist("services"))
    ids = [id for id in visit.shortlist if id in chosen]
    if not FEWEST <= len(ids) <= MOST:
        problem = f"Choose {FEWEST} to {MOST} services to compare"
        return show_shortlist(visit, problem), UNPROCESSABLE
    change_visit(visit, comparing=ids, comparing_for=number)
    return redirect(url_for("choose.compare_again"), 303)


@blueprint.get("/compare")
@in_visit
def compare_again(visit: Visit) -> Reply:
    """Show the chosen services side by side; with fewer than two left, lead to the shortlist."""
    number = min(visit.comparing_for, len(visit.children))
    ids = [id for id in visit.comparing if id in visit.shortlist]
    fits = fits_for(question_of(visit), number, ids, knowledge())
    if len(fits) < FEWEST:
        return redirect(url_for("choose.shortlist"), 303)
    page = compare_page(visit, number, fits, knowledge())
    return render_template("choose/compare.html", visit=visit, page=page)


def compare_page(
    visit: Visit, number: int, fits: Sequence[ServiceFit], knowledge: Knowledge
) -> ComparePage:
    """Return the services side by side."""
    services = [fit.listed.service for fit in fits]
    on = question_of(visit).on
    stated = [stated_lines(each, on) + quality_lines(each, on) for each in services]
    return ComparePage(
        number=number,
        ids=tuple(service.id for service in services),
        names=tuple(service.name for service in services),
        rows=(
            _row("Provider", [fit.listed.organisation for fit in fits]),
            _row("Programme", [_programme(fit, knowledge) for fit in fits]),
            _row(f"Takes child {number}", [ACCEPTS[fit.listed.accepts] for fit in fits]),
            _row(
                "Why it is listed so", ["; ".join(why_listed(fit.listed)) or None for fit in fits]
            ),
            _row("Distance", [_distance(fit) for fit in fits]),
            *(
                _row(lines[0][0], [says for _, says in lines])
                for lines in zip(*stated, strict=True)
            ),
        ),
        has_sample=any(service.is_sample for service in services),
    )


def _row(label: str, cells: Sequence[str | None]) -> ComparisonRow:
    return ComparisonRow(label=label, cells=tuple(cell and upper_first(cell) for cell in cells))


def _programme(fit: ServiceFit, knowledge: Knowledge) -> str | None:
    found = knowledge.programme.get(fit.listed.service.programme or "")
    return found.name if found else "None: general help"


def _distance(fit: ServiceFit) -> str:
    """Return the distance; that none is known is no gap in the entry."""
    return say_distance(fit.listed.distance_miles) or NOT_KNOWN
