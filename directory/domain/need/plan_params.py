"""What is asked of a plan of what to buy: the area’s money or children, and costs that are given.

Read in one place for the page and the command. No cost is made up: what nobody states or gives is
no option.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from matcher import Problem

MOST = 1_000_000_000
_NUMBER = re.compile(r"£?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanField:
    """One number that may be given.

    Attributes:
        label: what the form calls it.
        is_money: in whole pounds a year.
        together: the fields that must be given with it.
    """

    name: str
    label: str
    is_money: bool = True
    together: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """Return what the command calls it."""
        return f"--{self.name.replace('_', '-')}"


GOALS = (
    PlanField(name="budget", label="Budget, in pounds a year"),
    PlanField(name="target", label="Or: children more to reach", is_money=False),
)
COSTS = (
    PlanField(name="place_cost", label="A place at a service that states no cost"),
    PlanField(name="venue_cost", label="A new venue", together=("venue_places",)),
    PlanField(
        name="venue_places", label="Places a year at a new venue", is_money=False,
        together=("venue_cost",),
    ),
    PlanField(name="team_cost", label="A home-visiting team", together=("team_places",)),
    PlanField(
        name="team_places", label="Places a year of a team", is_money=False,
        together=("team_cost",),
    ),
    PlanField(name="ages_cost", label="Widening the ages of a service, besides its places"),
    PlanField(name="area_cost", label="Widening the area of a service, besides its places"),
    PlanField(
        name="training_cost", label="Training one of the staff who are there",
        together=("training_places", "training_people"),
    ),
    PlanField(
        name="training_places", label="Places a year of one who is trained", is_money=False,
        together=("training_cost", "training_people"),
    ),
    PlanField(
        name="training_people", label="Staff who can be trained, for each programme",
        is_money=False, together=("training_cost", "training_places"),
    ),
)  # fmt: skip
PLAN_FIELDS = (*GOALS, *COSTS)
NAMES = tuple(each.name for each in PLAN_FIELDS)
_LABEL = {each.name: each.label for each in PLAN_FIELDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsk:
    """A budget in pounds a year or a number of children, and the costs that were given."""

    budget: int | None
    target: int | None
    costs: Mapping[str, int]

    @property
    def is_asked(self) -> bool:
        """Return whether there is anything to work out."""
        return self.budget is not None or self.target is not None


def read_plan_ask(params: Mapping[str, str | None]) -> tuple[PlanAsk, tuple[Problem, ...]]:
    """Return what is asked, and each problem beside its field."""
    numbers, problems = dict[str, int](), list[Problem]()
    for each in PLAN_FIELDS:
        if text := (params.get(each.name) or "").strip():
            number = _number(text)
            if number is None:
                problems.append(Problem(field=each.name, problem=_wrong(each)))
            else:
                numbers[each.name] = number
    if not problems:
        problems.extend(_disagreements(numbers))
    costs = {each.name: numbers[each.name] for each in COSTS if each.name in numbers}
    ask = PlanAsk(budget=numbers.get("budget"), target=numbers.get("target"), costs=costs)
    return ask, tuple(problems)


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    number = int(found[1].replace(",", "")) if found else 0
    return number if 0 < number <= MOST else None


def _wrong(field: PlanField) -> str:
    if field.is_money:
        return f"{field.label}: give whole pounds a year, such as 40,000"
    return f"{field.label}: give a whole number, such as 12"


def _disagreements(numbers: Mapping[str, int]) -> Iterator[Problem]:
    if "budget" in numbers and "target" in numbers:
        yield Problem(field="target", problem="Give a budget or children to reach, not both")
    if numbers and not {"budget", "target"}.intersection(numbers):
        yield Problem(field="budget", problem="Give a budget, or the children to reach")
    wanted = {name for each in COSTS if each.name in numbers for name in each.together}
    for each in COSTS:
        if each.name in wanted and each.name not in numbers:
            with_it = next(name for name in each.together if name in numbers)
            says = f"{each.label}: give it too, since you gave “{_LABEL[with_it]}”"
            yield Problem(field=each.name, problem=says)
