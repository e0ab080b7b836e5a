"""Addresses of a feed that were left out in doubt: an editor says whose they are."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from directory.application.commands.feed_enrichment import decide_contact
from directory.application.feeds.doubted_contacts import doubted_contacts
from directory.infrastructure.clock import now
from directory.web.extensions import db
from directory.web.manage.blueprint import blueprint
from directory.web.manage.view_support import open_feed, signed_in

OWNERS = {"group": True, "person": False}
"""What each press says: whether the address is of a group."""
MOST_SHOWN = 50
"""Each is looked up where the feed is before it is decided."""


@blueprint.get("/feeds/<id>/contacts")
def contacts(id: str) -> str:
    """List the addresses that may be of a person or of a group."""
    feed = open_feed(id)
    found = doubted_contacts(db.session, id)
    return render_template(
        "manage/contacts.html",
        feed=feed,
        contacts=found[:MOST_SHOWN],
        count=len(found),
        done=request.args.get("done"),
    )


@blueprint.post("/feeds/<id>/contacts")
def decide_contact_of(id: str) -> Response:
    """Keep whose an address is; one of a group comes with the next pull."""
    feed, code, do = open_feed(id), request.form.get("code", ""), request.form.get("do", "")
    if do not in OWNERS or code not in {each.code for each in doubted_contacts(db.session, id)}:
        abort(400)
    by = signed_in().actor
    decide_contact(db.session, feed.id, code, is_group=OWNERS[do], actor=by, now=now())
    db.session.commit()
    return redirect(url_for("manage.contacts", id=id, done=do), 303)
