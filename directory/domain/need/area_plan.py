"""What to buy in one authority, within a budget or for a number of children.

It is planned for the likely shortfall, as the first page of gaps tells it. A programme of which
only the most is known is left out and told: nobody should pay for places that may not be needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.domain.coverage.gap_request import GapRequest
from directory.domain.need.chain_data import NeedChains
from directory.domain.need.need_export import every_row
from directory.domain.need.need_report import LEAST_CHILDREN, need_report, places_stated
from directory.domain.need.need_rows import ProgrammeRow
from directory.domain.need.plan_options import OfferedOption, PlanGround, PlanOffer, plan_offer
from directory.domain.need.plan_params import PlanAsk
from directory.domain.need.purchase_plan import NeedGroup, PurchasePlan, purchase_plan
from directory.storage import Service

_COSTS = select(Service.id, Service.cost_per_place).where(Service.cost_per_place.is_not(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPlan:
    """The answer.

    Attributes:
        rows: the programmes that are planned for, each of which is a group of the plan.
        left_out: programmes that may be short, of which no likely shortfall is known.
    """

    where: str
    ask: PlanAsk
    rows: tuple[ProgrammeRow, ...]
    groups: tuple[NeedGroup, ...]
    left_out: tuple[ProgrammeRow, ...]
    offer: PlanOffer
    plan: PurchasePlan
    has_sample: bool

    @property
    def offered(self) -> Mapping[str, OfferedOption]:
        """Return each option by its id."""
        return {each.option.id: each for each in self.offer.options}


def area_plan(session: Session, asked: GapRequest, chains: NeedChains, ask: PlanAsk) -> AreaPlan:
    """Return the best plan. Raises PlanError where no plan reaches the target."""
    report = need_report(session, asked.ground, asked.knowledge, chains, asked.query)
    every = list(every_row(report))
    rows = [row for row in every if (_likely(row) or 0.0) >= LEAST_CHILDREN]
    groups = [_group(row) for row in rows]
    offer = plan_offer(_ground(session, asked, chains, ask), rows, groups)
    options = [each.option for each in offer.options]
    return AreaPlan(
        where=report.where,
        ask=ask,
        rows=tuple(rows),
        groups=tuple(groups),
        left_out=tuple(row for row in every if _is_open(row)),
        offer=offer,
        plan=purchase_plan(groups, options, budget=ask.budget, target=ask.target),
        has_sample=report.has_sample,
    )


def _ground(session: Session, asked: GapRequest, chains: NeedChains, ask: PlanAsk) -> PlanGround:
    ground = asked.ground
    return PlanGround(
        ground=ground,
        knowledge=asked.knowledge,
        chains=chains,
        terms=asked.terms,
        places=places_stated(session, ground),
        here=np.isin(ground.people.districts, asked.districts),
        stated={id: cost for id, cost in session.execute(_COSTS) if cost},
        given=ask.costs,
    )


def _group(row: ProgrammeRow) -> NeedGroup:
    need, short = row.total.need, _likely(row) or 0.0
    likely = short if need is None or need.likely is None else need.likely
    # Need is not published by tenth of deprivation, so no group is set beside another.
    return NeedGroup(
        recommendation=row.target.id, area="all", tenth="all", need=likely, served=likely - short
    )


def _likely(row: ProgrammeRow) -> float | None:
    return None if row.total.short is None else row.total.short.likely


def _is_open(row: ProgrammeRow) -> bool:
    """Return whether it may be short and nobody can say by how much."""
    short = row.total.short
    return short is None or (short.likely is None and short.high >= LEAST_CHILDREN)
