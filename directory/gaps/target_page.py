"""One recommendation, programme or kind: the children, the places, the services and the gaps."""

from dataclasses import dataclass

import numpy as np
from flask import abort, render_template

from directory import bridge
from directory.covering.coverage import coverage, delivering
from directory.covering.matrix import by_authority, by_band
from directory.covering.nearest import distances_to
from directory.covering.report import say_where, sentence
from directory.covering.services import standings
from directory.covering.squares import squares
from directory.covering.terms import Target, What
from directory.extensions import current_settings
from directory.gaps.asking import Asking, asking
from directory.gaps.form import form_of
from directory.gaps.journey import blueprint
from directory.gaps.kinds_page import kinds_shown
from directory.gaps.map_svg import Picture, Shape, outlines_of, picture
from directory.gaps.telling import told
from directory.importing.columns import KINDS as KINDS_OF_HELP
from directory.places.paths import outlines_in_use
from matcher.knowledge import Citation

MOST_AREAS = 20
MOST_SERVICES = 60
LEAST_CHILDREN = 0.5


@blueprint.get("/<any(recommendation, programme, kind):what>/<id>")
def target(what: What, id: str) -> str:
    """Show one row of the matrix in full: who, where, which services, and what kind of gap."""
    asked = asking()
    wanted = Target(what=what, id=id)
    if not _is_known(asked, wanted):
        abort(404)
    terms, chosen = asked.question.terms, asked.chosen
    here = (asked.ground, asked.knowledge, [wanted], terms, chosen)
    places, ages = by_authority(*here), by_band(*here)
    found = standings(asked.ground, asked.knowledge, wanted, terms, asked.districts)
    return render_template(
        "gaps/target.html",
        target=wanted,
        where=(where := say_where(asked.ground, chosen)),
        headline=sentence(places.rows[0], terms, where, asked.knowledge),
        citation=_citation(asked, wanted),
        places=places,
        ages=ages,
        areas=_areas(asked, wanted),
        reaching=[each for each in found if each.reached][:MOST_SERVICES],
        perhaps=[each for each in found if each.maybe and not each.reached][:MOST_SERVICES],
        others=[each for each in found if not (each.reached or each.maybe)][:MOST_SERVICES],
        kinds=kinds_shown(asked, wanted),
        picture=_picture(asked, wanted),
        distances=distances_to(
            asked.ground, asked.knowledge, wanted, asked.question.terms, asked.districts
        ),
        form_of=form_of(asked),
        error_list=asked.problems,
        **told(asked),
    )


def _is_known(asked: Asking, target: Target) -> bool:
    knowledge = asked.knowledge
    known = {
        "recommendation": knowledge.recommendation,
        "programme": knowledge.programme,
        "kind": KINDS_OF_HELP,
    }
    return target.id in known[target.what]


def _citation(asked: Asking, target: Target) -> Citation | None:
    if target.what != "recommendation":
        return None
    return asked.knowledge.recommendation[target.id].citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShown:
    """A small area with many children who have nobody."""

    name: str
    authority: str
    children: float
    nobody: float


def _areas(asked: Asking, target: Target) -> list[AreaShown]:
    """Return the areas with most children who have nobody; none of those that are spread."""
    people, terms = asked.ground.people, asked.question.terms
    found = coverage(asked.ground, asked.knowledge, target, terms, asked.districts)
    nobody = np.where(people.spread, 0.0, found.children - found.reached - found.maybe)
    most = np.argsort(-nobody, kind="stable")[:MOST_AREAS].tolist()
    return [
        AreaShown(
            name=people.names[at] or people.codes[at],
            authority=bridge.area_name(people.districts[people.district[at]]),
            children=float(found.children[at]),
            nobody=float(nobody[at]),
        )
        for at in most
        if nobody[at] >= LEAST_CHILDREN
    ]


def _picture(asked: Asking, target: Target) -> Picture | None:
    ground, districts = asked.ground, asked.districts
    found = squares(ground, asked.knowledge, target, asked.question.terms, districts)
    outlines = outlines_of(outlines_in_use(current_settings().places), districts)
    return picture(found, outlines, venues_of(asked, target))


def venues_of(asked: Asking, target: Target) -> Shape:
    """Return the venues that may be told of the services that deliver it."""
    snapshot = asked.ground.snapshot
    sizes = np.diff(np.append(snapshot.venue_first, len(snapshot.venue_easting)))
    service = np.repeat(snapshot.venue_service, sizes)
    ours = np.isin(service, delivering(snapshot, asked.knowledge, target))
    points = np.column_stack([snapshot.venue_easting[ours], snapshot.venue_northing[ours]])
    return points.astype(float)
