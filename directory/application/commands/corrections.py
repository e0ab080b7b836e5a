"""What people tell of entries that are wrong: kept for the directory team until it is dealt with.

It changes no entry, but for one thing: an address that should be hidden is hidden at once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.edit_service import EditBy, hide_addresses
from directory.application.commands.hidden_reports import NOT_TRUE, URGENT, hidden_by_report
from directory.application.commands.venue_points import Locate
from directory.storage import Correction, Service

WRONG = {
    "hide_address": "The address should be hidden",
    "closed": "It has closed",
    "contact": "The contact details",
    "takes": "Who it takes",
    "wait": "The wait",
    "other": "Something else",
}
"""What can be wrong with an entry, the urgent first."""
OUTCOMES: Mapping[str, str] = {
    "mended": "the entry was mended",
    "left": "the entry was left as it is",
    NOT_TRUE: "what was told is not true",
}
MOST_BY_VISITOR = 3
"""Tellings of one visitor in a day about one service."""
MOST_BY_VISITOR_IN_ALL = 20
"""Tellings of one visitor in a day about all services together."""
MOST_OF_SERVICE = 50
"""Tellings that wait for one service."""
MOST_WAITING = 5000
"""Tellings that wait altogether, the urgent not counted."""
MOST_URGENT = 5
"""Tellings that an address should be hidden which are kept of one service; more say nothing new."""
ANYBODY = "anybody"
"""Who tells, in the audit trail: their own words are not kept there."""


class TooManyError(Exception):
    """Enough was told already: `by` a visitor, of a `service`, or of `all` services together."""

    def __init__(self, by: Literal["visitor", "service", "all"]) -> None:
        """Take what is full."""
        super().__init__("enough was told already")
        self.by = by


class NoSuchCorrectionError(Exception):
    """There is no telling of this number that waits."""


def report_wrong_entry(
    session: Session,
    service: Service,
    what: str,
    *,
    text: str | None,
    role: str | None,
    visitor: str,
    locate: Locate,
    now: datetime,
) -> None:
    """Keep what somebody told; the same told twice is kept once. The caller commits.

    That an address should be hidden is never refused: it hides every address of the entry until
    an editor decides. `visitor` is a digest that holds for a day. Raises TooManyError where a
    visitor, a service, or the directory, has told as much as can be read.
    """
    id = service.id
    _forget_visitors(session, now)
    hid = _hide(session, id, locate, now) if what == URGENT else None
    if hid is None and (_is_kept(session, id, what, text) or _is_enough(session, id, what)):
        return
    if what != URGENT:
        _refuse_floods(session, id, visitor, now)
    told = Correction(
        service_id=id, at=now, what=what, text=text, role=role, visitor=visitor, hid=hid
    )
    session.add(told)
    session.flush()
    _note(session, "tell", told, actor=ANYBODY, now=now, detail={"what": what})


def settle(
    session: Session, number: int, outcome: str, *, actor: str, locate: Locate, now: datetime
) -> None:
    """Close what was told, and take its words away. The caller commits.

    Where it is not true that an address should be hidden, those that it hid are shown again, if
    nobody else says so and nobody has changed the entry since.

    Raises NoSuchCorrectionError where none of this number waits.
    """
    told = session.get(Correction, number)
    if told is None or told.outcome is not None:
        raise NoSuchCorrectionError(str(number))
    told.text = told.role = told.visitor = None
    told.settled_at, told.settled_by, told.outcome = now, actor, outcome
    session.flush()
    _note(session, "settle", told, actor=actor, now=now, detail={"outcome": outcome})
    if outcome == NOT_TRUE and told.hid:
        _show_again(session, told, actor, locate, now)


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


def _hide(session: Session, id: str, locate: Locate, now: datetime) -> str | None:
    """Hide the addresses of an entry, and return what was hidden in which version; None: none."""
    by = EditBy(actor=ANYBODY, source="report", now=now)
    places = hide_addresses(session, id, locate=locate, by=by)
    return f"{_version(session, id)}:{';'.join(map(str, places))}" if places else None


def _show_again(
    session: Session, told: Correction, actor: str, locate: Locate, now: datetime
) -> None:
    version, _, places = (told.hid or "").partition(":")
    id = told.service_id
    if id in hidden_by_report(session) or _version(session, id) != version:
        return
    only = {int(place) for place in places.split(";")}
    by = EditBy(actor=actor, source=f"report {told.id}", now=now)
    hide_addresses(session, id, hide=False, only=only, locate=locate, by=by)


def _version(session: Session, id: str) -> str:
    """Return the version in which an entry last changed."""
    return str(session.scalar(select(Service.changed_in).where(Service.id == id)))


def _forget_visitors(session: Session, now: datetime) -> None:
    """Take away who told what longer than a day ago."""
    old = update(Correction).where(
        Correction.visitor.is_not(None), Correction.at <= now - timedelta(days=1)
    )
    session.execute(old.values(visitor=None))


def _is_kept(session: Session, id: str, what: str, text: str | None) -> bool:
    same = (Correction.what == what, Correction.text == text)
    return _count(session, Correction.service_id == id, *same) > 0


def _is_enough(session: Session, id: str, what: str) -> bool:
    """Say whether so many want an address hidden already that one more says nothing new."""
    of_service = (Correction.service_id == id, Correction.what == URGENT)
    return what == URGENT and _count(session, *of_service) >= MOST_URGENT


def _refuse_floods(session: Session, id: str, visitor: str, now: datetime) -> None:
    """Refuse more than can be read: of one visitor first, so that others are not shut out."""
    plain = Correction.what != URGENT
    own = (Correction.visitor == visitor, plain)
    told = select(func.count()).select_from(Correction)
    about = told.where(*own, Correction.service_id == id)
    if (session.scalar(about) or 0) >= MOST_BY_VISITOR:
        raise TooManyError("visitor")
    if (session.scalar(told.where(*own)) or 0) >= MOST_BY_VISITOR_IN_ALL:
        raise TooManyError("visitor")
    if _count(session, plain, Correction.service_id == id) >= MOST_OF_SERVICE:
        raise TooManyError("service")
    if _count(session, plain) >= MOST_WAITING:
        raise TooManyError("all")


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    """Return how many tellings wait of which this is so."""
    waiting = select(func.count()).select_from(Correction).where(Correction.outcome.is_(None))
    return session.scalar(waiting.where(*conditions)) or 0
