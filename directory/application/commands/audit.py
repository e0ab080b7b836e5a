"""The trail of what was changed: who, when, which action, counts and ids only."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.storage import AuditEvent, DirectoryVersion

_COUNTS = frozenset({"added", "changed", "unchanged", "retired"})
ACTIONS = {
    "services.import": _COUNTS | {"sample"},
    "feed.add": frozenset({"feed"}),
    "feed.pull": _COUNTS | {"feed"},
    "feed.map": frozenset({"feed", "what"}),
    "feed.unmap": frozenset({"feed", "what"}),
    "feed.contact": frozenset({"feed", "is_group"}),
    "entry.enrich": frozenset({"feed", "services"}),
    "feed.same": frozenset({"service", "same_as"}),
    "feed.different": frozenset({"service", "other"}),
    "venue.geocode": frozenset({"venues", "found", "source"}),
    "venue.hide": frozenset({"venues"}),
    "correction.tell": frozenset({"correction", "service", "what"}),
    "correction.settle": frozenset({"correction", "service", "outcome"}),
    "scenario.keep": frozenset({"scenario", "changes"}),
    "scenario.drop": frozenset({"scenario"}),
    "suggestion.drop": frozenset({"feed", "suggestions"}),
    "plan.keep": frozenset({"plan"}),
    "plan.drop": frozenset({"plan"}),
    "population.import": frozenset({"areas", "children", "sample"}),
    "need.import": frozenset({"figures", "withheld", "sample"}),
    "shares.import": frozenset({"shares", "sample"}),
    "deprivation.import": frozenset({"areas", "sample"}),
    "travel.import": frozenset({"times", "areas", "postcodes", "sample"}),
    "account.add": frozenset({"account", "role"}),
    "account.change": frozenset({"account", "what"}),
    "account.close": frozenset({"account"}),
    "account.delete": frozenset({"account"}),
    "account.sign_in": frozenset({"account", "by"}),
    "service.edit": frozenset({"service", "what", "columns"}),
    "assurance.remind": frozenset({"letters"}),
    "watch.add": frozenset({"watch", "account"}),
    "watch.drop": frozenset({"watch", "account"}),
    "watch.send": frozenset({"letters"}),
    "change.propose": frozenset({"change", "service"}),
    "database.move": frozenset({"tables"}),
    "database.restore": frozenset({"tables"}),
    "change.decide": frozenset({"change", "service", "outcome"}),
}
"""Every action and the details it must give, no more and no fewer."""


def record(
    session: Session,
    action: str,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, int | bool | str],
) -> None:
    """Leave an audit event, and let every kept answer about the directory lapse.

    Raises ValueError for an action or details that are not listed.
    """
    version = version_to_come(session, now)
    session.execute(update(DirectoryVersion).values(number=version))
    _note(session, action, actor, now, detail, version)


def note(
    session: Session,
    action: str,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, int | bool | str],
) -> None:
    """Leave an audit event of what changes no answer about the directory.

    Raises ValueError for an action or details that are not listed.
    """
    _note(session, action, actor, now, detail, None)


def _note(
    session: Session,
    action: str,
    actor: str,
    now: datetime,
    detail: Mapping[str, int | bool | str],
    version: int | None,
) -> None:
    if ACTIONS.get(action) != frozenset(detail):
        raise ValueError(f"{action} with {sorted(detail)} is not a listed audit event")
    text = json.dumps(dict(detail), sort_keys=True)
    event = AuditEvent(at=now, actor=actor, action=action, detail=text, version=version)
    session.add(event)


def hold_directory(session: Session) -> None:
    """Wait until nobody else is changing the directory, and keep others waiting until the commit.

    What is planned then still holds when it is carried out.
    """
    session.execute(update(DirectoryVersion).values(number=DirectoryVersion.number))


def version_to_come(session: Session, now: datetime) -> int:
    """Return the number that `record` gives to the version that is being made.

    Services that change are marked with it. Nobody else changes the directory until the commit.
    """
    hold_directory(session)
    number = session.scalars(select(DirectoryVersion.number)).one()
    # Counted on from the clock: a database put back from a copy then never repeats a number.
    return max(number + 1, int(now.timestamp()))
