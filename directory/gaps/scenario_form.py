"""The form of a scenario on paper, as it was typed, and the changes that it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.covering.ground import Ground
from directory.covering.scenarios import Scenario, ScenarioError, ScenarioProblem, scenario_of
from directory.gaps.address import AgeBound
from directory.gaps.asking import Problem
from directory.importing.columns import DELIVERY, KINDS
from directory.importing.values import Vocabulary
from matcher import Knowledge

SLOTS = (1, 2, 3)
MOST_OFFERED = 1_000
"""Services that the browser is given to choose from; with more, they are typed."""
_NAMED_BY_ID = re.compile(r".*\(([^()]+)\)", re.DOTALL)
_FIELD = {
    "service": "service",
    "waiting_weeks": "weeks",
    "programme": "what",
    "kind": "what",
    "postcode": "postcode",
    "age_from_months": "from_years",
    "age_under_months": "under_years",
    "delivery": "delivery",
    "areas_served": "area",
}
_SAYS = {
    "service": "the service",
    "weeks": "the weeks",
    "what": "what is opened",
    "postcode": "the postcode",
    "from_years": "the youngest age",
    "under_years": "the oldest age",
    "delivery": "how it is delivered",
    "area": "the area that it serves",
}
_TITLE = {"close": "Closing", "open": "Opening", "wait": "Wait"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAsked:
    """One more service, as it was typed."""

    what: str = ""
    postcode: str = ""
    age_from: AgeBound = field(default_factory=AgeBound)
    age_under: AgeBound = field(default_factory=AgeBound)
    delivery: tuple[str, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitAsked:
    """Another wait for a service, as it was typed."""

    service: str = ""
    weeks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAsked:
    """Every field of the form."""

    name: str = ""
    close: tuple[str, ...] = ("",) * len(SLOTS)
    open: tuple[OpeningAsked, ...] = (OpeningAsked(),) * len(SLOTS)
    wait: tuple[WaitAsked, ...] = (WaitAsked(),) * len(SLOTS)


@dataclass(slots=True, kw_only=True)
class ScenarioMeant:
    """The changes of the form, where each stands in it, and every problem."""

    scenario: Scenario | None = None
    objects: list[dict[str, Any]] = field(default_factory=list)
    slots: list[str] = field(default_factory=list)
    """For each of the objects, the part of the form that it stands in: `open-2`."""
    problems: list[Problem] = field(default_factory=list)


def read_form(form: "MultiDict[str, str]") -> ScenarioAsked:
    """Return the fields as they were typed."""
    return ScenarioAsked(
        name=form.get("name", ""),
        close=tuple(form.get(f"close-{n}-service", "").strip() for n in SLOTS),
        open=tuple(_opening(form, f"open-{n}") for n in SLOTS),
        wait=tuple(
            WaitAsked(
                service=form.get(f"wait-{n}-service", "").strip(),
                weeks=form.get(f"wait-{n}-weeks", "").strip(),
            )
            for n in SLOTS
        ),
    )


def _opening(form: "MultiDict[str, str]", slot: str) -> OpeningAsked:
    low, under = (
        AgeBound(
            years=form.get(f"{slot}-{end}_years", "").strip()[:4],
            months=form.get(f"{slot}-{end}_months", "").strip()[:4],
        )
        for end in ("from", "under")
    )
    return OpeningAsked(
        what=form.get(f"{slot}-what", ""),
        postcode=form.get(f"{slot}-postcode", "").strip(),
        age_from=low,
        age_under=under,
        delivery=tuple(way for way in DELIVERY if way in form.getlist(f"{slot}-delivery")),
        area=form.get(f"{slot}-area", ""),
    )


def meant(asked: ScenarioAsked, ground: Ground, words: Vocabulary) -> ScenarioMeant:
    """Return the scenario that the form means, or every problem beside its field."""
    found = ScenarioMeant()
    for slot, change in _changes(asked, ground, found.problems):
        found.slots.append(slot)
        found.objects.append(change)
    if not found.objects and not found.problems:
        words_ = "Enter at least one change: a service to close, to open, or with another wait"
        found.problems.append({"text": words_, "href": "#close-1-service"})
    try:
        found.scenario = scenario_of(found.objects, words) if found.objects else None
    except ScenarioError as error:
        found.problems += [_placed(problem, found.slots) for problem in error.problems]
    return found


def _changes(
    asked: ScenarioAsked, ground: Ground, problems: list[Problem]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, service in zip(SLOTS, asked.close, strict=True):
        if service:
            slot = f"close-{number}"
            yield slot, {"change": "close", "service": _service(service, slot, ground, problems)}
    for number, opening in zip(SLOTS, asked.open, strict=True):
        if opening != OpeningAsked():
            yield f"open-{number}", _open(opening, f"open-{number}", problems)
    for number, wait in zip(SLOTS, asked.wait, strict=True):
        if wait != WaitAsked():
            slot = f"wait-{number}"
            service = _service(wait.service, slot, ground, problems) if wait.service else ""
            yield slot, {"change": "shorten", "service": service, "waiting_weeks": wait.weeks}


def _service(text: str, slot: str, ground: Ground, problems: list[Problem]) -> str:
    """Return the id of a service that is written by its id, its name, or its name with its id."""
    ids = set(ground.snapshot.ids)
    within = _NAMED_BY_ID.fullmatch(text)
    for id in (text, within[1].strip() if within else ""):
        if id in ids:
            return id
    named = [line.id for line in ground.offers.lines if line.name.casefold() == text.casefold()]
    if len(named) == 1:
        return named[0]
    several = f"is the name of several services: write one of {', '.join(named[:5])}"
    none = "is not in the directory: write its name as the directory has it, or its id"
    problem = several if named else none
    problems.append(_said(slot, "service", problem))
    # Stands for it, so that what else is wrong with the change is found as well.
    return f"unknown-{slot}"


def _open(opening: OpeningAsked, slot: str, problems: list[Problem]) -> dict[str, Any]:
    what, _, id = opening.what.partition(":")
    return {
        "change": "open",
        "programme": id if what == "programme" else "",
        "kind": id if what == "kind" else "",
        "postcode": opening.postcode,
        "age_from_months": _months(opening.age_from, f"{slot}-from_years", problems),
        "age_under_months": _months(opening.age_under, f"{slot}-under_years", problems),
        "delivery": list(opening.delivery),
        "areas_served": [opening.area] if opening.area else [],
    }


def _months(bound: AgeBound, field_: str, problems: list[Problem]) -> int | None:
    if not (bound.years or bound.months):
        return None
    try:
        return bound.in_months(0)
    except ValueError as error:
        problems.append({"text": str(error), "href": f"#{field_}"})
        return None


def _placed(problem: ScenarioProblem, slots: list[str]) -> Problem:
    """Return a problem beside the field that it is about."""
    slot = slots[(problem.change or 1) - 1]
    usual = "what" if slot.startswith("open") else "service"
    return _said(slot, _FIELD.get(problem.column or "", usual), problem.problem)


def _said(slot: str, field_: str, problem: str) -> Problem:
    kind, _, number = slot.partition("-")
    # A problem that is a sentence of its own needs no name of the field before it.
    about = f"{_SAYS[field_]} " if problem.startswith(("is ", "should ", "begins ")) else ""
    return {"text": f"{_TITLE[kind]} {number}: {about}{problem}", "href": f"#{slot}-{field_}"}


def services_offered(ground: Ground) -> list[str]:
    """Return the services by name and id, for the browser to offer; none where they are many."""
    if len(ground.offers.lines) > MOST_OFFERED:
        return []
    return sorted(f"{line.name} ({line.id})" for line in ground.offers.lines)


def what_offered(knowledge: Knowledge) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be opened, in groups: each value with its label."""
    programmes = [(f"programme:{each.id}", each.name) for each in knowledge.programmes]
    kinds = [(f"kind:{kind}", kind.replace("_", " ").capitalize()) for kind in KINDS]
    return [("Programmes", programmes), ("General help", kinds)]
