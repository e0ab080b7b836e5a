"""What is staged of a feed, read as entries of the directory."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.actions.feed_staging import RecordNote, notes_of, problems_of
from directory.actions.services import Locate
from directory.db import FeedPull, FeedRecord
from directory.importing.entries import Entry
from directory.importing.values import Vocabulary
from directory.openreferral.inward import entry_id, read_service
from directory.openreferral.inward_mapping import TermMap
from directory.openreferral.inward_notes import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is needed to read the records of a feed."""

    mapping: TermMap
    vocabulary: Vocabulary
    locate: Locate


@dataclass(slots=True, kw_only=True)
class Read:
    """What came of a feed: entries, what was repaired, and the ids here that were set aside."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[RecordNote] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)


def read_staged(
    session: Session, pull: FeedPull, reading: Reading, troubled: Collection[str]
) -> Read:
    """Return the entries of what this pull has staged.

    `troubled` are records that could not be had: what they stated last time stands, and what the
    list says of one that is new.
    """
    read = Read(problems=[*problems_of(pull)])
    for row in session.scalars(_listed(pull)):
        text = row.listed if row.document is None else row.document
        if row.read_in != pull.number:
            read.problems.append(_not_had(row))
        found = read_service(
            json.loads(text), feed=pull.feed_id, mapping=reading.mapping,
            vocabulary=reading.vocabulary,
        )  # fmt: skip
        notes = [*notes_of(row.notes), *found.notes]
        read.problems += [RecordNote(record=row.remote_id, note=note) for note in notes]
        if found.entry is None:
            read.set_aside.append(entry_id(pull.feed_id, row.remote_id))
        else:
            read.entries.append(found.entry)
    taken = {entry.id for entry in read.entries}
    read.set_aside += [id for each in troubled if (id := entry_id(pull.feed_id, each)) not in taken]
    return read


def _listed(pull: FeedPull) -> Select[Any]:
    listed = FeedRecord.feed_id == pull.feed_id, FeedRecord.listed_in == pull.number
    return select(FeedRecord).where(*listed).order_by(FeedRecord.position, FeedRecord.remote_id)


def _not_had(row: FeedRecord) -> RecordNote:
    text = "could not be had by its id: what the list says is taken"
    if row.document is not None:
        text = "could not be had by its id: what it stated last time stands"
    return RecordNote(record=row.remote_id, note=Note(field="", found="", became=text))
