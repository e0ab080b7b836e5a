"""What people say is wrong with an entry and nobody has dealt with, for the directory team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.hidden_reports import URGENT
from directory.infrastructure.clock import date_in_england, in_utc
from directory.storage import Correction, Service

_OPEN = Correction.outcome.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReport:
    """One report of a wrong entry.

    Attributes:
        what: one of directory.application.commands.corrections.WRONG.
        text: what they wrote, which may be mistaken or meant ill.
        role: who they said they are.
        has_hidden: whether the report hid an address that was shown until then.
        feed_id: the feed that the entry comes from; None for an entry of our own.
    """

    number: int
    service_id: str
    name: str
    what: str
    text: str | None
    role: str | None
    told_on: date
    has_hidden: bool
    feed_id: str | None

    @property
    def is_urgent(self) -> bool:
        """Return whether it asks that an address be hidden."""
        return self.what == URGENT


def count_waiting_reports(session: Session, service_id: str | None = None) -> int:
    """Return how many reports wait, of one service or of all."""
    waiting = select(func.count()).select_from(Correction).where(_OPEN)
    if service_id is not None:
        waiting = waiting.where(Correction.service_id == service_id)
    return session.scalar(waiting) or 0


def waiting_reports(
    session: Session, *, first: int = 0, most: int | None = None, number: int | None = None
) -> Sequence[WaitingReport]:
    """Return what waits, the urgent first and then the oldest; or only the report of a number."""
    rows = (
        select(Correction, Service.name, Service.feed_id)
        .join(Service, Service.id == Correction.service_id)
        .where(_OPEN)
        .order_by((Correction.what == URGENT).desc(), Correction.at, Correction.id)
    )
    if number is not None:
        rows = rows.where(Correction.id == number)
    return [_report(*row) for row in session.execute(rows.offset(first).limit(most))]


def _report(told: Correction, name: str, feed_id: str | None) -> WaitingReport:
    return WaitingReport(
        number=told.id,
        service_id=told.service_id,
        name=name,
        what=told.what,
        text=told.text,
        role=told.role,
        told_on=date_in_england(in_utc(told.at)),
        has_hidden=bool(told.hid),
        feed_id=feed_id,
    )
