"""The report on a feed that was added, from what was last staged of it: nobody is asked."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.batches import batches
from directory.application.commands.feed_staging import notes_of
from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.data_quality.versions import OLD, judged_by, looks_old
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import IN_FORCE, SERVICE, SERVICES
from directory.infrastructure.clock import today
from directory.storage import Feed, FeedPull, FeedRecord
from directory.web.extensions import db
from directory.web.provide.own_feed_documents import spread
from directory.web.provide.report_cache import REPORTS

MOST_SERVICES = 1000
"""Services that are looked at, at most: a report over more would keep a person waiting."""

LOOKED_INTO = ("attributes", "eligibilitys", "service_areas")
"""Lists in which a report looks for what a referral needs."""
STOOD_HERE = "taken@out.uk"
"""Stands for an e-mail address that was taken out: the feed does state one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said(FeedDocuments):
    """Documents of a feed of which only the version is kept of what it says of itself."""

    version: str

    @property
    def details(self) -> Any:
        """Return the version alone: it is judged by that one, and not for what is not kept."""
        return {"version": self.version}


def staged_report(feed: Feed) -> QualityReport | None:
    """Return the report on a feed, made once for each pull; None where nothing is staged."""
    pull = db.session.get(FeedPull, feed.id)
    if pull is None or not staged_count(db.session, feed.id):
        return None
    state = pull.number, pull.next_page, pull.is_listed, pull.is_finished, feed.tried_at, today()
    return REPORTS.current(db.engine, feed.id, state, lambda: _report(feed))


def staged_count(session: Session, feed_id: str) -> int:
    """Return how many services of a feed are staged."""
    staged = select(func.count()).select_from(FeedRecord).where(FeedRecord.feed_id == feed_id)
    return session.scalar(staged) or 0


def _report(feed: Feed) -> QualityReport:
    listed, records = [], []
    for line, document, notes in _staged(db.session, feed.id):
        if document is None:
            listed.append(_as_sent(json.loads(line), notes))
        else:
            records.append(_as_sent(json.loads(document), notes))
    said = _Said(source=feed.id, version=feed.version or _looks_like([*listed, *records]))
    pages = {SERVICES: [{judged_by(said)[0].items: listed}]} if listed else {}
    documents = replace(said, pages=pages, records={SERVICE: records})
    report = report_feed(documents, on=today())
    # What the engine notes of version and paging is of what is not kept.
    return replace(report, notes=tuple(_notes(feed, report)), paging=())


def _staged(session: Session, feed_id: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield what is staged of services: all, or so many spread evenly over the list."""
    ids = select(FeedRecord.remote_id).where(FeedRecord.feed_id == feed_id)
    found = session.scalars(ids.order_by(FeedRecord.position, FeedRecord.remote_id)).all()
    wanted = [found[place] for place in spread(len(found), MOST_SERVICES)]
    columns = FeedRecord.listed, FeedRecord.document, FeedRecord.notes
    staged = select(*columns).where(FeedRecord.feed_id == feed_id)
    for some in batches(wanted):
        rows = session.execute(staged.where(FeedRecord.remote_id.in_(some)))
        yield from map(tuple, rows)


def _as_sent(document: dict[str, Any], notes: str) -> dict[str, Any]:
    """Return a record in which nothing looks wrong that was only taken out at the door."""
    for note in notes_of(notes):
        outer, _, inner = note.field.partition(".")
        held = document.get(outer)
        if isinstance(held, list) and outer not in LOOKED_INTO:
            del document[outer]
        elif isinstance(held, dict) and held.get(inner) == "":
            held[inner] = STOOD_HERE
        elif held == "":
            document[outer] = STOOD_HERE
    return document


def _looks_like(records: Iterable[dict[str, Any]]) -> str:
    """Return the version of records whose feed names none, as most of version 1.0 do."""
    return OLD if looks_old(records) else IN_FORCE


def _notes(feed: Feed, report: QualityReport) -> Iterator[str]:
    if not feed.version:
        yield (
            "The feed does not say which version it follows. It is judged by "
            f"{report.version}, which its services look like."
        )
    yield (
        "Only the services are kept of what the feed answered. Whether the feed as a whole "
        "conforms is told by the command below, which asks it."
    )
    yield (
        "Private e-mail addresses, names of persons and addresses that are to be hidden were taken "
        "out at the door. Neither they nor what held them is judged here."
    )
    if report.version != IN_FORCE:
        yield f"Version {IN_FORCE} is in force. Version {report.version} is out of date."
