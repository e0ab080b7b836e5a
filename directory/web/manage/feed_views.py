"""Feeds of other directories: what their words mean here, said once for all entries."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from directory.application.commands.feeds import RefusedError
from directory.application.feeds.doubted_contacts import doubted_contacts
from directory.application.feeds.enrichment import (
    AREA,
    TERM,
    WHOLE,
    forget_meaning,
    preview,
    say_meaning,
    worklist_of,
)
from directory.application.feeds.feed_summaries import (
    feed_entries,
    feed_summaries,
    feed_summary,
)
from directory.application.worklists import LACKS
from directory.infrastructure.clock import now
from directory.model.import_plan import ImportPlan
from directory.storage import Feed, FeedRule, reference_data
from directory.web.base_form import error_list
from directory.web.entry_forms.cell_fields import word_text
from directory.web.entry_forms.cell_text import cell_text
from directory.web.entry_forms.topics import label_of
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.feed_read_context import feed_read_context
from directory.web.manage.meaning_form import MeaningForm
from directory.web.manage.view_support import UNPROCESSABLE, knowledge, open_feed, signed_in

Reply = str | Response | tuple[str, int]
MOST_LISTED, MOST_SHOWN, MOST_ENTRIES = 40, 10, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """What was said of a term, of a name or of the whole feed, in words."""

    what: str
    key: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One entry that would change, and how."""

    id: str
    name: str
    changes: tuple[str, ...]


@blueprint.get("/feeds")
def feeds() -> str:
    """List the feeds, with what their entries lack."""
    return render_template("manage/feeds.html", feeds=feed_summaries(db.session))


@blueprint.get("/feeds/<id>")
def feed(id: str) -> str:
    """List the terms and area names of a feed that are not understood, the commonest first."""
    found, problem = open_feed(id), None
    try:
        worklist = worklist_of(db.session, id, feed_read_context())
        lists = [(TERM, worklist.terms), (AREA, worklist.areas)]
    except RefusedError:
        lists, problem = [], "It has not been taken in yet, so its words are not known."
    return render_template(
        "manage/feed.html",
        feed=found,
        lists=[(what, words.most_common(MOST_LISTED), len(words)) for what, words in lists],
        rules=[_line(rule) for rule in _rules(id)],
        problem=problem,
        doubted=len(doubted_contacts(db.session, id)),
        changed=request.args.get("changed"),
    )


@blueprint.get("/feeds/<id>/entries")
def feed_entry_list(id: str) -> str:
    """List the entries of a feed, or those that lack a kind, an area or ages."""
    found, lack = open_feed(id), request.args.get("lack") or None
    if lack not in (None, *LACKS):
        abort(400)
    summary = feed_summary(db.session, found)
    return render_template(
        "manage/feed_entries.html",
        feed=found,
        lack=lack,
        entries=feed_entries(db.session, id, lack, MOST_ENTRIES),
        count=summary.lacking[lack] if lack else summary.entries,
        counts=summary.lacking,
        most=MOST_ENTRIES,
    )


@blueprint.route("/feeds/<id>/meaning", methods=["GET", "POST"])
def meaning(id: str) -> Reply:
    """Ask what a term means, show what that would change, and then change it."""
    found, what, key = open_feed(id), request.values.get("what", ""), request.values.get("key", "")
    if what not in (TERM, AREA, WHOLE) or (what == WHOLE) is bool(key):
        abort(400)
    form = MeaningForm(what, knowledge())
    if request.method == "GET":
        return _form_page(found, what, key, form)
    if not form.validate_on_submit():
        return _form_page(found, what, key, form), UNPROCESSABLE
    said_now, reading = form.meaning(key), feed_read_context()
    try:
        if request.form.get("do") != "say":
            plan = preview(db.session, id, reading, said_now)
            return _form_page(found, what, key, form, plan)
        plan = say_meaning(db.session, id, reading, said_now, actor=signed_in().actor, now=now())
    except RefusedError:
        abort(404)
    db.session.commit()
    return redirect(url_for("manage.feed", id=id, changed=len(plan.changed)), 303)


@blueprint.post("/feeds/<id>/forget")
def forget(id: str) -> Response:
    """Take back what was said of a term, a name or the whole feed."""
    what, key = request.form.get("what", ""), request.form.get("key", "")
    by = signed_in().actor
    try:
        plan = forget_meaning(
            db.session, open_feed(id).id, feed_read_context(), what, key, actor=by, now=now()
        )
    except RefusedError:
        abort(404)
    if plan is None:
        abort(404)
    db.session.commit()
    return redirect(url_for("manage.feed", id=id, changed=len(plan.changed)), 303)


def _form_page(
    found: Feed, what: str, key: str, form: MeaningForm, plan: ImportPlan | None = None
) -> str:
    return render_template(
        "manage/meaning.html",
        feed=found,
        what=what,
        key=key,
        form=form,
        count=None if plan is None else len(plan.changed),
        lines=[] if plan is None else list(_changes(plan)),
        error_list=error_list(form),
    )


def _changes(plan: ImportPlan) -> list[ChangeLine]:
    return [
        ChangeLine(
            id=entry.id,
            name=str(entry.values["name"]),
            changes=tuple(
                f"{label_of(each.column)}: {cell_text(each.column, each.after)}"
                for each in changes
                if each.column != "vendor"
            ),
        )
        for entry, changes in plan.changed[:MOST_SHOWN]
    ]


def _rules(id: str) -> list[FeedRule]:
    found = select(FeedRule).where(FeedRule.feed_id == id)
    return list(db.session.scalars(found.order_by(FeedRule.what, FeedRule.key)))


def _line(rule: FeedRule) -> RuleLine:
    programme = knowledge().programme.get(rule.programme or "")
    parts = (
        word_text(rule.kind) if rule.kind else None,
        programme.name if programme else rule.programme,
        reference_data.area_name(rule.area) if rule.area else None,
    )
    return RuleLine(what=rule.what, key=rule.key, means=", ".join(filter(None, parts)))
