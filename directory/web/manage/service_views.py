"""The page of one entry for those who keep it: what it states, and what is done by one press."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.edit_service import edit_service
from directory.application.commands.feeds import RefusedError
from directory.application.commands.hidden_addresses import hide_for_good, show_again
from directory.application.commands.proposals import waiting_for
from directory.application.feeds.feed_entries import enriched_columns, give_entry_back
from directory.application.waiting_reports import count_waiting_reports
from directory.infrastructure.clock import today
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry
from directory.storage import Feed
from directory.storage.feed_enrichment import stated_by_feed
from directory.web.entry_forms.cell_text import cell_text
from directory.web.entry_forms.topics import TOPICS, Topic, label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.edit_views import NOT_READ
from directory.web.manage.feed_read_context import feed_read_context
from directory.web.manage.saved_changes import save
from directory.web.manage.view_support import (
    UNPROCESSABLE,
    OpenEntry,
    edit_by,
    is_team,
    locate,
    open_entry,
    organisation_name,
    signed_in,
    words,
)

Reply = str | Response | tuple[str, int]
SOURCE = "entry page"
PRESSES: Mapping[str, str] = {"pause": "paused", "close": "closed", "reopen": "active"}
"""What each press says of whether the service runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an entry states of one thing, and what its feed states where that is otherwise."""

    label: str
    says: str
    feed_says: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRows:
    """A topic of an entry, and whether anything of it is changed here."""

    topic: Topic
    rows: tuple[Row, ...]
    may_change: bool


@blueprint.get("/service/<id>")
def service(id: str) -> str:
    """Show an entry, topic by topic, with what can be done."""
    return _page(open_entry(id))


@blueprint.post("/service/<id>")
def press(id: str) -> Reply:
    """Pause, close, reopen, check or hide at once; what a provider presses may wait."""
    opened, do = open_entry(id), request.form.get("do", "")
    if do == "hide":
        hide_for_good(db.session, id, locate=locate(), by=edit_by(SOURCE))
    elif do == "show" and is_team():
        show_again(db.session, id, locate=locate(), by=edit_by(SOURCE))
    elif do == "give-back" and opened.feed_id:
        return _given_back(opened)
    elif do == "checked" and not opened.feed_id:
        return _pressed(opened, do, _checked())
    elif do in PRESSES and not opened.feed_id:
        return _saved(opened, do)
    else:
        abort(400)
    db.session.commit()
    return redirect(url_for("manage.service", id=id, done=do), 303)


def _checked() -> dict[str, str]:
    return {"assured_on": today().isoformat(), "assured_by": signed_in().role.capitalize()}


def _pressed(opened: OpenEntry, do: str, cells: dict[str, str]) -> Reply:
    """Save what a press says at once, whoever presses."""
    try:
        edit_service(
            db.session,
            opened.id,
            cells,
            based_on=opened.version,
            words=words(),
            locate=locate(),
            by=edit_by(SOURCE),
        )
    except FileError as error:
        return _refused(opened, error)
    db.session.commit()
    return redirect(url_for("manage.service", id=opened.id, done=do), 303)


def _saved(opened: OpenEntry, do: str) -> Reply:
    """Save whether it runs; what a provider says may wait for an editor."""
    try:
        done = save(opened, {"status": PRESSES[do]}, opened.version, SOURCE)
    except FileError as error:
        return _refused(opened, error)
    return redirect(
        url_for("manage.service", id=opened.id, done=do if done == "saved" else done), 303
    )


def _given_back(opened: OpenEntry) -> Reply:
    """Let what the feed states hold again."""
    try:
        by = edit_by(SOURCE)
        give_entry_back(db.session, opened.id, reading=feed_read_context(), by=by)
    except RefusedError:
        db.session.rollback()
        return _page(opened, NOT_READ), UNPROCESSABLE
    db.session.commit()
    return redirect(url_for("manage.service", id=opened.id, done="given-back"), 303)


def _refused(opened: OpenEntry, error: FileError) -> Reply:
    db.session.rollback()
    return _page(opened, *(problem.problem for problem in error.problems)), UNPROCESSABLE


def _page(opened: OpenEntry, *problems: str) -> str:
    return render_template(
        "manage/service.html",
        opened=opened,
        organisation=organisation_name(opened.organisation_id),
        status=opened.cells["status"],
        topics=list(_topics(opened)),
        feed=db.session.get(Feed, opened.feed_id) if opened.feed_id else None,
        is_enriched=bool(opened.feed_id and enriched_columns(db.session, opened.id)),
        has_shown_address=_shows_an_address(opened.entry),
        has_hidden_address=any(venue.hide_address for venue in opened.entry.venues),
        waiting=waiting_for(db.session, opened.id),
        reported=count_waiting_reports(db.session, opened.id),
        is_team=is_team(),
        done=request.args.get("done"),
        error_list=[{"text": problem, "href": "#presses"} for problem in problems],
    )


def _topics(opened: OpenEntry) -> Iterator[TopicRows]:
    of_feed = stated_by_feed(db.session, opened.id) if opened.feed_id else {}
    for topic in TOPICS:
        yield TopicRows(
            topic=topic,
            rows=tuple(_row(opened, name, of_feed.get(name)) for name in topic.columns),
            may_change=any(map(opened.may_change, topic.columns)),
        )


def _row(opened: OpenEntry, name: str, of_feed: str | None) -> Row:
    return Row(
        label=label_of(name),
        says=cell_text(name, opened.cells.get(name, "")),
        feed_says=None if of_feed is None else cell_text(name, of_feed),
    )


def _shows_an_address(entry: ServiceEntry) -> bool:
    return any(not venue.hide_address and not venue.is_blank for venue in entry.venues)
