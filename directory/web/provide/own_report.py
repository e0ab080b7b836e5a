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

from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.file_report import COLUMNS, LOOKED_AT
from directory.exchange.data_quality.metrics import figures
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.data_quality.service_facts import ServiceFacts
from directory.infrastructure.clock import today
from directory.model.columns import OF_SERVICE
from directory.model.criteria import ROLES
from directory.model.service_status import ServiceStatus
from directory.storage import Criterion, Service, ServiceArea
from directory.storage.snapshot import STORES, Snapshot
from directory.web.extensions import db
from directory.web.provide.own_feed_documents import own_documents
from directory.web.provide.report_cache import REPORTS

_LISTS = {column.name for column in OF_SERVICE if column.is_list}
_FOR_USE = ("description", "url", "email")


def own_report() -> QualityReport:
    """Return the report on the services of our own file, made once for each state of them."""
    state = STORES.current(db.session, Snapshot).version, today()
    return REPORTS.current(db.engine, "", state, _report)


def _report() -> QualityReport:
    on = today()
    formed = report_feed(own_documents(), on=on)
    counted = figures(list(stated_services(db.session, on)), LOOKED_AT, on)
    # The form and the traps are of what was judged; all else is of every service.
    return replace(formed, **counted | {"traps": formed.traps, "in_full": formed.in_full})


def stated_services(session: Session, on: date) -> Iterator[ServiceFacts]:
    """Yield what each service of our own file states, in one query."""
    shown = {*STORES.current(session, Snapshot).ids}
    for row in session.execute(_query()):
        if row.id in shown:
            yield _stated(row, on)


def _stated(row: Any, on: date) -> ServiceFacts:
    lacks = {name for name in _FOR_USE if not getattr(row, name)}
    runs = not ServiceStatus.of(row).on(on).is_shut
    return ServiceFacts(
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
        Service.starts_on,
        Service.ends_on,
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
