"""Addresses of a feed that may be of a person or of a group, for an editor to say which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.exchange.openreferral.importer import entry_id
from directory.exchange.openreferral.redact_people import IN_DOUBT
from directory.storage import FeedContact, FeedProblem, Service

_FOUND = re.compile(r"(?P<hint>.*) \((?P<code>\w+)\)")
"""How the list of a pull names an address: its first letters, and a code that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtedContact:
    """An address that was left out; nothing is kept of it but two letters and the code."""

    code: str
    hint: str
    name: str | None
    """What the service is called; None where no entry of it is here."""
    record: str
    """The id of the record in the feed, to look it up there."""


def doubted_contacts(session: Session, feed_id: str) -> Sequence[DoubtedContact]:
    """Return the addresses of which nobody has said whose they are, each once."""
    decided = select(FeedContact.code).where(FeedContact.feed_id == feed_id)
    done = set(session.scalars(decided))
    asked = FeedProblem.feed_id == feed_id, FeedProblem.became == IN_DOUBT
    query = select(FeedProblem.record, FeedProblem.found).where(*asked).order_by(FeedProblem.id)
    rows = session.execute(query).all()
    names = _names(session, feed_id) if rows else {}
    found: dict[str, DoubtedContact] = {}
    for record, text in rows:
        told = _FOUND.fullmatch(text)
        if told and told["code"] not in done:
            name = names.get(entry_id(feed_id, record))
            contact = DoubtedContact(code=told["code"], hint=told["hint"], name=name, record=record)
            found.setdefault(contact.code, contact)
    return list(found.values())


def _names(session: Session, feed_id: str) -> dict[str, str]:
    rows = session.execute(select(Service.id, Service.name).where(Service.feed_id == feed_id))
    return {id: name for id, name in rows}
