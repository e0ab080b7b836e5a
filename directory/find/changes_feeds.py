"""What happened as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from directory.find.changes_found import Told
from directory.find.changes_words import sentence, source, title
from directory.openreferral.ids import uuid_of

ATOM, JSON = "application/atom+xml", "application/feed+json"
LANGUAGE = "en-GB"
PUBLISHER = "Waymark directory"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_VERSION = "https://jsonfeed.org/version/1.1"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a feed says of itself; addresses are absolute."""

    title: str
    subtitle: str
    page: str
    itself: str
    updated: datetime
    entries: list[Told]
    page_of: Callable[[str], str]
    """Returns the address of an entry's page by its id."""

    @property
    def id(self) -> str:
        """Return the id of the feed: another copy of Waymark has others."""
        return _urn("changes", self.page)


def atom(channel: Channel) -> bytes:
    """Return the feed as Atom."""
    feed = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": LANGUAGE})
    _add(feed, "id", channel.id)
    _add(feed, "title", channel.title)
    _add(feed, "subtitle", channel.subtitle)
    _add(feed, "updated", _moment(channel.updated))
    _add(_add(feed, "author"), "name", PUBLISHER)
    _add(feed, "link", rel="self", type=ATOM, href=channel.itself)
    _add(feed, "link", rel="alternate", type="text/html", href=channel.page)
    for told in channel.entries:
        _add_entry(feed, told, channel.page_of(told.event.service_id))
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def json_feed(channel: Channel) -> bytes:
    """Return the feed as JSON Feed."""
    feed = {
        "version": _VERSION,
        "title": channel.title,
        "description": channel.subtitle,
        "home_page_url": channel.page,
        "feed_url": channel.itself,
        "language": LANGUAGE,
        "authors": [{"name": PUBLISHER}],
        "items": [_item(each, channel.page_of(each.event.service_id)) for each in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def entry_id(told: Told) -> str:
    """Return the id of an entry, which it keeps in every feed it is in."""
    return _urn("change", *told.event.key)


def _add_entry(feed: Element, told: Told, page: str) -> None:
    entry, at = _add(feed, "entry"), _moment(told.event.at)
    _add(entry, "id", entry_id(told))
    _add(entry, "title", title(told))
    _add(entry, "published", at)
    _add(entry, "updated", at)
    _add(_add(entry, "author"), "name", source(told))
    _add(entry, "link", rel="alternate", type="text/html", href=page)
    _add(entry, "category", term=told.event.what)
    _add(entry, "summary", sentence(told.event))


def _item(told: Told, page: str) -> dict[str, object]:
    return {
        "id": entry_id(told),
        "url": page,
        "title": title(told),
        "content_text": sentence(told.event),
        "date_published": _moment(told.event.at),
        "authors": [{"name": source(told)}],
        "tags": [told.event.what],
    }


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    found = SubElement(parent, name, attributes)
    found.text = None if text is None else _NOT_XML.sub(" ", text)
    return found


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _urn(*parts: str) -> str:
    return f"urn:uuid:{uuid_of(*parts)}"
