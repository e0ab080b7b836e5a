"""The pages of the report: on this directory, on a feed that was added, on a file that is sent."""

from collections.abc import Mapping

from flask import abort, render_template
from sqlalchemy import select

from directory.exchange.data_quality.report import QualityReport
from directory.exchange.openreferral.importer import entry_id
from directory.infrastructure.clock import today
from directory.storage import Feed, Service
from directory.storage.snapshot import STORES, Snapshot
from directory.web.extensions import db
from directory.web.provide import feed_report, own_feed_documents
from directory.web.provide.blueprint import blueprint
from directory.web.provide.feed_report import staged_count, staged_report
from directory.web.provide.feed_status import feeds, repairs_of, state_of
from directory.web.provide.feed_upload import report_file
from directory.web.provide.own_report import own_report
from directory.web.provide.report_presenter import report_view


@blueprint.get("/report")
def own() -> str:
    """Say how good this directory is, and list the feeds that were added."""
    report = own_report()
    return render_template(
        "provide/report.html",
        told=report_view(report, {each.id: each.id for each in report.worst if each.id}),
        has_sample=_shows_sample(),
        most=own_feed_documents.MOST_SERVICES,
        feeds=feeds(db.session),
    )


@blueprint.get("/report/<feed>")
def of_feed(feed: str) -> str:
    """Say how good a feed is that was added; 404 for any other."""
    found = db.session.get(Feed, feed) or abort(404)
    report = staged_report(found)
    return render_template(
        "provide/report_feed.html",
        feed=found,
        state=state_of(found),
        told=report_view(report, _ids(found, report)) if report else None,
        repairs=repairs_of(db.session, found.id),
        staged=staged_count(db.session, found.id),
        most=feed_report.MOST_SERVICES,
        on=today(),
    )


def of_file(content: bytes) -> str:
    """Say how good the feed in a file is; raises UnreadableError in words."""
    return render_template("provide/report_file.html", told=report_view(report_file(content)))


def _shows_sample() -> bool:
    """Say whether what is shown is made up: all of it is, or nothing."""
    return STORES.current(db.session, Snapshot).has_sample


def _ids(feed: Feed, report: QualityReport) -> Mapping[str, str]:
    """Return the ids here of the worst entries that have a page, by their ids in the feed."""
    here = {entry_id(feed.id, each.id): each.id for each in report.worst if each.id}
    shown = select(Service.id).where(Service.id.in_(here), Service.gone_on.is_(None))
    return {here[id]: id for id in db.session.scalars(shown)}
