"""The report over a feed's documents, and what each of its services states."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from directory.exchange.data_quality.conformance import found_in, levels
from directory.exchange.data_quality.feed_services import FeedService, id_of, services
from directory.exchange.data_quality.metrics import figures
from directory.exchange.data_quality.paging import paging
from directory.exchange.data_quality.pitfalls import checked_on, traps_of
from directory.exchange.data_quality.problem_groups import FoundProblem
from directory.exchange.data_quality.referral_completeness import LOOKED_AT, needs_of
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.data_quality.service_facts import ServiceFacts
from directory.exchange.data_quality.versions import judged_by
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import SERVICE, SERVICES
from directory.exchange.openreferral.standard_formats import fits

NOT_RUNNING = ("inactive", "defunct", "temporarily closed")


def report_feed(documents: FeedDocuments, *, on: date) -> QualityReport:
    """Return the report over what a feed answered, as of a day."""
    standard, notes = judged_by(documents)
    found = found_in(documents, standard)
    faults = _faults_by_id(found, standard.items)
    seen = services(documents, standard)
    # Version 3.0 lists the ages, 1.0 keeps them for the full record.
    room = ("age",) if "minimum_age" in standard.objects["service"]["fields"] else ()
    stated = tuple(stated_of(each, faults.get(each.id or "", ()), on, room) for each in seen)
    aside = [f"Not read, since no endpoint has that name: {name}." for name in documents.left_aside]
    return QualityReport(
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
    seen: FeedService, faults: Iterable[str], on: date, listed_needs: Container[str] = ()
) -> ServiceFacts:
    """Return what one service of a feed states; a line of a list has room for `listed_needs`."""
    document = seen.document
    assured_on, unclear = checked_on(document.get("assured_date"), on)
    traps = {*traps_of(document, times=seen.times), *filter(None, [unclear])}
    return ServiceFacts(
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


def _faults_by_id(found: Iterable[FoundProblem], items: str) -> dict[str, dict[str, None]]:
    """Return what is wrong with the form of each service; its list line and record may agree."""
    by_id: dict[str, dict[str, None]] = {}
    for each in found:
        if each.example.id and each.where in (SERVICES, SERVICE):
            field = each.field.removeprefix(f"{items}[].")
            by_id.setdefault(each.example.id, {})[f"{field} {each.says}: {each.mend}"] = None
    return by_id
