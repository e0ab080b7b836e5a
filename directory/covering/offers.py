"""What decides whether a service is suitable, as arrays over the snapshot: one place a service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import Service
from directory.nearby.found import ServiceLine
from directory.nearby.snapshot import Flags, Numbers, Snapshot, day_number

NOT_STATED = -1
"""Stands for a number that a service does not state."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offers:
    """What every service of a snapshot states of itself, beside whom it takes and where."""

    lines: Sequence[ServiceLine]
    organisation: Numbers
    assured_on: Numbers
    trained_staff: Numbers
    waiting_weeks: Numbers
    places_per_year: Numbers
    named: Mapping[str, Flags]
    """For each role of a criterion, by service and fact of `facts`, whether it is named."""
    facts: Sequence[str]


def take_offers(session: Session, snapshot: Snapshot) -> Offers:
    """Read what the services state: one query."""
    columns = [getattr(Service, name) for name in ServiceLine._fields]
    beside = (Service.organisation_id, Service.places_per_year)
    rows = {row[-3]: row for row in session.execute(select(*columns, Service.id, *beside))}
    ordered: list[Any] = [rows[id] for id in snapshot.ids]
    lines = [ServiceLine._make(row[: len(columns)]) for row in ordered]
    return Offers(
        lines=lines,
        organisation=np.array([row[-2] for row in ordered], np.int64),
        assured_on=np.array([day_number(line.assured_on) for line in lines], np.int64),
        trained_staff=_stated([line.trained_staff for line in lines]),
        waiting_weeks=_stated([line.waiting_weeks for line in lines]),
        places_per_year=_stated([row[-1] for row in ordered]),
        named=_named(snapshot, facts := _facts(snapshot)),
        facts=facts,
    )


def _facts(snapshot: Snapshot) -> list[str]:
    return sorted({fact for named in snapshot.criteria.values() for fact, _ in named})


def _named(snapshot: Snapshot, facts: Sequence[str]) -> dict[str, Flags]:
    found = {}
    for role, criteria in snapshot.criteria.items():
        found[role] = np.zeros((len(snapshot.ids), len(facts)), np.bool_)
        for fact, places in criteria:
            found[role][places, facts.index(fact)] = True
    return found


def _stated(values: list[int | None]) -> Numbers:
    return np.array([NOT_STATED if value is None else value for value in values], np.int64)
