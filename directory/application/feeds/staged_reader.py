"""What is staged of a feed, read as entries of the directory."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.application.commands.feed_staging import RecordNote, notes_of, problems_of
from directory.application.commands.venue_points import Locate
from directory.application.feeds.feed_additions import contacts_of, overlays_of, rules_of
from directory.exchange.openreferral.feed_rules import (
    NO_RULES,
    FeedRules,
    TermWorklist,
    overlaid,
    stated_apart,
)
from directory.exchange.openreferral.importer import ImportedService, entry_id, read_service
from directory.exchange.openreferral.importer_notes import ImportNote
from directory.exchange.openreferral.importer_term_map import TermMap
from directory.model.cell_types import Vocabulary
from directory.model.service_entry import ServiceEntry
from directory.storage import FeedPull, FeedRecord, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContext:
    """What is needed to read the records of a feed."""

    mapping: TermMap
    vocabulary: Vocabulary
    locate: Locate


@dataclass(slots=True, kw_only=True)
class StagedEntries:
    """What came of a feed: entries, what was repaired, and the ids here that were set aside."""

    entries: list[ServiceEntry] = field(default_factory=list)
    problems: list[RecordNote] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    stated: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the feed itself states of entries, by column, where something else holds."""
    worklist: TermWorklist = field(default_factory=TermWorklist)


def read_staged(
    session: Session,
    pull: FeedPull,
    reading: ReadContext,
    troubled: Collection[str],
    rules: FeedRules | None = None,
    only: Collection[str] | None = None,
) -> StagedEntries:
    """Return the entries of what this pull has staged, with what this directory adds to them.

    `rules` stand for those that are stored: what would be if they were others. `troubled` are
    records that could not be had: what they stated last time stands, and what the list says of one
    that is new. `only` are the ids here of the entries that are asked for; None asks for all.
    """
    read = StagedEntries(problems=[*problems_of(pull)])
    added = _Additions(session, pull.feed_id, reading, rules)
    for row in session.scalars(_listed(pull, only)):
        text = row.listed if row.document is None else row.document
        if row.read_in != pull.number:
            read.problems.append(_not_had(row))
        found = added.read(json.loads(text), read)
        notes = [*notes_of(row.notes), *found.notes]
        read.problems += [RecordNote(record=row.remote_id, note=note) for note in notes]
        if found.entry is None:
            read.set_aside.append(entry_id(pull.feed_id, row.remote_id))
        else:
            read.entries.append(found.entry)
    taken = {entry.id for entry in read.entries}
    read.set_aside += [id for each in troubled if (id := entry_id(pull.feed_id, each)) not in taken]
    return read


class _Additions:
    """Reads records with what this directory adds to a feed, and notes what the feed states."""

    def __init__(
        self, session: Session, feed_id: str, reading: ReadContext, rules: FeedRules | None
    ) -> None:
        self.rules = rules_of(session, feed_id) if rules is None else rules
        self.overlays = overlays_of(session, feed_id)
        self.reading = reading
        self.read_one = partial(
            read_service,
            feed=feed_id,
            mapping=reading.mapping,
            vocabulary=reading.vocabulary,
            contacts=contacts_of(session, feed_id),
        )

    def read(self, document: dict[str, Any], read: StagedEntries) -> ImportedService:
        found = self.read_one(document, rules=self.rules)
        read.worklist.add(found.unknown_terms, found.unknown_areas)
        cells = self.overlays.get(found.entry.id) if found.entry else None
        if found.entry is None or (self.rules == NO_RULES and not cells):
            return found
        entry = overlaid(found.entry, cells or {}, self.reading.vocabulary)
        plain = self.read_one(document).entry
        if plain and (apart := stated_apart(entry, plain)):
            read.stated[entry.id] = apart
        return replace(found, entry=entry)


def _listed(pull: FeedPull, only: Collection[str] | None) -> Select[Any]:
    listed = FeedRecord.feed_id == pull.feed_id, FeedRecord.listed_in == pull.number
    found = select(FeedRecord).where(*listed).order_by(FeedRecord.position, FeedRecord.remote_id)
    if only is None:
        return found
    return found.where(
        FeedRecord.remote_id.in_(select(Service.remote_id).where(Service.id.in_(only)))
    )


def _not_had(row: FeedRecord) -> RecordNote:
    text = "could not be had by its id: what the list says is taken"
    if row.document is not None:
        text = "could not be had by its id: what it stated last time stands"
    return RecordNote(record=row.remote_id, note=ImportNote(field="", found="", became=text))
