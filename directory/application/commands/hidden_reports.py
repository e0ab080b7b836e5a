"""Addresses that somebody said should be hidden: hidden until an editor says otherwise."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory.model.service_entry import ServiceEntry
from directory.storage import Correction

URGENT = "hide_address"
"""What is told of an entry, one of directory.application.commands.corrections.WRONG."""
NOT_TRUE = "not-true"
"""The outcome after which a file or feed may show the address again, one of OUTCOMES there."""


def hidden_by_report(session: Session) -> frozenset[str]:
    """Return the services whose addresses stay hidden, whatever a file or a feed states."""
    stands = or_(Correction.outcome.is_(None), Correction.outcome != NOT_TRUE)
    reported = select(Correction.service_id).where(Correction.what == URGENT, stands)
    return frozenset(session.scalars(reported))


def kept_hidden(entries: Iterable[ServiceEntry], ids: Collection[str]) -> Iterator[ServiceEntry]:
    """Yield entries of a file or feed; those of `ids` with every address hidden.

    A file that was exported before the report would show them again.
    """
    for entry in entries:
        yield _hidden(entry) if entry.id in ids else entry


def _hidden(entry: ServiceEntry) -> ServiceEntry:
    rows = (
        row if row.venue.is_blank else replace(row, venue=replace(row.venue, hide_address=True))
        for row in entry.rows
    )
    return replace(entry, rows=tuple(rows))
