"""The words of a plan of what to buy, and the plan as JSON."""

from collections.abc import Iterator
from typing import Any

from directory.domain.coverage.gap_text import say_children, target_title
from directory.domain.coverage.population import whole
from directory.domain.need.area_plan import AreaPlan
from directory.domain.need.plan_options import UncostedOption
from directory.domain.need.purchase_plan import OPTION_KINDS, Purchase
from directory.infrastructure.text_format import count
from matcher import Knowledge

MOST_NAMES = 5
ASSUMED = (
    "each place is used by one child in a year",
    "a service can grow by as many places as are bought: ask it",
    "the cost of a place stays the same however many are bought",
    "a new venue, team or trained worker can deliver the programme that it is bought for: check it",
    "a child who needs two programmes is counted at each",
)
NO_TENTHS = (
    "Need is not published by tenth of deprivation, so the plan cannot see whether poorer areas"
    " fall further behind."
)


def say_pounds(pounds: float) -> str:
    """Return whole pounds: "£40,000"."""
    return f"£{round(pounds):,}"


def say_purchase(bought: Purchase) -> str:
    """Return one purchase in words: "12 more places at Harbour ABC"."""
    name, units = bought.option.says, bought.units
    if bought.option.kind == "places":
        return f"{units:,} more {_places(units)} at {name}"
    if bought.option.kind == "venue":
        return f"{count(units, 'new venue')} for {name}"
    if bought.option.kind == "team":
        return f"{count(units, 'home-visiting team')} for {name}"
    if bought.option.kind == "training":
        return f"training {units:,} of the staff who are there in {name}"
    return f"{units:,} {_places(units)} at {name} with a wider {_WIDER[bought.option.kind]}"


_WIDER = {"ages": "range of ages", "area": "area"}


def say_plan(found: AreaPlan) -> str:
    """Return the answer in one sentence, the bound beside it."""
    plan, ask = found.plan, found.ask
    if ask.budget is not None:
        asked = f"For {say_pounds(ask.budget)} a year"
    else:
        asked = f"To reach {say_more(ask.target or 0)}"
    if not plan.purchases:
        nothing = f"{asked}: nothing that can be costed reaches a child in {found.where}."
        return f"{nothing} Give the costs that no service states."
    bought = _joined([say_purchase(each) for each in plan.purchases])
    reach = "reaches" if _is_single(plan.purchases) else "reach"
    return f"{asked}: {bought} {reach} {say_more(plan.children)} ({say_bound(found)})."


def say_more(children: float) -> str:
    """Return how many children more: "1 more child", "12 more children"."""
    return f"{say_children(children)} more {'child' if whole(children) == 1 else 'children'}"


def say_bound(found: AreaPlan) -> str:
    """Return the bound: what no plan with these options can do better than."""
    if found.ask.target is None:
        return f"at most {say_children(found.plan.bound)} with these options"
    cost = say_pounds(found.plan.cost)
    return f"for {cost} a year; at least {say_pounds(found.plan.bound)} with these options"


def say_uncosted(each: UncostedOption) -> str:
    """Return what could not be costed, and what is missing."""
    kind = OPTION_KINDS[each.kind]
    if not each.names:
        return f"{kind}: give its cost and its places"
    first, others = each.names[:MOST_NAMES], len(each.names) - MOST_NAMES
    names = _joined([*first, *([f"{others:,} more"] if others > 0 else [])])
    wider = f"what it takes to widen its {each.kind}, and " if each.kind in _WIDER else ""
    return f"{kind}: {names}. Give {wider}the cost of a place where none is stated"


def plan_notes(found: AreaPlan) -> Iterator[str]:
    """Yield what to bear in mind of a plan."""
    if not found.plan.is_exact:
        yield "Time ran out before the best plan was proven; the bound says how good one may be."
    for each in found.plan.purchases:
        if not found.offered[each.option.id].is_sure:
            yield (
                f"{each.option.says} takes some of these children, or does not say enough: whether"
                " all of its places can be used is not known. Ask it first."
            )
    if found.offer.may_serve:
        yield (
            f"{count(found.offer.may_serve, 'service')} may come to {found.where} and"
            f" {'does' if found.offer.may_serve == 1 else 'do'} not say so: no option."
        )
    if found.offer.differing:
        yield (
            f"{count(found.offer.differing, 'service')} here"
            f" {'says that it delivers' if found.offer.differing == 1 else 'say that they deliver'}"
            " otherwise than is recommended, in weeks, sessions or training: no option for that."
        )
    if found.offer.left_out:
        yield f"{count(found.offer.left_out, 'service')} of higher cost are not looked at."
    yield NO_TENTHS
    yield f"Assumed: {'; '.join(ASSUMED)}."


def plan_data(found: AreaPlan, knowledge: Knowledge) -> dict[str, Any]:
    """Return a plan as JSON-ready data: pounds a year, children in whole ones."""
    plan = found.plan
    return {
        "where": found.where,
        "sample": found.has_sample,
        "in_short": say_plan(found),
        "budget": found.ask.budget,
        "target": found.ask.target,
        "children": whole(plan.children),
        "cost": round(plan.cost),
        "bound": whole(plan.bound) if found.ask.target is None else round(plan.bound),
        "is_exact": plan.is_exact,
        "purchases": [_purchase(found, each) for each in plan.purchases],
        "by_programme": [
            {
                "id": row.target.id,
                "title": target_title(row.target, knowledge),
                "without_a_place": whole(group.short),
                "reached": whole(children),
            }
            for row, group, children in zip(found.rows, found.groups, plan.by_group, strict=True)
        ],
        "not_costed": [say_uncosted(each) for each in found.offer.uncosted],
        "not_planned": [target_title(row.target, knowledge) for row in found.left_out],
        "notes": list(plan_notes(found)),
    }


def _purchase(found: AreaPlan, bought: Purchase) -> dict[str, Any]:
    offered = found.offered[bought.option.id]
    return {
        "kind": bought.option.kind,
        "service": offered.service,
        "says": say_purchase(bought),
        "units": bought.units,
        "cost": round(bought.cost),
        "cost_from": offered.source,
        "children": whole(bought.children),
    }


def _places(number: int) -> str:
    return "place" if number == 1 else "places"


def _is_single(purchases: tuple[Purchase, ...]) -> bool:
    if len(purchases) != 1:
        return False
    return purchases[0].units == 1 or purchases[0].option.kind == "training"


def _joined(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
