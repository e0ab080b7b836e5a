"""What happened as feeds: JSON Feed 1.1, and the same as Atom (RFC 4287)."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import render_template

from directory.exchange.openreferral.ids import uuid_of
from directory.web.extensions import site_url
from directory.web.find.history.events import Event
from directory.web.find.history.text import sentence, source, title

ATOM, JSON = "application/atom+xml", "application/feed+json"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(events: Iterable[Event], **stated: str) -> dict[str, Any]:
    """Return a feed of events as JSON Feed has it; what it states of itself is given."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        **stated,
        "language": "en-GB",
        "authors": [{"name": "Waymark directory"}],
        "items": [_item(event) for event in events],
    }


def as_json(feed: dict[str, Any], updated: datetime) -> str:
    """Return a feed as JSON Feed, which does not say when it was updated."""
    return json.dumps(feed, ensure_ascii=False, indent=1)


def as_atom(feed: dict[str, Any], updated: datetime) -> str:
    """Return a feed as Atom; its id is that of its page, so another copy of Waymark has others."""
    id = _urn("changes", feed["home_page_url"])
    text = render_template("find/changes_atom.xml", feed=feed, id=id, updated=_moment(updated))
    return _NOT_XML.sub(" ", text)


def _item(event: Event) -> dict[str, Any]:
    return {
        "id": _urn("change", *event.key),
        "url": site_url("find.service", id=event.service.id),
        "title": title(event),
        "content_text": sentence(event),
        "date_published": _moment(event.at),
        "authors": [{"name": source(event)}],
        "tags": [event.kind.what],
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _urn(*parts: str) -> str:
    return f"urn:uuid:{uuid_of(*parts)}"
