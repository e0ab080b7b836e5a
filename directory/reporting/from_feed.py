"""The report over a feed's documents, and what each of its services states."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from directory.openreferral.documents import FeedDocuments
from directory.openreferral.standard import SERVICE, SERVICES
from directory.openreferral.standard_formats import fits
from directory.reporting.conformance import found_in, levels
from directory.reporting.figures import figures
from directory.reporting.grouping import Found
from directory.reporting.needs import LOOKED_AT, needs_of
from directory.reporting.paging import paging
from directory.reporting.report import Report
from directory.reporting.seen import Seen, id_of, services
from directory.reporting.stated import Stated
from directory.reporting.traps import checked_on, traps_of
from directory.reporting.versions import judged_by

NOT_RUNNING = ("inactive", "defunct", "temporarily closed")


def report_feed(documents: FeedDocuments, *, on: date) -> Report:
    """Return the report over what a feed answered, as of a day."""
    standard, notes = judged_by(documents)
    found = found_in(documents, standard)
    faults = _faults_by_id(found, standard.items)
    seen = services(documents, standard)
    # Version 3.0 lists the ages, 1.0 keeps them for the full record.
    room = ("age",) if "minimum_age" in standard.objects["service"]["fields"] else ()
    stated = tuple(stated_of(each, faults.get(each.id or "", ()), on, room) for each in seen)
    aside = [f"Not read, since no endpoint has that name: {name}." for name in documents.left_aside]
    return Report(
        source=documents.source,
        on=on,
        kind="feed",
        version=standard.version,
        notes=(*notes, *aside),
        levels=levels(documents, standard, found),
        paging=paging(documents, standard),
        **figures(stated, LOOKED_AT, on),
    )


def stated_of(
    seen: Seen, faults: Iterable[str], on: date, listed_needs: Container[str] = ()
) -> Stated:
    """Return what one service of a feed states; a line of a list has room for `listed_needs`."""
    document = seen.document
    assured_on, unclear = checked_on(document.get("assured_date"), on)
    traps = {*traps_of(document, times=seen.times), *filter(None, [unclear])}
    return Stated(
        id=seen.id,
        name=_text(document.get("name")),
        at=seen.at,
        in_full=seen.in_full,
        runs=document.get("status") not in NOT_RUNNING,
        lacks=frozenset(_lacks(document)),
        assured_on=assured_on,
        needs=needs_of(document, LOOKED_AT if seen.in_full else listed_needs),
        traps=frozenset(traps),
        faults=tuple(faults),
    )


def _lacks(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield each part of the usable rule that a record does not meet."""
    organisation = document.get("organization")
    named = organisation if isinstance(organisation, Mapping) else {}
    met = {
        "id": fits("uuid", document.get("id")),
        "status": document.get("status") == "active",
        "name": _text(document.get("name")),
        "description": _text(document.get("description")),
        "url": fits("uri", document.get("url")),
        "organization": id_of(named) and _text(named.get("name")),
        "email": _text(document.get("email")),
    }
    yield from (name for name, holds in met.items() if not holds)


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _faults_by_id(found: Iterable[Found], items: str) -> dict[str, dict[str, None]]:
    """Return what is wrong with the form of each service; its list line and record may agree."""
    by_id: dict[str, dict[str, None]] = {}
    for each in found:
        if each.example.id and each.where in (SERVICES, SERVICE):
            field = each.field.removeprefix(f"{items}[].")
            by_id.setdefault(each.example.id, {})[f"{field} {each.says}: {each.mend}"] = None
    return by_id
