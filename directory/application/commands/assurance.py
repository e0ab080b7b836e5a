"""Asking services whether their entries are right: letters, and the answers to them.

A letter holds no address and nothing else of the entry but its name. Silence changes no field.
"""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.edit_service import (
    EditBy,
    EditConflictError,
    edit_service,
    entry_to_edit,
)
from directory.application.commands.mail_queue import queue_mail
from directory.application.commands.venue_points import Locate
from directory.infrastructure.clock import date_in_england, in_utc
from directory.model.assurance import LETTER_AFTER, LONG_AGO, next_check
from directory.model.cell_types import Vocabulary
from directory.model.service_status import ServiceState, ServiceStatus
from directory.storage import ProposedChange, Service, ServiceLink

LASTS = timedelta(days=60)
ACTOR, SOURCE, ROLE = "service contact", "link in an e-mail", "The service itself"
NONE_SENT = (0, LONG_AGO)
Letter = tuple[Service, date, int]
"""A service, the day of the check that is due, and the number of the letter about it."""


def letters_due(session: Session, on: date) -> Iterator[Letter]:
    """Yield each letter that is to be written on a day: one of a service, however late it is."""
    waiting = set(session.scalars(_answered_with_a_change()))
    sent = _sent(session)
    for service in session.scalars(_asked()):
        due = next_check(service.kind, service.assured_on, service.taken_in_on)
        letter, last = sent.get((service.id, due), NONE_SENT)
        if service.id in waiting or letter >= len(LETTER_AFTER) or _is_over(service, on):
            continue
        pause = LETTER_AFTER[letter] - LETTER_AFTER[letter - 1] if letter else timedelta(0)
        if on >= max(due + LETTER_AFTER[letter], last + pause):
            yield service, due, letter + 1


def remind(session: Session, site: str, now: datetime) -> int:
    """Queue every letter that is due, and return how many; the caller commits.

    Run twice, it writes nothing the second time.
    """
    count = 0
    for service, due, letter in list(letters_due(session, date_in_england(now))):
        secret = _make_link(session, service.id, due, letter, now)
        subject, body = letter_text(service.name, f"{site}/assure/{secret}", letter)
        count += queue_mail(
            session,
            key=f"assure {service.id} {due.isoformat()} {letter}",
            recipient=service.email or "",
            subject=subject,
            body=body,
            now=now,
        )
    if count:
        note(session, "assurance.remind", actor="cron", now=now, detail={"letters": count})
    return count


def letter_text(name: str, address: str, letter: int) -> tuple[str, str]:
    """Return the subject and the text of a letter."""
    again = {1: "", 2: "We wrote two weeks ago. ", 3: "This is our last letter about it. "}[letter]
    return (
        f"Is your entry still right? {name}",
        f"{again}The directory of local support lists your service “{name}”. Families and "
        "workers rely on it.\n\n"
        f"Please look at the entry and say that it is still right, or what has changed. "
        f"You need no account:\n{address}\n\n"
        f"The link works for {LASTS.days} days. If you do not answer, nothing in the entry "
        "changes, and it will be listed after entries that were checked.\n",
    )


def link_of(session: Session, secret: str, now: datetime) -> ServiceLink | None:
    """Return the letter of a link; None where it is unknown, too old, or the entry is gone.

    To look changes nothing: a scanner that opens every link of an e-mail answers nothing.
    """
    link = session.get(ServiceLink, _digest(secret))
    if link is None or in_utc(link.expires_at) <= now:
        return None
    service = session.get(Service, link.service_id)
    is_ours = service is not None and service.feed_id is None and service.gone_on is None
    return link if is_ours else None


def still_right(
    session: Session,
    link: ServiceLink,
    *,
    seen: int,
    words: Vocabulary,
    locate: Locate,
    now: datetime,
) -> bool:
    """Keep that an entry was right today; say whether nobody had said so with this link before.

    `seen` is the version that they saw. Raises EditConflictError where it is another by now. The
    caller commits.
    """
    if link.used_at is not None:
        return False
    _, version = entry_to_edit(session, link.service_id)
    if seen != version:
        raise EditConflictError({}, version)
    link.used_at = now
    session.flush()
    cells = {"assured_on": date_in_england(now).isoformat(), "assured_by": ROLE}
    by = EditBy(actor=ACTOR, source=SOURCE, now=now)
    edit_service(
        session, link.service_id, cells, based_on=version, words=words, locate=locate, by=by
    )
    return True


def _asked() -> Select[Service]:
    """Return the services that are written to: our own real ones, that run, with an address."""
    return (
        select(Service)
        .where(
            Service.feed_id.is_(None),
            Service.is_sample.is_(False),
            Service.gone_on.is_(None),
            Service.same_as.is_(None),
            Service.status != "closed",
            Service.email.is_not(None),
        )
        .order_by(Service.id)
    )


def _is_over(service: Service, on: date) -> bool:
    return ServiceStatus.of(service).on(on) is ServiceState.CLOSED


def _answered_with_a_change() -> Select[str]:
    """Return the services that answered by a link with a change that waits for an editor."""
    return select(ProposedChange.service_id).where(
        ProposedChange.account_id.is_(None), ProposedChange.outcome.is_(None)
    )


def _sent(session: Session) -> dict[tuple[str, date], tuple[int, date]]:
    """Return the number and day of the last letter by service and check."""
    each = (ServiceLink.service_id, ServiceLink.due_on)
    last = select(*each, func.max(ServiceLink.letter), func.max(ServiceLink.made_on))
    return {(id, due): (n, on) for id, due, n, on in session.execute(last.group_by(*each))}


def _make_link(session: Session, id: str, due: date, letter: int, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    session.add(
        ServiceLink(
            digest=_digest(secret),
            service_id=id,
            due_on=due,
            letter=letter,
            made_on=date_in_england(now),
            expires_at=now + LASTS,
        )
    )
    session.flush()
    return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
