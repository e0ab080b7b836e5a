"""A scenario on paper: changes to the directory that somebody thinks of, and nobody has made.

Kept as JSON, in the words of the directory file: a list of objects that each say `change` (close,
open or shorten) and then the columns that it needs, read as a cell of the file is read.
"""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.domain.coverage.scenarios.columns import COLUMNS, cells_of, rules_broken
from directory.model.cell_types import Vocabulary, meant
from directory.model.problems import FileProblem

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A service ends."""

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shorten:
    """A service has another wait. Whether it is shorter than now is not known here."""

    service: str
    waiting_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A programme, or general help of a kind, is offered at one more place or by one more team.

    What is None or empty is not stated, as in an entry. It has a place, areas that it serves, or
    both: a team that visits homes has areas, a venue or group has a place.
    """

    programme: str | None = None
    kind: str | None = None
    """One of directory.model.columns.KINDS, where no programme is named; never both."""
    postcode: str | None = None
    easting: int | None = None
    """Grid metres, where the place is a point and not a postcode."""
    northing: int | None = None
    age_from_months: int | None = None
    age_under_months: int | None = None
    delivery: tuple[str, ...] = ()
    """Of directory.model.columns.DELIVERY; never empty as read."""
    areas_served: tuple[str, ...] = ()


Change = Close | Open | Shorten
_KINDS: Mapping[str, type[Change]] = {"close": Close, "open": Open, "shorten": Shorten}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Changes on paper, in the order in which they were thought of."""

    changes: tuple[Change, ...]

    @property
    def closed(self) -> frozenset[str]:
        """Return the ids of the services that end."""
        return frozenset(each.service for each in self.changes if isinstance(each, Close))

    @property
    def opened(self) -> tuple[Open, ...]:
        """Return what is offered at one more place."""
        return tuple(each for each in self.changes if isinstance(each, Open))

    @property
    def waits(self) -> dict[str, int]:
        """Return the weeks to wait for each service whose wait is another."""
        return {e.service: e.waiting_weeks for e in self.changes if isinstance(e, Shorten)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioProblem:
    """One problem: which change (from 1; None for all), its column, what stands there, and why."""

    change: int | None
    column: str | None
    value: str | None
    problem: str

    def __str__(self) -> str:
        place = [f"change {self.change}" if self.change else "the scenario", self.column or ""]
        where = ", ".join(part for part in place if part)
        return str(FileProblem(line=None, column=where, value=self.value, problem=self.problem))


class ScenarioError(Exception):
    """The scenario cannot be read; every problem is named."""

    def __init__(self, problems: Sequence[ScenarioProblem]) -> None:
        """Take what is wrong with it."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def read_scenario(text: str, words: Vocabulary) -> Scenario:
    """Return the scenario that a text in JSON tells of.

    Raises ScenarioError with every problem.
    """
    try:
        objects = json.loads(text)
    except (ValueError, RecursionError):
        raise ScenarioError([_whole("is not JSON")]) from None
    return scenario_of(objects, words)


def scenario_of(objects: Any, words: Vocabulary) -> Scenario:
    """Return the scenario of plain objects, as JSON or a form gives them; numbers may be text.

    Whether the services are there is not looked at: see `gone`. Raises ScenarioError with every
    problem.
    """
    if not isinstance(objects, list):
        raise ScenarioError([_whole("should be a list of changes")])
    if not 1 <= len(objects) <= MOST_CHANGES:
        raise ScenarioError([_whole(f"should have 1 to {MOST_CHANGES} changes")])
    problems: list[ScenarioProblem] = []
    changes = tuple(_changes(objects, words, problems))
    problems += _clashes(changes)
    if problems:
        raise ScenarioError(sorted(problems, key=lambda problem: problem.change or 0))
    return Scenario(changes=tuple(change for _, change in changes))


def plain(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the scenario as plain objects, without what is not stated."""
    return [_plain(change) for change in scenario.changes]


def written(scenario: Scenario) -> str:
    """Return the scenario as JSON that `read_scenario` reads."""
    return json.dumps(plain(scenario), ensure_ascii=False)


def gone(scenario: Scenario, services: Container[str]) -> list[ScenarioProblem]:
    """Return a problem for each change of a service that is not among these any more."""
    return [
        ScenarioProblem(
            change=number,
            column="service",
            value=change.service,
            problem="is no service of the directory now: take this change out",
        )
        for number, change in enumerate(scenario.changes, 1)
        if not isinstance(change, Open) and change.service not in services
    ]


def _changes(
    objects: Sequence[Any], words: Vocabulary, problems: list[ScenarioProblem]
) -> Iterator[tuple[int, Change]]:
    """Yield each change that can be read, with its number, and note what is wrong with others."""
    for number, given in enumerate(objects, 1):
        kind = given.get("change") if isinstance(given, dict) else None
        if not isinstance(kind, str) or kind not in _KINDS:
            problems.append(_unknown_kind(number, kind))
            continue
        cells, wrong = cells_of(kind, given, words)
        wrong = wrong or rules_broken(kind, cells)
        problems += [
            ScenarioProblem(change=number, column=column, value=value, problem=problem)
            for column, value, problem in wrong
        ]
        if not wrong:
            yield number, _KINDS[kind](**cells)


def _clashes(changes: Sequence[tuple[int, Change]]) -> Iterator[ScenarioProblem]:
    """Yield a problem for each service that an earlier change is about already."""
    first: dict[str, int] = {}
    for number, change in changes:
        if isinstance(change, Open):
            continue
        earlier = first.setdefault(change.service, number)
        if earlier != number:
            yield ScenarioProblem(
                change=number,
                column="service",
                value=change.service,
                problem=f"is in change {earlier} already: keep one of the two",
            )


def _plain(change: Change) -> dict[str, Any]:
    kind = _NAMES[type(change)]
    cells = {name: getattr(change, name) for name in COLUMNS[kind]}
    stated = {name: value for name, value in cells.items() if value not in (None, ())}
    return {"change": kind} | {
        name: list(value) if isinstance(value, tuple) else value for name, value in stated.items()
    }


def _unknown_kind(number: int, kind: Any) -> ScenarioProblem:
    value = kind if isinstance(kind, str) else None
    problem = f"should be one of {', '.join(_KINDS)}{meant(value or '', frozenset(_KINDS))}"
    return ScenarioProblem(change=number, column="change", value=value, problem=problem)


def _whole(problem: str) -> ScenarioProblem:
    return ScenarioProblem(change=None, column=None, value=None, problem=problem)
