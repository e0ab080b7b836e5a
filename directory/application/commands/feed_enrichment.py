"""Writing what this directory's team adds to a feed: meanings of terms, overlays, contacts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, note, record
from directory.application.commands.batches import batches
from directory.application.commands.feeds import RefusedError
from directory.exchange.openreferral.feed_rules import ENRICHED, rule_key
from directory.exchange.openreferral.importer_record import READERS
from directory.model.cell_types import Vocabulary
from directory.storage import (
    DroppedSuggestion,
    EntryOverlay,
    Feed,
    FeedContact,
    FeedRecord,
    FeedRule,
    FeedStated,
    Service,
)


def set_rule(
    session: Session,
    feed_id: str,
    what: str,
    key: str,
    *,
    kind: str | None = None,
    programme: str | None = None,
    area: str | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Keep what a term, the name of an area, or the whole of a feed means; the caller commits.

    What was said of it before is replaced. Raises RefusedError where there is no such feed.
    """
    if session.get(Feed, feed_id) is None:
        raise RefusedError(f"there is no feed {feed_id}")
    hold_directory(session)
    session.merge(
        FeedRule(
            feed_id=feed_id,
            what=what,
            key=rule_key(key),
            kind=kind,
            programme=programme,
            area=area,
            decided_at=now,
            decided_by=actor,
        )
    )
    session.flush()
    record(session, "feed.map", actor=actor, now=now, detail={"feed": feed_id, "what": what})


def drop_rule(
    session: Session, feed_id: str, what: str, key: str, *, actor: str, now: datetime
) -> bool:
    """Let a term, name or whole feed mean nothing here again; say whether it did.

    The caller commits.
    """
    hold_directory(session)
    rule = session.get(FeedRule, (feed_id, what, rule_key(key)))
    if rule is None:
        return False
    session.delete(rule)
    session.flush()
    record(session, "feed.unmap", actor=actor, now=now, detail={"feed": feed_id, "what": what})
    return True


def set_overlay(
    session: Session,
    feed_id: str,
    cells: Mapping[str, Mapping[str, str]],
    vocabulary: Vocabulary,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Keep cells, by the ids of entries of a feed and their columns, that hold in place of what
    the feed states; the caller commits. A column that is not named stays as it was.

    Raises RefusedError, with nothing written, for an entry, a column or a cell that cannot be.
    """
    for id, columns in cells.items():
        service = session.get(Service, id)
        if service is None or service.feed_id != feed_id:
            raise RefusedError(f"{id} is no entry of the feed {feed_id}")
        for column, cell in columns.items():
            _demand_sound(column, cell, vocabulary)
    for id, columns in cells.items():
        for column, cell in columns.items():
            session.merge(
                EntryOverlay(
                    service_id=id, column=column, value=cell, decided_at=now, decided_by=actor
                )
            )
    session.flush()
    detail: dict[str, int | bool | str] = {"feed": feed_id, "services": len(cells)}
    record(session, "entry.enrich", actor=actor, now=now, detail=detail)


def _demand_sound(column: str, cell: str, vocabulary: Vocabulary) -> None:
    if column not in ENRICHED:
        raise RefusedError(f"{column} cannot be set: one of {', '.join(ENRICHED)}")
    try:
        if cell:
            READERS[column](cell, vocabulary)
    except ValueError as error:
        raise RefusedError(f"{column}: “{cell}” {error}") from None


def drop_overlay(
    session: Session, feed_id: str, service_id: str, *, actor: str, now: datetime
) -> None:
    """Let what the feed states hold again of an entry; the caller commits."""
    hold_directory(session)
    session.execute(delete(EntryOverlay).where(EntryOverlay.service_id == service_id))
    detail: dict[str, int | bool | str] = {"feed": feed_id, "services": 1}
    record(session, "entry.enrich", actor=actor, now=now, detail=detail)


def write_stated(
    session: Session,
    feed_id: str,
    stated: Mapping[str, Mapping[str, str]],
    only: Collection[str] | None = None,
) -> None:
    """Keep what a feed itself states where something else holds, in place of what was kept.

    `only` are the ids of the entries that were read; None stands for the whole feed.
    """
    kept = delete(FeedStated).where(FeedStated.feed_id == feed_id)
    if only is None:
        session.execute(kept)
    for ids in batches(only or ()):
        session.execute(kept.where(FeedStated.service_id.in_(ids)))
    rows = (
        {"service_id": id, "column": column, "feed_id": feed_id, "stated": cell}
        for id, columns in stated.items()
        for column, cell in columns.items()
    )
    for some in batches(rows):
        session.execute(insert(FeedStated), some)


def write_dropped(
    session: Session, feed_id: str, keys: Collection[str], *, actor: str, now: datetime
) -> None:
    """Keep suggestions, by their keys, that are not right; the caller commits."""
    if not keys:
        return
    hold_directory(session)
    rows = (
        DroppedSuggestion(key=k, feed_id=feed_id, decided_at=now, decided_by=actor) for k in keys
    )
    session.add_all(rows)
    session.flush()
    detail: dict[str, int | bool | str] = {"feed": feed_id, "suggestions": len(keys)}
    note(session, "suggestion.drop", actor=actor, now=now, detail=detail)


def decide_contact(
    session: Session, feed_id: str, code: str, *, is_group: bool, actor: str, now: datetime
) -> None:
    """Say whether an address that was in doubt is of a group; the caller commits.

    The next pull asks for every record of the feed again, since the address was kept nowhere.
    """
    if session.get(Feed, feed_id) is None:
        raise RefusedError(f"there is no feed {feed_id}")
    session.merge(
        FeedContact(feed_id=feed_id, code=code, is_group=is_group, decided_at=now, decided_by=actor)
    )
    again = {"etag": None, "read_in": 0, "listed": "{}"}
    session.execute(update(FeedRecord).where(FeedRecord.feed_id == feed_id).values(again))
    session.flush()
    detail: dict[str, int | bool | str] = {"feed": feed_id, "is_group": is_group}
    note(session, "feed.contact", actor=actor, now=now, detail=detail)
