"""How one number of the first page was made: the steps of need, the places, and who competes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from flask import abort, request
from sqlalchemy import select

from directory.domain.coverage.gap_query import GapTarget
from directory.domain.coverage.gap_request import GapRequest
from directory.domain.coverage.unmet_demand import unmet_of
from directory.domain.need.access import access
from directory.domain.need.chain import NeedChain
from directory.domain.need.children_by_area import children_by_area, meant_by
from directory.domain.need.floating_catchment import DECAYS, USUAL_DECAY
from directory.domain.need.need_report import ReportRow, one_row, places_stated
from directory.domain.need.need_rows import NeedColumn
from directory.domain.need.need_text import say_decimal
from directory.domain.need.service_places import NOT_STATED
from directory.infrastructure.clock import today
from directory.model.service_line import ServiceLine
from directory.model.service_status import ServiceState
from directory.storage import Service
from directory.storage.snapshot import Flags, Numbers
from directory.web.access import may_use
from directory.web.extensions import db
from directory.web.gaps.blueprint import blueprint
from directory.web.gaps.need_chains import chains
from directory.web.gaps.overview_views import need_words
from directory.web.gaps.request_context import gap_request
from directory.web.gaps.template_context import gaps_page

MOST_SUPPLIERS = 60
_COSTS = select(Service.id, Service.cost_per_place)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierView:
    """A service that delivers it, with the places that it states; None where it states none."""

    service: ServiceLine
    places: int | None
    cost: int | None
    """Whole pounds of a place, where it states them."""
    ends: str | None
    """When it ends, in words, where it does."""


@blueprint.get("/need/<id>")
def need_chain(id: str) -> str:
    """Show how the need, the places and the shortfall of a recommendation were worked out."""
    asked = gap_request("decay")
    target = GapTarget(what="recommendation", id=id)
    if id not in chains().chain or id not in asked.knowledge.recommendation:
        abort(404)
    found = one_row(db.session, asked.ground, asked.knowledge, chains(), asked.query, target)
    stated = places_stated(db.session, asked.ground)
    return gaps_page(
        "gaps/chain.html",
        asked,
        target=target,
        found=found,
        authorities=_by_authority(found),
        asked_for=_asked_for(asked, id),
        suppliers=list(_suppliers(asked, found, stated))[:MOST_SUPPLIERS],
        **_access(asked, found, stated),
        **need_words(asked),
    )


def _asked_for(asked: GapRequest, id: str) -> tuple[int, int] | None:
    """Return how often workers asked for it here, and found nothing; None for who may not see."""
    if not may_use("gaps.unmet_asks"):
        return None
    here = {*asked.districts, *(each.code for each in asked.chosen)}
    return unmet_of(db.session, today(), id, here)


def _by_authority(found: ReportRow) -> list[tuple[str, NeedChain]]:
    """Return the chain of each authority with its name."""
    return [
        (authority.name, chain)
        for cell in found.row.cells
        for authority, chain in zip(cell.column.authorities, cell.chains, strict=True)
    ]


def _suppliers(asked: GapRequest, found: ReportRow, stated: Numbers) -> Iterator[SupplierView]:
    """Yield the services that may serve here, those with most places first."""
    here = np.flatnonzero(np.isin(asked.ground.people.districts, asked.districts))
    comes: Flags = np.any(asked.ground.coming.bits(here), axis=0)
    at = [place for place in found.row.suppliers.tolist() if comes[place]]
    ids = [asked.ground.snapshot.ids[place] for place in at]
    costs = {id: cost for id, cost in db.session.execute(_COSTS.where(Service.id.in_(ids)))}
    for place in sorted(at, key=lambda place: (-int(stated[place]), place)):
        line, places = asked.ground.offers.lines[place], int(stated[place])
        ending = line.runs.on(asked.terms.on) is ServiceState.ENDING
        yield SupplierView(
            service=line,
            places=None if places == NOT_STATED else places,
            cost=costs.get(line.id),
            ends=line.runs.line(asked.terms.on) if ending else None,
        )


def _access(asked: GapRequest, found: ReportRow, stated: Numbers) -> dict[str, Any]:
    """Return the places for each expected child by area, and what they were worked out by."""
    decay = DECAYS.get(request.args.get("decay", ""), DECAYS[USUAL_DECAY])
    ground, miles = asked.ground, asked.terms.within.miles
    meant = meant_by(
        asked.knowledge, found.row.target, asked.terms, chains().chain[found.row.target.id]
    )
    children = children_by_area(ground, meant.months)
    expected = children * _expected_share(asked, found)[ground.people.district]
    told = access(ground, found.row.suppliers, stated, expected, decay, miles)

    def of(column: NeedColumn) -> str:
        here = np.flatnonzero(np.isin(ground.people.districts, column.districts))
        return say_decimal(told.of(here))

    columns = [cell.column for cell in (found.row.total, *found.row.cells)]
    return {
        "decay": decay,
        "decays": list(DECAYS.values()),
        "access": told,
        "access_rows": [(column.name, of(column)) for column in columns],
    }


def _expected_share(asked: GapRequest, found: ReportRow) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Return which share of the children of these ages is expected to need it, by district.

    The likely need, or the most where nothing is likely. Only children of the area asked about
    compete: of others it is not worked out.
    """
    share = np.zeros(len(asked.ground.people.districts))
    for cell in found.row.cells:
        for authority, chain in zip(cell.column.authorities, cell.chains, strict=True):
            if chain.need is not None and chain.children:
                need = chain.need.high if chain.need.likely is None else chain.need.likely
                here = np.isin(asked.ground.people.districts, authority.districts)
                share[here] = need / chain.children
    return share
