"""Made-up feeds for tests: a service that states all that is asked, and what a feed answers."""

from datetime import date
from typing import Any
from uuid import UUID

from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report import QualityReport, Share
from directory.exchange.openreferral.feed_documents import FeedDocuments

ON = date(2026, 11, 22)
DETAILS = {
    "version": "HSDS-UK-3.0",
    "profile": "https://council.gov.uk/profile",
    "openapi_url": "https://council.gov.uk/openapi.json",
}


def uuid(number: int) -> str:
    return str(UUID(int=(4 << 76) + number))


def item(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a line of the list of services; a field given as ... is left out."""
    stated = {
        "id": uuid(number),
        "name": f"Service {number}",
        "description": "Somebody to talk to",
        "url": "https://council.gov.uk/service",
        "email": "team@council.gov.uk",
        "status": "active",
        "minimum_age": 0,
        "maximum_age": 4.99,
        "assured_date": "2026-10-12",
        "organization": {"id": uuid(1000), "name": "Council", "description": "Of the town"},
    }
    return {name: value for name, value in (stated | fields).items() if value is not ...}


def record(number: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a service in full, which states what a referral needs."""
    stated = {
        "service_areas": [{"id": uuid(2000), "name": "Newcastle"}],
        "application_process": "Ring us",
        "wait_time": "6 weeks",
        "eligibility_description": "Families with a child under 5",
    }
    return item(number, **(stated | fields))


def page(*items: Any, **fields: Any) -> dict[str, Any]:
    stated = {
        "total_items": len(items),
        "total_pages": 1,
        "page_number": 1,
        "size": len(items),
        "first_page": True,
        "last_page": True,
        "empty": not items,
    }
    return stated | {"contents": list(items)} | fields


def feed(*records: Any, details: Any = DETAILS, **answers: Any) -> FeedDocuments:
    """Return a feed that lists these services and gives each in full."""
    pages = {"/services": [page(*({**r} for r in records))]}
    given = {"/": [details] if details is not None else [], "/services/{id}": list(records)}
    return FeedDocuments(**({"source": "made up", "pages": pages, "records": given} | answers))


def report(*records: Any, **answers: Any) -> QualityReport:
    return report_feed(feed(*records, **answers), on=ON)


def named(shares: tuple[Share, ...], name: str) -> Share:
    (found,) = [each for each in shares if each.name == name]
    return found


def counts(shares: tuple[Share, ...]) -> dict[str, int]:
    """Return the count of each share that is not 0."""
    return {each.name: each.count for each in shares if each.count}
