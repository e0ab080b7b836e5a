"""Where would one more do most good: a form, and the page that answers it.

The answer is to a POST, since postcodes of premises must stand in no address. Nothing is kept.
"""

from flask import render_template, request

from directory import bridge
from directory.covering.candidate_sites import (
    Offered,
    premises_sites,
    square_sites,
    team_sites,
    venue_sites,
)
from directory.covering.report import say_where
from directory.covering.sites import ASSUMED, MOST_NEW, OneMore, Wish, where_one_more
from directory.covering.sites_wording import answer_said, proof
from directory.covering.squares import squares
from directory.covering.terms import Target
from directory.extensions import current_settings, db
from directory.gaps.asking import Asking, asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.map_svg import NumberedSite, Picture, outlines_of, picture
from directory.gaps.siting_form import (
    SORTS,
    SitingAsked,
    SitingWanted,
    read_siting,
    target_of,
    targets,
    wanted,
)
from directory.gaps.target_page import venues_of
from directory.gaps.telling import told
from directory.places.paths import outlines_in_use

UNPROCESSABLE = 422


@blueprint.get("/siting")
def siting() -> str:
    """Ask for what one more would be, how many, and where they could be."""
    asked = asking()
    given = request.args.get("target", "")
    known = given if target_of(given, asked.knowledge) else ""
    return _page(asked, SitingAsked(target=known), list(asked.problems))


@blueprint.post("/siting")
def sited() -> str | tuple[str, int]:
    """Show the sites that do most good, or what of the question cannot be read."""
    asked, typed = asking(), read_siting(request.form)
    places = bridge.places_in(current_settings().places)
    wants = wanted(typed, asked.knowledge, places)
    problems = [*asked.problems, *wants.problems]
    if problems or wants.target is None:
        return _page(asked, typed, problems), UNPROCESSABLE
    target, terms = wants.target, asked.question.terms
    wish = Wish(offered=_offered(asked, target, wants), sites=wants.sites, share=wants.share)
    found = where_one_more(asked.ground, asked.knowledge, target, terms, asked.districts, wish)
    where = say_where(asked.ground, asked.chosen)
    return _page(
        asked,
        typed,
        [],
        found=found,
        target=target,
        headline=answer_said(found, target, terms, where, asked.knowledge),
        proof=proof(found),
        picture=_picture(asked, target, found),
    )


def _offered(asked: Asking, target: Target, wants: SitingWanted) -> Offered:
    here = (asked.ground, asked.knowledge, target, asked.question.terms, asked.districts)
    if wants.sort == "postcodes":
        return premises_sites(wants.premises)
    if wants.sort == "teams":
        return team_sites(asked.ground, asked.districts)
    return square_sites(*here) if wants.sort == "anywhere" else venue_sites(db.session, *here)


def _picture(asked: Asking, target: Target, found: OneMore) -> Picture | None:
    terms, districts = asked.question.terms, asked.districts
    here = squares(asked.ground, asked.knowledge, target, terms, districts)
    outlines = outlines_of(outlines_in_use(current_settings().places), districts)
    sites = [
        NumberedSite(number=number, x=new.site.easting, y=new.site.northing)
        for number, new in enumerate(found.chosen, 1)
        if new.site.easting is not None and new.site.northing is not None
    ]
    return picture(here, outlines, venues_of(asked, target), sites)


def _page(asked: Asking, typed: SitingAsked, problems: list[dict[str, str]], **more: object) -> str:
    return render_template(
        "gaps/siting.html",
        where=say_where(asked.ground, asked.chosen),
        typed=typed,
        targets=targets(asked.knowledge),
        sorts=SORTS,
        most=MOST_NEW,
        assumed=ASSUMED,
        form_of=form_of(asked),
        error_list=problems,
        errors=_by_field(problems),
        **{**told(asked), **more},
    )


def _by_field(problems: list[dict[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem["href"].removeprefix("#"), []).append(problem["text"])
    return found
