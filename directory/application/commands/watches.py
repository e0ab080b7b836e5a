"""What people with accounts want to be told of, and the e-mails that tell it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.mail_queue import queue_mail
from directory.application.commands.watched_searches import FindServices
from directory.infrastructure.clock import date_in_england
from directory.infrastructure.text_format import long_date
from directory.storage import Account, Service, ServiceArea, ServiceChange, Watch

OFTEN = {"once": "At once", "weekly": "Once a week"}
WEEK = timedelta(days=7)
ENDING_DAYS = (180, 90, 30)
"""How many days before the last day of a service it is told."""
TOLD = {
    "paused": "is paused and takes nobody at present",
    "ending": "is going to end",
    "closed": "has closed",
    "opened": "has opened, or opened again",
    "left": "is no longer in the directory: whether it closed is not known",
}
MOST_WATCHES = 100


class TooManyWatchesError(Exception):
    """This person watches as much as can be."""


def add_watch(
    session: Session,
    account: Account,
    what: str,
    subject: str,
    often: str,
    *,
    found: Iterable[str] | None = None,
    now: datetime,
) -> Watch:
    """Watch something from now on; what was there before is not told. The caller commits.

    `what` is service, programme or search; `found` are the services that a search finds now.

    Watched already, it is told as often as is said now. Raises TooManyWatchesError.
    """
    own = watches_of(session, account)
    for watch in own:
        if (watch.what, watch.subject) == (what, subject):
            watch.often = often
            return watch
    if len(own) >= MOST_WATCHES:
        raise TooManyWatchesError
    watch = Watch(
        account_id=account.id,
        what=what,
        subject=subject,
        often=often,
        made_at=now,
        seen_change=session.scalar(select(func.max(ServiceChange.id))) or 0,
        seen_on=date_in_england(now),
        found=None if found is None else sorted(found),
    )
    session.add(watch)
    session.flush()
    _note(session, "watch.add", watch, account, now)
    return watch


def drop_watch(session: Session, account: Account, number: int, *, now: datetime) -> bool:
    """Watch something no more; say whether this account did. The caller commits."""
    watch = session.get(Watch, number)
    if watch is None or watch.account_id != account.id:
        return False
    _note(session, "watch.drop", watch, account, now)
    session.delete(watch)
    return True


def watches_of(session: Session, account: Account) -> list[Watch]:
    """Return what an account watches, the oldest first."""
    own = select(Watch).where(Watch.account_id == account.id)
    return list(session.scalars(own.order_by(Watch.id)))


def send_watches(session: Session, site: str, now: datetime, find: FindServices) -> int:
    """Queue an e-mail for each watch that has news, and return how many; the caller commits.

    Each watch remembers how far it was told, so that nothing is told twice.
    """
    on, letters = date_in_england(now), 0
    open_accounts = select(Watch).join(Account).where(Account.closed_at.is_(None))
    for watch in session.scalars(open_accounts.order_by(Watch.id)).all():
        if watch.often == "weekly" and on < watch.seen_on + WEEK:
            continue
        found = find(watch.subject, on) if watch.what == "search" else None
        news = list(_news(session, watch, on, found))
        last = session.scalar(select(func.max(ServiceChange.id))) or 0
        if news:
            letters += _queue(session, watch, news, site, now, last)
        watch.seen_change, watch.seen_on = last, on
        watch.found = None if found is None else sorted(found)
    if letters:
        note(session, "watch.send", actor="cron", now=now, detail={"letters": letters})
    return letters


def _news(session: Session, watch: Watch, on: date, found: frozenset[str] | None) -> Iterator[str]:
    """Yield a line for each thing that happened to what is watched since it was last told."""
    before = frozenset(watch.found or ())
    ids = _watched(session, watch) if found is None else sorted(found | before)
    rows_of = select(Service.id, Service.name).where(Service.id.in_(ids))
    names = {id: name for id, name in session.execute(rows_of)}
    if found is not None:
        yield from (f"{names[id]} is new in it." for id in sorted(found - before))
        yield from (f"{names[id]} is no longer in it." for id in sorted(before - found))
    rows = select(ServiceChange).where(
        ServiceChange.id > watch.seen_change,
        ServiceChange.service_id.in_(ids),
        ServiceChange.what.in_(TOLD),
    )
    for change in session.scalars(rows.order_by(ServiceChange.id)):
        yield f"{names[change.service_id]} {TOLD[change.what]}."
    ends = select(Service.name, Service.ends_on).where(
        Service.id.in_(ids), Service.status != "closed", Service.gone_on.is_(None)
    )
    for name, day in session.execute(ends.order_by(Service.id)):
        if day and any(watch.seen_on < day - timedelta(n) <= on for n in ENDING_DAYS):
            yield f"{name} ends on {long_date(day)}."
        elif day and watch.seen_on <= day < on:
            yield f"{name} has ended: its last day was {long_date(day)}."


def _watched(session: Session, watch: Watch) -> list[str]:
    """Return the ids of the services that are watched now."""
    if watch.what == "service":
        return [watch.subject]
    programme, _, area = watch.subject.partition("|")
    serving = select(ServiceArea.service_id).where(ServiceArea.code == area)
    of_programme = select(Service.id).where(Service.programme == programme, Service.id.in_(serving))
    return list(session.scalars(of_programme.order_by(Service.id)))


def _queue(
    session: Session, watch: Watch, news: list[str], site: str, now: datetime, last: int
) -> int:
    lines = "\n".join(f"* {line}" for line in dict.fromkeys(news))
    return queue_mail(
        session,
        key=f"watch {watch.id} {last} {date_in_england(now).isoformat()}",
        recipient=session.get_one(Account, watch.account_id).email,
        subject="What changed in services that you watch",
        body=f"{lines}\n\nWhat you watch, and how often you are told:\n{site}/account/watching\n",
        account_id=watch.account_id,
        now=now,
    )


def _note(session: Session, action: str, watch: Watch, account: Account, now: datetime) -> None:
    detail: dict[str, int | str] = {"watch": watch.id, "account": account.id}
    note(session, action, actor=account.actor, now=now, detail=detail)
