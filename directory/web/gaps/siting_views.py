"""Where would one more do most good: a form, and the page that answers it.

The answer is to a POST, since postcodes of premises must stand in no address. Nothing is kept.
"""

from typing import Any

from flask import request

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.map_grid import squares
from directory.domain.coverage.siting.candidate_sites import (
    CandidateSites,
    premises_sites,
    square_sites,
    team_sites,
    venue_sites,
)
from directory.domain.coverage.siting.site_selection import (
    ASSUMED,
    SiteQuery,
    SiteSelection,
    select_sites,
)
from directory.domain.coverage.siting.site_text import answer_said, proof
from directory.geo.paths import outlines_in_use
from directory.storage import reference_data
from directory.web.extensions import current_settings, db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.map_svg import NumberedSite, Picture, outlines_of, picture
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.siting_form import HINTS, NO_TARGET, SitingForm
from directory.web.gaps.target_views import venues_of
from directory.web.gaps.template_context import gaps_page
from matcher import Knowledge, Problem

UNPROCESSABLE = 422
Here = tuple[AnalysisData, Knowledge, GapTarget, SuitabilityTerms, tuple[str, ...]]


@blueprint.get("/siting")
def siting() -> str:
    """Ask for what one more would be, how many, and where they could be."""
    asked = gap_request("target")
    form = _form(asked, formdata=None, data={"target": request.args.get("target", "")})
    if form.target.data and form.wanted is None:
        form.put_problems([Problem(field="target", problem=NO_TARGET)])
    return _page(asked, form)


@blueprint.post("/siting")
def sited() -> str | tuple[str, int]:
    """Show the sites that do most good, or what of the question cannot be read."""
    asked = gap_request("target")
    form = _form(asked)
    if not form.validate() or form.wanted is None or asked.problems:
        return _page(asked, form), UNPROCESSABLE
    here = (asked.ground, asked.knowledge, form.wanted, asked.terms, asked.districts)
    wish = SiteQuery(offered=_offered(form, *here), sites=form.number, share=form.part)
    found = select_sites(*here, wish)
    return _page(
        asked,
        form,
        found=found,
        target=form.wanted,
        headline=answer_said(found, form.wanted, asked.terms, asked.where, asked.knowledge),
        proof=proof(found),
        picture=_picture(asked, form.wanted, found),
    )


def _form(asked: GapRequest, **filling: Any) -> SitingForm:
    places = reference_data.places_in(current_settings().places)
    return SitingForm(asked.knowledge, places, **filling)


def _offered(form: SitingForm, *here: *Here) -> CandidateSites:
    ground, districts = here[0], here[-1]
    if form.sort.data == "postcodes":
        return premises_sites(form.premises)
    if form.sort.data == "teams":
        return team_sites(ground, districts)
    return square_sites(*here) if form.sort.data == "anywhere" else venue_sites(db.session, *here)


def _picture(asked: GapRequest, target: GapTarget, found: SiteSelection) -> Picture | None:
    terms, districts = asked.terms, asked.districts
    here = squares(asked.ground, asked.knowledge, target, terms, districts)
    outlines = outlines_of(outlines_in_use(current_settings().places), districts)
    sites = [
        NumberedSite(number=number, x=new.site.easting, y=new.site.northing)
        for number, new in enumerate(found.chosen, 1)
        if new.site.easting is not None and new.site.northing is not None
    ]
    return picture(here, outlines, venues_of(asked, target), sites)


def _page(asked: GapRequest, form: SitingForm, **more: Any) -> str:
    return gaps_page(
        "gaps/siting.html", asked, form, form=form, hints=HINTS, assumed=ASSUMED, **more
    )
