"""Keeping the words of every service for the full-text index."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.domain.search.normalise import plain_words
from directory.model.service_entry import ServiceEntry
from directory.storage import Service, ServiceWords
from directory.storage.entry_repository import stored_entries

_REST = ("organisation", "description", "eligibility_note", "referral_note", "accreditation")
_LISTS = ("languages", "accessibility")


def write_words(
    session: Session, added: Iterable[ServiceEntry], changed: Iterable[ServiceEntry]
) -> None:
    """Index what the entries state; the database keeps its own index in step."""
    again = list(changed)
    for some in batches([entry.id for entry in again]):
        session.execute(delete(ServiceWords).where(ServiceWords.service_id.in_(some)))
    for entries in batches([*added, *again]):
        session.execute(insert(ServiceWords), [_words(entry) for entry in entries])


def write_missing_words(session: Session) -> int:
    """Index the services that an older version took in; return how many. The caller commits."""
    indexed = select(ServiceWords.service_id)
    missing = set(session.scalars(select(Service.id).where(Service.id.not_in(indexed))))
    if missing:
        entries = stored_entries(session, every_feed=True)
        write_words(session, [entries[id] for id in sorted(missing)], [])
    return len(missing)


def _words(entry: ServiceEntry) -> dict[str, Any]:
    return {
        "service_id": entry.id,
        "name": plain_words([entry.values["name"]]),
        "rest": plain_words(_rest(entry)),
    }


def _rest(entry: ServiceEntry) -> Iterator[str | None]:
    yield from (entry.values[name] for name in _REST)
    for name in _LISTS:
        yield from entry.values[name]
    for venue in entry.venues:
        if not venue.hide_address:
            yield from (venue.name, venue.address)
