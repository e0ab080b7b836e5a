"""Whether a feed has the form of the standard, by level, as the official validator judges it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from directory.exchange.data_quality.problem_groups import FoundProblem, grouped
from directory.exchange.data_quality.report import CheckedEndpoint, ConformanceLevel, Example
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import Endpoint, Standard
from directory.exchange.openreferral.standard_faults import Fault, faults

LEVELS = ((1, "Basic checks"), (2, "Extended checks"))
NOT_OFFERED = ("status 404", "status 501", "status 503")
"""Answers with which an optional endpoint says that it is not there; the validator accepts them."""
UNANSWERED = "did not answer as asked"


def found_in(documents: FeedDocuments, standard: Standard) -> tuple[FoundProblem, ...]:
    """Return everything that the standard does not allow, endpoint by endpoint."""
    return tuple(
        found for endpoint in standard.endpoints for found in _found(documents, standard, endpoint)
    )


def levels(
    documents: FeedDocuments, standard: Standard, found: Sequence[FoundProblem]
) -> tuple[ConformanceLevel, ...]:
    """Return the verdict of each level over what was found."""
    return tuple(_level(documents, standard, found, level, name) for level, name in LEVELS)


def items_of(page: Any, standard: Standard) -> list[Any] | None:
    """Return what a list page holds; None where it holds no list at all."""
    items = page.get(standard.items) if isinstance(page, dict) else None
    return items if isinstance(items, list) else None


def _level(
    documents: FeedDocuments,
    standard: Standard,
    found: Sequence[FoundProblem],
    level: int,
    name: str,
) -> ConformanceLevel:
    endpoints = [endpoint for endpoint in standard.endpoints if endpoint.level == level]
    counts = Counter(each.where for each in found)
    checked = tuple(
        _checked(documents, standard, endpoint, counts[endpoint.path]) for endpoint in endpoints
    )
    paths = {endpoint.path for endpoint in endpoints}
    return ConformanceLevel(
        level=level,
        name=name,
        conforms=_verdict(level, checked),
        checked=checked,
        problems=grouped(each for each in found if each.where in paths),
    )


def _verdict(level: int, checked: Sequence[CheckedEndpoint]) -> bool | None:
    """Return no where anything is wrong, yes where all that has to be there was judged."""
    states = {each.state for each in checked}
    if any(each.problems for each in checked):
        return False
    if level == 1:
        return None if "not given" in states else True
    return True if "checked" in states else None


def _checked(
    documents: FeedDocuments, standard: Standard, endpoint: Endpoint, problems: int
) -> CheckedEndpoint:
    answers = len(documents.answers(endpoint.path))
    return CheckedEndpoint(
        where=endpoint.path,
        state="checked" if answers else _absent(documents, standard, endpoint),
        documents=answers,
        problems=problems,
    )


def _absent(documents: FeedDocuments, standard: Standard, endpoint: Endpoint) -> str:
    if endpoint.path in documents.unanswered:
        return "not answered"
    listed = documents.pages.get(endpoint.path.removesuffix("/{id}"), ())
    # Of an empty list there is no id to ask for; a page without any list is another matter.
    empty = bool(listed) and all(items_of(page, standard) == [] for page in listed)
    return "nothing to check" if empty and endpoint.path.endswith("/{id}") else "not given"


def _found(
    documents: FeedDocuments, standard: Standard, endpoint: Endpoint
) -> Iterator[FoundProblem]:
    why = documents.unanswered.get(endpoint.path)
    if why and (endpoint.level == 1 or why not in NOT_OFFERED):
        yield FoundProblem(
            where=endpoint.path,
            field="",
            says=f"{UNANSWERED} ({why})",
            mend="answer it with JSON and status 200",
            example=Example(id=None, at=endpoint.path),
        )
    for number, document in enumerate(documents.answers(endpoint.path), 1):
        for fault in faults(standard, endpoint.path, document):
            yield _of_fault(endpoint, standard, number, document, fault)


def _of_fault(
    endpoint: Endpoint, standard: Standard, number: int, document: Any, fault: Fault
) -> FoundProblem:
    record = _record(endpoint, standard, document, fault)
    id = record.get("id") if isinstance(record, dict) else None
    at = f"page {number} {fault.path}" if endpoint.is_list else fault.path
    return FoundProblem(
        where=endpoint.path,
        field=fault.field,
        says=fault.says,
        mend=fault.mend,
        example=Example(id=id if isinstance(id, str) else None, at=at, shown=fault.shown),
    )


def _record(endpoint: Endpoint, standard: Standard, document: Any, fault: Fault) -> Any:
    """Return the record that a fault is in: the document, or an item of its list."""
    if endpoint.is_list and len(fault.where) > 1 and fault.where[0] == standard.items:
        return document[standard.items][fault.where[1]]
    return document
