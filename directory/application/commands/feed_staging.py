"""Staging what a feed gives, page by page, so that a pull that was stopped can go on.

Nothing here touches the directory. Records come in without what is of persons
(`directory.exchange.openreferral.redact_people`); what stands in them is not looked at.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.exchange.openreferral.importer_notes import ImportNote
from directory.storage import FeedPull, FeedRecord

GOES_ON_FOR = timedelta(hours=6)
"""A pull that was stopped longer ago is begun anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNote:
    """A note, and the record that it is of: its id, or its place where it has none."""

    record: str
    note: ImportNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A record of a list as it is staged."""

    remote_id: str
    listed: dict[str, Any]
    notes: Sequence[ImportNote]
    is_whole: bool
    """Whether the list gives all there is, so that it need not be asked for by its id."""
    is_stamped: bool
    """Whether it says when it last changed, so that the same stamp means the same record."""


def begin_pull(session: Session, feed_id: str, now: datetime, *, afresh: bool = False) -> FeedPull:
    """Return the pull of a feed to go on with: one that was stopped lately, or a new one."""
    pull = session.get(FeedPull, feed_id)
    if pull is None:
        pull = FeedPull(feed_id=feed_id, number=0, is_finished=True, started_at=now)
        session.add(pull)
    stopped_lately = not pull.is_finished and now - _utc(pull.started_at, now) < GOES_ON_FOR
    if afresh or not stopped_lately:
        pull.number += 1
        pull.started_at, pull.next_page, pull.last_page = now, 1, None
        pull.is_listed, pull.is_finished, pull.problems = False, False, "[]"
    session.flush()
    return pull


def claim_page(session: Session, pull: FeedPull) -> bool:
    """Take the next page for this pull; False where another pull of the feed was quicker."""
    mine = (
        FeedPull.feed_id == pull.feed_id,
        FeedPull.number == pull.number,
        FeedPull.next_page == pull.next_page,
        FeedPull.is_listed.is_(False),
    )
    after = pull.next_page + 1
    claim = update(FeedPull).where(*mine).values(next_page=after).returning(FeedPull.feed_id)
    return session.scalar(claim, execution_options={"synchronize_session": False}) is not None


def stage_page(
    session: Session,
    pull: FeedPull,
    records: Iterable[Staged],
    problems: Sequence[RecordNote],
    *,
    digest: str,
    refresh: bool = False,
) -> int:
    """Stage a page and return how many of its records are new to this pull.

    A record whose stamp and list entry are as they were is settled: it is not asked for again,
    unless `refresh`. One that this pull has listed already is noted, and the first one stays.
    """
    found, new, page = [*problems], 0, [*records]
    known = _known(session, pull.feed_id, [record.remote_id for record in page])
    for record in page:
        before = known.get(record.remote_id)
        if before is not None and before.listed_in == pull.number:
            text = "stands in the feed more than once: the first is taken"
            note = ImportNote(field="id", found=record.remote_id, became=text)
            found.append(RecordNote(record=record.remote_id, note=note))
            continue
        known[record.remote_id] = _stage(session, pull, record, before, refresh=refresh)
        new += 1
    pull.problems = json.dumps([*json.loads(pull.problems), *map(asdict, found)])
    pull.last_page = digest
    session.flush()
    return new


def _known(session: Session, feed_id: str, ids: list[str]) -> dict[str, FeedRecord]:
    records = select(FeedRecord).where(FeedRecord.feed_id == feed_id)
    return {
        record.remote_id: record
        for some in batches(ids)
        for record in session.scalars(records.where(FeedRecord.remote_id.in_(some)))
    }


def _stage(
    session: Session,
    pull: FeedPull,
    record: Staged,
    before: FeedRecord | None,
    *,
    refresh: bool,
) -> FeedRecord:
    listed = json.dumps(record.listed, sort_keys=True)
    row = before or FeedRecord(feed_id=pull.feed_id, remote_id=record.remote_id, read_in=0)
    same = before is not None and before.listed == listed and record.is_stamped and not refresh
    if before is None:
        session.add(row)
        row.document, row.etag, row.notes = None, None, "[]"
    if refresh:
        row.etag = None
    # The place of a record counts only within one pull.
    row.listed, row.listed_in, row.position = listed, pull.number, pull.next_page
    if record.is_whole:
        row.document, row.read_in = listed, pull.number
    elif not same:
        row.read_in = 0
    elif row.read_in:
        row.read_in = pull.number
    if record.is_whole or row.document is None:
        row.notes = json.dumps([asdict(note) for note in record.notes])
    return row


def stage_document(
    row: FeedRecord, pull: FeedPull, document: dict[str, Any] | None, etag: str | None,
    notes: Sequence[ImportNote],
) -> None:  # fmt: skip
    """Keep what a record states by its id; None for a document that is unchanged."""
    row.read_in = row.listed_in = pull.number
    if document is not None:
        row.document, row.etag = json.dumps(document, sort_keys=True), etag
        row.notes = json.dumps([asdict(note) for note in notes])


def notes_of(text: str) -> tuple[ImportNote, ...]:
    """Return the notes of a staged record."""
    return tuple(ImportNote(**each) for each in json.loads(text))


def problems_of(pull: FeedPull) -> tuple[RecordNote, ...]:
    """Return the problems of records that could not be staged."""
    found = json.loads(pull.problems)
    return tuple(RecordNote(record=p["record"], note=ImportNote(**p["note"])) for p in found)


def _utc(moment: datetime, like: datetime) -> datetime:
    """Return a moment with its zone, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)
