"""What the words of a feed's entries name, for an editor to take or leave."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.feeds import RefusedError
from directory.application.feeds.feed_suggestions import (
    FeedSuggestion,
    drop_suggestions,
    feed_suggestions,
    take_suggestions,
)
from directory.infrastructure.clock import now
from directory.web.entry_forms.cell_text import cell_text
from directory.web.entry_forms.topics import label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.feed_read_context import feed_read_context
from directory.web.manage.view_support import open_feed, signed_in

MOST_SHOWN = 50
"""An editor reads the words of each before it is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionLine:
    """A suggestion in words, with the words on which it stands."""

    key: str
    service: str
    name: str
    says: str
    words: str


@blueprint.get("/feeds/<id>/suggestions")
def suggestions(id: str) -> str:
    """List what the words of entries name and nothing states."""
    feed = open_feed(id)
    found = feed_suggestions(db.session, id)
    lines = [_line(each) for each in found[:MOST_SHOWN]]
    return render_template("manage/suggestions.html", feed=feed, lines=lines, count=len(found))


@blueprint.post("/feeds/<id>/suggestions")
def take_suggested(id: str) -> Response:
    """Let the suggestions that were ticked hold of their entries, or suggest them no more."""
    feed, keys = open_feed(id), set(request.form.getlist("take"))
    by, do = signed_in().actor, request.form.get("do", "take")
    if do == "drop":
        drop_suggestions(db.session, feed.id, keys, actor=by, now=now())
        db.session.commit()
        return redirect(url_for("manage.suggestions", id=id), 303)
    try:
        plan = take_suggestions(db.session, feed.id, feed_read_context(), keys, actor=by, now=now())
    except RefusedError:
        abort(404)
    db.session.commit()
    return redirect(url_for("manage.feed", id=id, changed=len(plan.changed)), 303)


def _line(each: FeedSuggestion) -> SuggestionLine:
    suggested = each.suggested
    return SuggestionLine(
        key=each.key,
        service=suggested.service_id,
        name=each.name,
        says="; ".join(
            f"{label_of(name)}: {cell_text(name, cell)}" for name, cell in suggested.cells
        ),
        words=suggested.words,
    )
