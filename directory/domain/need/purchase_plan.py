"""What to buy, so that most children who are likely to need something have a place.

A mixed-integer linear programme, solved exactly by branch and bound as HiGHS does it for
`scipy.optimize.milp`, with the bound that proves it beside it. The equity rule is a constraint: no
deprivation tenth falls further behind the average than it is today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from directory.domain.coverage.population import Amounts

OptionKind = Literal["places", "venue", "team", "ages", "area", "training"]
OPTION_KINDS: dict[OptionKind, str] = {
    "places": "More places at a service",
    "venue": "A new venue",
    "team": "A home-visiting team",
    "ages": "Wider ages at a service",
    "area": "A wider area for a service",
    "training": "Training for staff who are there",
}
SECONDS = 4.0
_NEAR_NOUGHT = 1e-6


class PlanError(ValueError):
    """What is asked of a plan cannot be met, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedGroup:
    """Children of one recommendation, area and tenth who are likely to need it.

    Attributes:
        tenth: of deprivation, or whatever else groups are compared by.
        need: how many there are in a year.
        served: how many of them have a place today.
    """

    recommendation: str
    area: str
    tenth: str
    need: float
    served: float

    @property
    def short(self) -> float:
        """Return how many have no place."""
        return max(self.need - self.served, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOption:
    """Something that may be bought.

    Attributes:
        fixed_cost: pounds a year as soon as any of it is bought.
        unit_cost: pounds a year for each unit.
        places: a year of each unit.
        most_units: how many units there can be.
        groups: the places of those whom it can serve, among the groups.
    """

    id: str
    kind: OptionKind
    says: str
    fixed_cost: float
    unit_cost: float
    places: float
    most_units: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One option as it is bought."""

    option: PlanOption
    units: int
    cost: float
    children: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePlan:
    """The best plan, and the bound that proves how good it is.

    Attributes:
        children: who get a place by it.
        cost: pounds a year.
        bound: no plan under the same terms serves more children, or for a target none costs less.
        is_exact: whether the bound is met, so that no plan is better.
        by_group: the children of each group who get a place.
    """

    purchases: tuple[Purchase, ...]
    children: float
    cost: float
    bound: float
    is_exact: bool
    by_group: tuple[float, ...]


def purchase_plan(
    groups: Sequence[NeedGroup],
    options: Sequence[PlanOption],
    *,
    budget: float | None = None,
    target: float | None = None,
    equity: bool = True,
) -> PurchasePlan:
    """Return the plan that serves most children within a budget, or a target at least cost.

    `budget` is in pounds a year; `target` is a number of children; exactly one is given. Raises
    PlanError where no plan reaches the target.
    """
    if (budget is None) == (target is None):
        raise PlanError("Give a budget or a target, and not both")
    programme = _Programme(groups, options)
    if not options or not any(each.groups for each in options):
        return _of_nothing(programme, target)
    goal = -programme.children if target is None else programme.cost
    rules = [*programme.rules(), *(programme.equity() if equity else [])]
    if budget is not None:
        rules.append(LinearConstraint(programme.cost, -np.inf, budget))
    if target is not None:
        rules.append(LinearConstraint(programme.children, target, np.inf))
    plan = _solved(programme, goal, rules, target)
    return plan if target is not None or not plan.purchases else _thrifty(programme, plan, rules)


class _Programme:
    """The variables: units of each option, whether any is bought, and children served by it."""

    def __init__(self, groups: Sequence[NeedGroup], options: Sequence[PlanOption]) -> None:
        self.groups, self.options = groups, options
        self.pairs = [(at, group) for at, each in enumerate(options) for group in each.groups]
        self.size = 2 * len(options) + len(self.pairs)
        self.cost = self._row()
        self.cost[: len(options)] = [each.unit_cost for each in options]
        self.cost[len(options) : 2 * len(options)] = [each.fixed_cost for each in options]
        self.children = self._row()
        self.children[2 * len(options) :] = 1

    @property
    def whole(self) -> Amounts:
        """Return which variables must be whole numbers."""
        found = self._row()
        found[: 2 * len(self.options)] = 1
        return found

    @property
    def bounds(self) -> Bounds:
        most = [float(each.most_units) for each in self.options]
        short = [self.groups[group].short for _, group in self.pairs]
        return Bounds(0, np.array([*most, *(1.0 for _ in most), *short]))

    def rules(self) -> list[LinearConstraint]:
        """Return that places are bought first, and nobody is served twice."""
        count, found = len(self.options), list[LinearConstraint]()
        by_option, started = np.zeros((2, count, self.size))
        by_group = np.zeros((len(self.groups), self.size))
        for at, each in enumerate(self.options):
            by_option[at, at] = -each.places
            started[at, at], started[at, count + at] = 1, -each.most_units
        for column, (at, group) in enumerate(self.pairs, 2 * count):
            by_option[at, column] = by_group[group, column] = 1
        short = np.array([each.short for each in self.groups])
        for rows, most in ((by_option, 0.0), (started, 0.0), (by_group, short)):
            found.append(LinearConstraint(csr_array(rows), -np.inf, most))
        return found

    def equity(self) -> list[LinearConstraint]:
        """Return that no tenth falls further behind the average of its recommendation."""
        rows, most = list[Amounts](), list[float]()
        for recommendation in dict.fromkeys(each.recommendation for each in self.groups):
            ours = [
                at for at, each in enumerate(self.groups) if each.recommendation == recommendation
            ]
            for tenth in dict.fromkeys(self.groups[at].tenth for at in ours):
                some = [at for at in ours if self.groups[at].tenth == tenth]
                if self._need(some):
                    rows.append(self._share(ours) - self._share(some))
                    behind = self._served(ours) - self._served(some)
                    most.append(max(behind, 0.0) - behind)
        if not rows:
            return []
        return [LinearConstraint(csr_array(np.array(rows)), -np.inf, np.array(most))]

    def _need(self, some: Sequence[int]) -> float:
        return sum(self.groups[at].need for at in some)

    def _served(self, some: Sequence[int]) -> float:
        need = self._need(some)
        return sum(self.groups[at].served for at in some) / need if need else 0.0

    def _share(self, some: Sequence[int]) -> Amounts:
        """Return the row that adds to the share of some groups who have a place."""
        found, need, wanted = self._row(), self._need(some), set(some)
        for column, (_, group) in enumerate(self.pairs, 2 * len(self.options)):
            if group in wanted and need:
                found[column] = 1 / need
        return found

    def _row(self) -> Amounts:
        return np.zeros(self.size)


def _solved(
    programme: _Programme, goal: Amounts, rules: list[LinearConstraint], target: float | None
) -> PurchasePlan:
    found = milp(
        goal, integrality=programme.whole, bounds=programme.bounds, constraints=rules,
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.x is None:
        raise PlanError("No plan with these options reaches that")
    sign = -1 if target is None else 1
    bound = sign * float(found.fun if found.mip_dual_bound is None else found.mip_dual_bound)
    return _plan(programme, found.x, bound, sign * float(found.fun))


def _thrifty(
    programme: _Programme, plan: PurchasePlan, rules: list[LinearConstraint]
) -> PurchasePlan:
    """Return the cheapest plan that serves as many: money that serves nobody is not spent."""
    enough = plan.children - _NEAR_NOUGHT * max(1.0, plan.children)
    as_many = LinearConstraint(programme.children, enough, np.inf)
    cheapest = _solved(programme, programme.cost, [*rules, as_many], enough)
    # Once more for that much money: no part of a child is lost to what the solver lets pass.
    least = LinearConstraint(programme.cost, -np.inf, cheapest.cost + _NEAR_NOUGHT)
    found = _solved(programme, -programme.children, [*rules, least], None)
    return replace(found, bound=plan.bound, is_exact=plan.is_exact)


def _plan(programme: _Programme, x: Amounts, bound: float, value: float) -> PurchasePlan:
    count = len(programme.options)
    served = np.maximum(x[2 * count :], 0.0)
    by_group, by_option = np.zeros(len(programme.groups)), np.zeros(count)
    for (at, group), children in zip(programme.pairs, served.tolist(), strict=True):
        by_group[group] += children
        by_option[at] += children
    bought = [
        Purchase(
            option=each,
            units=units,
            cost=each.fixed_cost + units * each.unit_cost,
            children=float(by_option[at]),
        )
        for at, each in enumerate(programme.options)
        if (units := round(float(x[at]))) and by_option[at] > _NEAR_NOUGHT
    ]
    return PurchasePlan(
        purchases=tuple(bought),
        children=float(by_group.sum()),
        cost=sum(each.cost for each in bought),
        bound=bound,
        is_exact=abs(bound - value) <= _NEAR_NOUGHT * max(1.0, abs(value)),
        by_group=tuple(by_group.tolist()),
    )


def _of_nothing(programme: _Programme, target: float | None) -> PurchasePlan:
    if target:
        raise PlanError("No plan with these options reaches that")
    return PurchasePlan(
        purchases=(), children=0.0, cost=0.0, bound=0.0, is_exact=True,
        by_group=(0.0,) * len(programme.groups),
    )  # fmt: skip
