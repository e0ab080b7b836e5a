"""Asking for the records by their ids: a few at a time, only those that may have changed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from directory.application.commands.feed_staging import stage_document
from directory.application.feeds.errors import FeedError
from directory.application.feeds.feed_additions import contacts_of
from directory.application.feeds.source import FeedSource, RecordDetail
from directory.exchange.openreferral.private_addresses import FeedContacts
from directory.exchange.openreferral.redact_people import without_private
from directory.storage import FeedPull, FeedRecord, Service

AT_ONCE = 4
"""Requests that run at the same time."""
BATCH = 20
"""Records that are staged in one transaction."""
MOST_TROUBLE = 0.1
"""The share of records that may not be had, before a pull counts as failed."""
ALWAYS_BORNE = 5
"""Records that may not be had however few there are."""


def read_details(session: Session, source: FeedSource, pull: FeedPull) -> Iterator[RecordDetail]:
    """Stage what each record states, each batch in its own transaction; yield what came.

    Records that were there before and are not listed now are asked for as well: paging slips
    while a feed changes, and none is to count as gone for that. Raises FeedError where too many
    cannot be had.
    """
    waiting = _waiting(session, pull) if source.has_details else []
    borne = max(ALWAYS_BORNE, int(_listed(session, pull) * MOST_TROUBLE))
    troubled, contacts = 0, contacts_of(session, pull.feed_id)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(waiting), BATCH):
            some = waiting[start : start + BATCH]
            rows = [session.get_one(FeedRecord, (pull.feed_id, id)) for id in some]
            asked = [(row.remote_id, row.etag if row.document else None) for row in rows]
            came = [*pool.map(lambda each: source.detail(*each), asked)]
            for row, detail in zip(rows, came, strict=True):
                _settle(row, pull, detail, contacts)
            session.commit()
            troubled += sum(bool(d.trouble) and not d.is_gone for d in came)
            if troubled > borne:
                raise FeedError(f"{troubled} records could not be had: {_example(came)}")
            yield from came


def waiting_count(session: Session, pull: FeedPull) -> int:
    """Return how many records are to be asked for."""
    return len(_waiting(session, pull))


def _waiting(session: Session, pull: FeedPull) -> list[str]:
    """Return the ids to ask for: listed and not settled, or stored and not listed any more."""
    stored = select(Service.remote_id).where(
        Service.feed_id == pull.feed_id, Service.gone_on.is_(None)
    )
    wanted = select(FeedRecord.remote_id).where(
        FeedRecord.feed_id == pull.feed_id,
        FeedRecord.read_in != pull.number,
        or_(FeedRecord.listed_in == pull.number, FeedRecord.remote_id.in_(stored)),
    )
    return [*session.scalars(wanted.order_by(FeedRecord.remote_id))]


def _listed(session: Session, pull: FeedPull) -> int:
    listed = select(func.count()).where(
        FeedRecord.feed_id == pull.feed_id, FeedRecord.listed_in == pull.number
    )
    return session.scalar(listed) or 0


def _settle(row: FeedRecord, pull: FeedPull, detail: RecordDetail, contacts: FeedContacts) -> None:
    if detail.is_unchanged:
        stage_document(row, pull, None, row.etag, ())
    elif detail.document is not None:
        document, notes = without_private(detail.document, contacts)
        stage_document(row, pull, document, detail.etag, notes)


def _example(came: list[RecordDetail]) -> str:
    return next((f"{d.remote_id} {d.trouble}" for d in came if d.trouble), "")
