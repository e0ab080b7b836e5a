"""The report on our own directory as it is now: how good is what we give out.

The form is judged on what our feed answers, of some services; what services state is counted over
all of them, from a few columns that say whether they state it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from directory.clock import today
from directory.db import Criterion, Service, ServiceArea
from directory.extensions import db
from directory.importing.columns import OF_SERVICE, ROLES
from directory.nearby.snapshot import SNAPSHOTS
from directory.provide.kept import REPORTS
from directory.provide.own_feed import own_documents
from directory.reporting.figures import figures
from directory.reporting.from_feed import report_feed
from directory.reporting.from_file import COLUMNS, LOOKED_AT, RUNNING
from directory.reporting.report import Report
from directory.reporting.stated import Stated

_LISTS = {column.name for column in OF_SERVICE if column.is_list}
_FOR_USE = ("description", "url", "email")


def own_report() -> Report:
    """Return the report on the services of our own file, made once for each state of them."""
    state = SNAPSHOTS.current(db.session).version, today()
    return REPORTS.current(db.engine, "", state, _report)


def _report() -> Report:
    on = today()
    formed = report_feed(own_documents(), on=on)
    counted = figures(list(stated_services(db.session, on)), LOOKED_AT, on)
    # The form and the traps are of what was judged; all else is of every service.
    return replace(formed, **counted | {"traps": formed.traps, "in_full": formed.in_full})


def stated_services(session: Session, on: date) -> Iterator[Stated]:
    """Yield what each service of our own file states, in one query."""
    shown = {*SNAPSHOTS.current(session).ids}
    for row in session.execute(_query()):
        if row.id in shown:
            yield _stated(row, on)


def _stated(row: Any, on: date) -> Stated:
    lacks = {name for name in _FOR_USE if not getattr(row, name)}
    runs = row.status in RUNNING
    return Stated(
        id=row.id,
        name=row.name,
        at="",
        in_full=True,
        runs=runs,
        lacks=frozenset(lacks if runs else {"status", *lacks}),
        # A day to come is no check that was made.
        assured_on=row.assured_on if row.assured_on and row.assured_on <= on else None,
        needs={need: need if getattr(row, need) else None for need in COLUMNS},
    )


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """Return whether each service states each column, rather than what it states."""
    return select(
        Service.id,
        Service.name,
        Service.status,
        Service.assured_on,
        *(_states(name).label(name) for name in _FOR_USE),
        *(or_(*map(_states, columns)).label(need) for need, columns in COLUMNS.items()),
    ).where(Service.feed_id.is_(None))


def _states(name: str) -> ColumnElement[bool]:
    if name == "areas_served":
        return Service.id.in_(select(ServiceArea.service_id))
    if name in ROLES:
        return Service.id.in_(select(Criterion.service_id).where(Criterion.role == name))
    column = getattr(Service, name)
    stated: ColumnElement[bool] = column != () if name in _LISTS else column.is_not(None)
    return stated
