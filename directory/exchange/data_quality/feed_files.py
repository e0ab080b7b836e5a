"""A feed kept as files: one document, a line-by-line export, or a folder of documents."""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.exchange.data_quality.conformance import items_of
from directory.exchange.data_quality.feed_services import NESTED
from directory.exchange.data_quality.versions import OLD, looks_old
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import (
    DETAILS,
    IN_FORCE,
    SERVICE,
    SERVICES,
    standard,
    standards,
)

DOCUMENTS = (".json", ".json.gz", ".ndjson", ".ndjson.gz")
"""How the name of a file ends that holds documents of a feed."""
GZIP_BEGINS = b"\x1f\x8b"
MOST_BYTES = 1_000_000_000
"""Far more than any feed holds; a small packed file can be made that unpacks without end."""
_THINGS = {
    "service": SERVICES,
    "service_at_location": "/service_at_locations",
    "taxonomy": "/taxonomies",
    "taxonomy_term": "/taxonomy_terms",
    "organization": "/organizations",
}
_LISTS = {**{f"{thing}_list": path for thing, path in _THINGS.items()},
          **{path.removeprefix("/"): path for path in _THINGS.values()}}  # fmt: skip
_RECORDS = {f"{thing}{more}": f"{path}/{{id}}" for thing, path in _THINGS.items()
            for more in ("", "_full")} | {"api_details": DETAILS}  # fmt: skip
_NUMBERED = re.compile(r"[_-]?\d+$")


class UnreadableError(Exception):
    """A source that cannot be read; says which file, and what to do."""


def read_folder(folder: Path) -> FeedDocuments:
    """Return the documents of a folder: api_details.json, service_list.json, services/ID.json, ...

    Raises UnreadableError where a file cannot be read, or none is of a feed.
    """
    pages: dict[str, list[Any]] = {}
    records: dict[str, list[Any]] = {}
    aside = []
    for file in sorted(folder.rglob("*.json*"), key=_in_order):
        name = str(file.relative_to(folder))
        stem = _NUMBERED.sub("", file.name.partition(".")[0])
        if file.parent != folder and file.parent.name in _LISTS:
            records.setdefault(f"{_LISTS[file.parent.name]}/{{id}}", []).append(_document(file))
        elif stem in _LISTS:
            pages.setdefault(_LISTS[stem], []).append(_document(file))
        elif stem in _RECORDS:
            records.setdefault(_RECORDS[stem], []).append(_document(file))
        else:
            aside.append(name)
    if not pages and not records:
        raise UnreadableError(
            f"{folder}: holds no document of a feed: name them api_details.json, "
            "service_list.json, service_full.json or services/ID.json"
        )
    return FeedDocuments(source=str(folder), pages=pages, records=records, left_aside=aside)


def _in_order(file: Path) -> tuple[str, int, str]:
    """Sort page 10 after page 2."""
    number = re.search(r"(\d+)\.", file.name)
    return str(file.parent), int(number[1][:9]) if number else 0, file.name


def _document(file: Path) -> Any:
    try:
        return _parsed(str(file), file.read_bytes())
    except OSError as error:
        raise UnreadableError(f"{file}: cannot be read: {error.strerror}") from None


def read_document(source: str, content: bytes) -> FeedDocuments:
    """Return the documents in the bytes of one file, gzipped or not.

    It may be a page of /services, a list of services, one service, one service a line, or an
    object of endpoint to its documents: {"/": {}, "/services": [{}], "/services/{id}": [{}]}.
    Raises UnreadableError where it is none of these.
    """
    found = _parsed(source, content)
    if isinstance(found, dict):
        return _of_object(source, found)
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return _of_services(source, found)
    raise UnreadableError(f"{source}: holds no services: {_EXPECTED}")


_EXPECTED = "give a page of /services, a list of services, or one service a line"


def _of_object(source: str, found: dict[str, Any]) -> FeedDocuments:
    if all(key.startswith("/") for key in found) and found:
        return _of_endpoints(source, found)
    if any(items_of(found, each) is not None for each in standards().values()):
        return FeedDocuments(source=source, pages={SERVICES: [found]})
    if {"version", "profile", "openapi_url"} & set(found) and "id" not in found:
        return FeedDocuments(source=source, records={DETAILS: [found]})
    if {"id", "name"} & set(found):
        return _of_services(source, [found])
    raise UnreadableError(f"{source}: holds no services: {_EXPECTED}")


def _of_services(source: str, found: list[Any]) -> FeedDocuments:
    """Take them for full records where any of them nests what only a full record holds."""
    full = any(isinstance(each.get(name), list) for each in found for name in NESTED)
    if full:
        return FeedDocuments(source=source, records={SERVICE: found})
    envelope = standard(OLD if looks_old(found) else IN_FORCE).items
    return FeedDocuments(source=source, pages={SERVICES: [{envelope: found}]})


def _of_endpoints(source: str, found: dict[str, Any]) -> FeedDocuments:
    known = {each.path: each for standard in standards().values() for each in standard.endpoints}
    kept = {path: found[path] for path in found if path in known}
    listed = {path: each if isinstance(each, list) else [each] for path, each in kept.items()}
    return FeedDocuments(
        source=source,
        pages={path: each for path, each in listed.items() if known[path].is_list},
        records={path: each for path, each in listed.items() if not known[path].is_list},
        left_aside=[path for path in found if path not in known],
    )


def _parsed(source: str, content: bytes) -> Any:
    text = _text(source, content)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        # One record a line is not JSON as a whole: the first line alone already is.
        lines = list(_lines(text)) if "Extra data" in error.msg else None
        if lines is not None and None not in lines:
            return lines
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(f"{source}: is not JSON: {error.msg} at {place}") from None
    except RecursionError:
        raise UnreadableError(f"{source}: is nested too deeply to be read") from None
    except ValueError:
        raise UnreadableError(f"{source}: holds a number too long to be read") from None


def _lines(text: str) -> Iterator[Any]:
    """Yield the value of each line of ndjson; None for a line that is not JSON."""
    for line in text.split("\n"):  # a text may hold other marks that end a line
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError:
                yield None


def _unpacked(source: str, content: bytes) -> bytes:
    if not content.startswith(GZIP_BEGINS):
        return content
    with gzip.open(io.BytesIO(content)) as packed:
        whole = packed.read(MOST_BYTES + 1)
    if len(whole) > MOST_BYTES:
        raise UnreadableError(f"{source}: unpacks to more than {MOST_BYTES:,} bytes")
    return whole


def _text(source: str, content: bytes) -> str:
    try:
        return _unpacked(source, content).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error):
        raise UnreadableError(f"{source}: is cut short or damaged: get it again") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{source}: is not UTF-8") from None
