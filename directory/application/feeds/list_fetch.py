"""Reading the list of a feed to its end, whatever it says of how many pages there are."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from directory.application.commands.feed_staging import RecordNote, Staged, claim_page, stage_page
from directory.application.feeds.errors import BusyError, FeedError
from directory.application.feeds.feed_additions import contacts_of
from directory.application.feeds.source import FeedSource, ListPage
from directory.exchange.openreferral.importer import remote_id_of
from directory.exchange.openreferral.importer_notes import ImportNote
from directory.exchange.openreferral.private_addresses import FeedContacts
from directory.exchange.openreferral.redact_people import without_private
from directory.exchange.openreferral.upgrade_schema import is_shallow
from directory.storage import FeedPull

MOST_PAGES = 5_000
_STAMPS = ("last_modified", "updated_at", "modified", "lastModified")


def read_list(
    session: Session, source: FeedSource, pull: FeedPull, *, refresh: bool = False
) -> Iterator[int]:
    """Stage every page that is not staged yet, each in its own transaction; yield its records.

    The end is an empty page, or one that came already. What the feed claims of its pages is not
    believed: feeds miscount. Raises FeedError where a page cannot be had.
    """
    contacts = contacts_of(session, pull.feed_id)
    while not pull.is_listed:
        if pull.next_page > MOST_PAGES:
            raise FeedError(f"has more than {MOST_PAGES} pages: it does not seem to end")
        page = _page(source, pull)
        digest = _digest(page.items)
        if not claim_page(session, pull):
            raise BusyError
        new = 0
        if page.items and digest != pull.last_page:
            records, problems = _staged(source, page.items, pull.next_page, contacts)
            new = stage_page(session, pull, records, problems, digest=digest, refresh=refresh)
            # A page of records that are all known already came before; one without ids did not.
            pull.is_listed = not new and bool(records)
        else:
            pull.is_listed = True
        pull.next_page += 1
        session.commit()
        yield new


def _page(source: FeedSource, pull: FeedPull) -> ListPage:
    page = source.page(pull.next_page)
    if pull.next_page == 1 and not page.is_first:
        # Some count their pages from 0.
        before = source.page(0)
        return ListPage(items=[*before.items, *page.items], claims=page.claims)
    return page


def _staged(
    source: FeedSource, items: list[Any], page: int, contacts: FeedContacts
) -> tuple[list[Staged], list[RecordNote]]:
    records, problems = [], []
    for place, item in enumerate(items, start=1):
        where = f"page {page}, record {place}"
        if not isinstance(item, dict):
            problems.append(_set_aside(where, "", "is no object: set aside"))
        elif not (id := remote_id_of(item)):
            problems.append(_set_aside(where, "id", "has no id that can be kept: set aside"))
        else:
            listed, notes = without_private(item, contacts)
            records.append(
                Staged(
                    remote_id=id,
                    listed=listed,
                    notes=notes,
                    is_whole=not source.has_details or not is_shallow(item),
                    is_stamped=any(item.get(stamp) for stamp in _STAMPS),
                )
            )
    return records, problems


def _set_aside(where: str, field: str, became: str) -> RecordNote:
    return RecordNote(record=where, note=ImportNote(field=field, found="", became=became))


def _digest(items: list[Any]) -> str:
    return hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()
