"""One recommendation, programme or kind: the children, the places, the services and the gaps."""

from dataclasses import dataclass

import numpy as np
from flask import abort

from directory.domain.coverage.coverage import coverage, delivering
from directory.domain.coverage.gap_query import GapTarget, What
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.map_grid import squares
from directory.domain.coverage.matrix import by_authority, by_band
from directory.domain.coverage.nearest import distances_to
from directory.domain.coverage.report import sentence
from directory.domain.coverage.service_contributions import service_contributions
from directory.geo.paths import outlines_in_use
from directory.model.columns import KINDS as KINDS_OF_HELP
from directory.model.service_status import ServiceState
from directory.storage import reference_data
from directory.web.extensions import current_settings
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.gap_type_views import gap_type_views
from directory.web.gaps.map_svg import DrawnVenues, Picture, outlines_of, picture
from directory.web.gaps.need_chains import chains
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page
from matcher.citations import Citation

MOST_AREAS = 20
MOST_SERVICES = 60
LEAST_CHILDREN = 0.5


@blueprint.get("/<any(recommendation, programme, kind):what>/<id>")
def target(what: What, id: str) -> str:
    """Show one row of the matrix in full: who, where, which services, and what kind of gap."""
    asked = gap_request()
    wanted = GapTarget(what=what, id=id)
    if not _is_known(asked, wanted):
        abort(404)
    all_of_it = (asked.ground, asked.knowledge, [wanted], asked.terms, asked.chosen)
    places, ages = by_authority(*all_of_it), by_band(*all_of_it)
    here = (asked.ground, asked.knowledge, wanted, asked.terms, asked.districts)
    found = service_contributions(*here)
    return gaps_page(
        "gaps/target.html",
        asked,
        target=wanted,
        headline=sentence(places.rows[0], asked.terms, asked.where, asked.knowledge),
        citation=_citation(asked, wanted),
        has_chain=what == "recommendation" and id in chains().chain,
        places=places,
        ages=ages,
        areas=_areas(asked, wanted),
        reaching=[each for each in found if each.reached][:MOST_SERVICES],
        perhaps=[each for each in found if each.maybe and not each.reached][:MOST_SERVICES],
        others=[each for each in found if not (each.reached or each.maybe)][:MOST_SERVICES],
        kinds=gap_type_views(asked, wanted),
        picture=picture_of(asked, wanted),
        distances=distances_to(*here),
    )


def _is_known(asked: GapRequest, target: GapTarget) -> bool:
    knowledge = asked.knowledge
    known = {
        "recommendation": knowledge.recommendation,
        "programme": knowledge.programme,
        "kind": KINDS_OF_HELP,
    }
    return target.id in known[target.what]


def _citation(asked: GapRequest, target: GapTarget) -> Citation | None:
    if target.what != "recommendation":
        return None
    return asked.knowledge.recommendation[target.id].citation


@dataclass(frozen=True, slots=True, kw_only=True)
class UnservedArea:
    """A small area with many children who have nobody."""

    name: str
    authority: str
    children: float
    nobody: float


def _areas(asked: GapRequest, target: GapTarget) -> list[UnservedArea]:
    """Return the areas with most children who have nobody; none of those that are spread."""
    people, terms = asked.ground.people, asked.terms
    found = coverage(asked.ground, asked.knowledge, target, terms, asked.districts)
    nobody = np.where(people.spread, 0.0, found.children - found.reached - found.maybe)
    most = np.argsort(-nobody, kind="stable")[:MOST_AREAS].tolist()
    return [
        UnservedArea(
            name=people.names[at] or people.codes[at],
            authority=reference_data.area_name(people.districts[people.district[at]]),
            children=float(found.children[at]),
            nobody=float(nobody[at]),
        )
        for at in most
        if nobody[at] >= LEAST_CHILDREN
    ]


def picture_of(asked: GapRequest, target: GapTarget) -> Picture | None:
    """Return the map of a target; None where no children are placed."""
    ground, districts = asked.ground, asked.districts
    found = squares(ground, asked.knowledge, target, asked.terms, districts)
    outlines = outlines_of(outlines_in_use(current_settings().places), districts)
    return picture(found, outlines, venues_of(asked, target))


def venues_of(asked: GapRequest, target: GapTarget) -> DrawnVenues:
    """Return the venues that may be told of the services that deliver it and take families now."""
    snapshot = asked.ground.snapshot
    places = np.sort(delivering(snapshot, asked.knowledge, target))
    states = snapshot.states_on(asked.terms.on)[places]
    venues = snapshot.venues
    running, ending = (
        venues.points[venues.of(places[states == state])]
        for state in (ServiceState.RUNNING, ServiceState.ENDING)
    )
    return DrawnVenues(running=running, ending=ending)
