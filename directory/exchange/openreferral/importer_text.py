"""Words as feeds send them, made plain: HTML to text, and what stands for nothing left out."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from directory.exchange.directory_file.file_reader import NOT_TEXT
from directory.exchange.openreferral.importer_notes import ImportNotes
from directory.model.cell_types import FORMULA, NOTHING

LONGEST = {"description": 10_000, "eligibility_note": 4_000, "referral_note": 4_000, "name": 300}
LONGEST_OTHER = 1_000
"""Characters that are kept of any other field."""
LONGEST_MARKUP = 200_000
"""Characters of HTML that are looked at."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
MOST_NESTED = 200
"""Elements within each other, unclosed ones too; making words of more takes minutes."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the order of what follows, beyond their own words on a page."""
_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "head", "svg")
_BLOCKS = (
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "ol", "p", "pre", "section", "table", "tr", "ul",
)  # fmt: skip
_SHAPING = [*_DROPPED, *_BLOCKS, "br", "li"]
_NOTHING = NOTHING | {"", ".", "undefined", "string", "lorem ipsum"}
_PLACEHOLDER_HOSTS = re.compile(r"(?:^|\.)example\.(?:com|org|net)$|^path$|\.invalid$|^localhost$")


def text_of(value: Any) -> str:
    """Return a value as text; empty for none, and for lists and objects, which are no words."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def plain_text(markup: str) -> str:
    """Return the words of a text that may be HTML, escaped once or twice; others unchanged.

    Scripts and styles are dropped, and marks that turn the order of letters; of a link its words
    stay.
    """
    text = markup[:LONGEST_MARKUP].replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(2):
        if _TAG.search(text):
            text = _without_tags(text)
        elif _ENTITY.search(text):
            text = unescape(text)
        else:
            break
    return _TURNING.sub("", NOT_TEXT.sub("", text)).strip()


def _without_tags(text: str) -> str:
    if _nested(text) > MOST_NESTED:
        return _TAG.sub("\n", text)
    soup = BeautifulSoup(text, "html.parser")
    for tag in soup.find_all(_SHAPING):
        if tag.decomposed:
            continue
        if tag.name in _DROPPED:
            tag.decompose()
        elif tag.name == "br":
            tag.insert(0, "\n")
        else:
            tag.insert(0, "\n• " if tag.name == "li" else "\n")
            tag.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _nested(text: str) -> int:
    """Return how many elements stand within each other at most."""
    depth = deepest = 0
    for found in _NAME.finditer(text):
        if found[2].casefold() not in _VOID:
            depth = max(depth - 1, 0) if found[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def is_nothing(text: str) -> bool:
    """Say whether words only fill a field: “n/a”, “TBC”, “null”."""
    return text.strip().casefold() in _NOTHING


def is_placeholder(address: str) -> bool:
    """Say whether a web or e-mail address stands for none: example.com, path/to, .invalid."""
    try:
        host = urlsplit(address).hostname or address.rpartition("@")[2]
    except ValueError:
        return False
    return bool(_PLACEHOLDER_HOSTS.search(host.casefold())) or "path/to/" in address


def words_of(
    document: Mapping[str, Any], field: str, notes: ImportNotes, column: str = ""
) -> str | None:
    """Return the plain words of a field; None, with a note, where they say nothing."""
    raw = text_of(document.get(field))
    if not raw:
        return None
    return plain(raw, field, notes, column or field)


def plain(raw: str, field: str, notes: ImportNotes, column: str) -> str | None:
    """Return words made plain and no longer than the column takes; None where they say nothing."""
    text = plain_text(raw)
    if is_nothing(text):
        notes.add(field, raw, "says nothing: not stated")
        return None
    if _TAG.search(raw):
        notes.add(field, raw, "HTML made plain text")
    if text.startswith(FORMULA):
        text = text.lstrip("".join(FORMULA) + " \t\n")
        notes.add(field, raw, "a mark at its beginning, which a spreadsheet would run, taken off")
    most = LONGEST.get(column, LONGEST_OTHER)
    if len(text) > most:
        notes.add(field, raw, f"shortened from {len(text)} characters to {most}")
        text = text[: most - 1].rstrip() + "…"
    return text or None


def listed(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return words for a column of words: each once, none with the mark that separates them."""
    found = (" ".join((value or "").replace(";", ",").split()) for value in values)
    return tuple(dict.fromkeys(word[:100].rstrip() for word in found if word))
