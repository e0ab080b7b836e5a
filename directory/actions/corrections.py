"""What people tell of entries that are wrong: kept for the directory team until it is dealt with.

It changes no entry and no answer about the directory, so nothing that is kept of it lapses.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.actions.audit import note
from directory.db import Correction, Service

WRONG = {
    "hide_address": "The address should be hidden",
    "closed": "It has closed",
    "contact": "The contact details",
    "takes": "Who it takes",
    "wait": "The wait",
    "other": "Something else",
}
"""What can be wrong with an entry, the urgent first."""
URGENT = "hide_address"
OUTCOMES: Mapping[str, str] = {
    "mended": "the entry was mended",
    "left": "the entry was left as it is",
    "not-true": "what was told is not true",
}
MOST_AN_HOUR = 5
"""Tellings that wait for one service from one hour; as many again of what is urgent."""
MOST_WAITING = 5000
"""Tellings that wait altogether, the urgent not counted."""
ANYBODY = "anybody"
"""Who tells, in the audit trail: their own words are not kept there."""


class TooManyError(Exception):
    """Enough was told already; `everywhere`: of all services together."""

    def __init__(self, *, everywhere: bool) -> None:
        """Take whether it is the whole directory that is full."""
        super().__init__("enough was told already")
        self.everywhere = everywhere


class NoSuchCorrectionError(Exception):
    """There is no telling of this number that waits."""


def tell_wrong(
    session: Session,
    service: Service,
    what: str,
    *,
    text: str | None,
    role: str | None,
    now: datetime,
) -> None:
    """Keep what somebody told; the same told twice is kept once. The caller commits.

    Raises TooManyError where a service, or the directory, has as many as can be read.
    """
    if _is_kept(session, service, what, text):
        return
    _refuse_floods(session, service, is_urgent=what == URGENT, now=now)
    told = Correction(service_id=service.id, at=now, what=what, text=text, role=role)
    session.add(told)
    session.flush()
    _note(session, "tell", told, actor=ANYBODY, now=now, detail={"what": what})


def settle(session: Session, number: int, outcome: str, *, actor: str, now: datetime) -> None:
    """Close what was told, and take its words away. The caller commits.

    Raises NoSuchCorrectionError where none of this number waits.
    """
    told = session.get(Correction, number)
    if told is None or told.outcome is not None:
        raise NoSuchCorrectionError(str(number))
    told.text = told.role = None
    told.settled_at, told.settled_by, told.outcome = now, actor, outcome
    _note(session, "settle", told, actor=actor, now=now, detail={"outcome": outcome})


def _note(
    session: Session,
    action: str,
    told: Correction,
    *,
    actor: str,
    now: datetime,
    detail: Mapping[str, str],
) -> None:
    named: dict[str, int | str] = {"correction": told.id, "service": told.service_id}
    note(session, f"correction.{action}", actor=actor, now=now, detail={**named, **detail})


def _is_kept(session: Session, service: Service, what: str, text: str | None) -> bool:
    same = select(Correction.id).where(
        Correction.service_id == service.id,
        Correction.outcome.is_(None),
        Correction.what == what,
        Correction.text == text,
    )
    return session.scalar(same.limit(1)) is not None


def _refuse_floods(session: Session, service: Service, *, is_urgent: bool, now: datetime) -> None:
    """Refuse more than can be read; what is urgent has room that the rest cannot take."""
    waiting = (
        select(func.count())
        .select_from(Correction)
        .where(Correction.outcome.is_(None), (Correction.what == URGENT).is_(is_urgent))
    )
    lately = waiting.where(
        Correction.service_id == service.id, Correction.at > now - timedelta(hours=1)
    )
    if (session.scalar(lately) or 0) >= MOST_AN_HOUR:
        raise TooManyError(everywhere=False)
    if not is_urgent and (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise TooManyError(everywhere=True)
