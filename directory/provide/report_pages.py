"""The pages of the report: on this directory, on a feed that was added, on a file that is sent."""

from collections.abc import Mapping

from flask import abort, render_template
from sqlalchemy import select

from directory.clock import today
from directory.db import Feed, Service
from directory.extensions import db
from directory.nearby.snapshot import SNAPSHOTS
from directory.openreferral.inward import entry_id
from directory.provide import own_feed, staged
from directory.provide.feed_file import report_file
from directory.provide.own import own_report
from directory.provide.staged import staged_count, staged_report
from directory.provide.taken import feeds, repairs_of, state_of
from directory.provide.telling import told
from directory.reporting.report import Report


def own() -> str:
    """Say how good this directory is, and list the feeds that were added."""
    report = own_report()
    return render_template(
        "provide/report.html",
        told=told(report, {each.id: each.id for each in report.worst if each.id}),
        has_sample=_shows_sample(),
        most=own_feed.MOST_SERVICES,
        feeds=feeds(db.session),
    )


def of_feed(feed: str) -> str:
    """Say how good a feed is that was added; 404 for any other."""
    found = db.session.get(Feed, feed) or abort(404)
    report = staged_report(found)
    return render_template(
        "provide/report_feed.html",
        feed=found,
        state=state_of(found),
        told=told(report, _ids(found, report)) if report else None,
        repairs=repairs_of(db.session, found.id),
        staged=staged_count(db.session, found.id),
        most=staged.MOST_SERVICES,
        on=today(),
    )


def of_file(content: bytes) -> str:
    """Say how good the feed in a file is; raises UnreadableError in words."""
    return render_template("provide/report_file.html", told=told(report_file(content)))


def _shows_sample() -> bool:
    """Say whether what is shown is made up: all of it is, or nothing."""
    shown = SNAPSHOTS.current(db.session).ids[:1]
    found = select(Service.is_sample).where(Service.id.in_(shown))
    return bool(db.session.scalar(found))


def _ids(feed: Feed, report: Report) -> Mapping[str, str]:
    """Return the ids here of the worst entries that have a page, by their ids in the feed."""
    here = {entry_id(feed.id, each.id): each.id for each in report.worst if each.id}
    shown = select(Service.id).where(Service.id.in_(here), Service.gone_on.is_(None))
    return {here[id]: id for id in db.session.scalars(shown)}
