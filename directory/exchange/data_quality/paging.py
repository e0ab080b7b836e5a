"""Whether the pages of a list agree with one another: what somebody needs who reads them all."""

from collections.abc import Iterator, Sequence
from typing import Any

from directory.exchange.data_quality.conformance import items_of
from directory.exchange.data_quality.problem_groups import FoundProblem, grouped
from directory.exchange.data_quality.report import Example, QualityProblem
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.standard import Endpoint, Standard

TOTAL, PAGES, NUMBER, SIZE, FIRST, LAST, EMPTY = range(7)
"""The places of the page fields in data/open_referral.yaml, the same for every version."""


def paging(documents: FeedDocuments, standard: Standard) -> tuple[QualityProblem, ...]:
    """Return where page numbers, sizes and totals do not fit what the pages hold.

    The official validator asks for none of these: they cost no level.
    """
    return grouped(
        found
        for endpoint in standard.endpoints
        if endpoint.is_list
        for found in _of_list(documents.pages.get(endpoint.path, ()), standard, endpoint)
    )


def _of_list(
    pages: Sequence[Any], standard: Standard, endpoint: Endpoint
) -> Iterator[FoundProblem]:
    names = tuple(standard.page)
    held = [items_of(page, standard) for page in pages]
    first = _first_number(pages, names)
    for number, (page, items) in enumerate(zip(pages, held, strict=True), 1):
        for field, says, mend in _of_page(page, items, names, standard, first):
            yield _found(endpoint, number, field, says, mend)
    totals = [page.get(names[TOTAL]) for page in pages if isinstance(page, dict)]
    if len({total for total in totals if isinstance(total, int)}) > 1:
        says = "is not the same on every page"
        mend = "count all items once; a reader cannot tell when it has them all"
        yield _found(endpoint, 1, names[TOTAL], says, mend)
    yield from _of_all(pages, held, names, endpoint)


def _first_number(pages: Sequence[Any], names: tuple[str, ...]) -> int:
    """Return 0 for a feed that counts its pages from 0, as some of version 1.0 do; otherwise 1."""
    numbers = [page.get(names[NUMBER]) for page in pages if isinstance(page, dict)]
    return 0 if 0 in numbers else 1


def _of_page(
    page: Any, items: list[Any] | None, names: tuple[str, ...], standard: Standard, first: int
) -> Iterator[tuple[str, str, str]]:
    if items is None:
        yield standard.items, "is missing: the page holds no list", "send a list, if an empty one"
        return
    if page.get(names[SIZE]) not in (None, len(items)):
        yield names[SIZE], "is not the number of items on the page", "count what the page holds"
    if page.get(names[EMPTY]) not in (None, not items):
        yield names[EMPTY], "does not say whether the page is empty", "true where it holds nothing"
    yield from _of_ends(page, names, first)


def _of_ends(
    page: dict[str, Any], names: tuple[str, ...], first: int
) -> Iterator[tuple[str, str, str]]:
    """Yield where the marks of the first and last page do not fit the page's number."""
    number, pages = page.get(names[NUMBER]), page.get(names[PAGES])
    if not isinstance(number, int) or not isinstance(pages, int) or pages < 1:
        return
    ends = ((FIRST, number == first, "first"), (LAST, number == first + pages - 1, "last"))
    for name, holds, word in ends:
        if page.get(names[name]) not in (None, holds):
            says = f"is marked wrongly: page {number} of {pages}"
            yield names[name], says, f"true on the {word} page, false on all others"


def _of_all(
    pages: Sequence[Any],
    held: list[list[Any] | None],
    names: tuple[str, ...],
    endpoint: Endpoint,
) -> Iterator[FoundProblem]:
    """Yield where all pages together do not hold as many items as they say."""
    last = pages[-1] if pages else None
    if not isinstance(last, dict):
        return
    total, count = last.get(names[TOTAL]), sum(len(items or ()) for items in held)
    whole = last.get(names[LAST]) is True and len(pages) in (1, last.get(names[PAGES]))
    if isinstance(total, int) and (count > total or (whole and count < total)):
        says = f"says {total:,} where the pages hold {count:,}"
        yield _found(endpoint, len(pages), names[TOTAL], says, "count all items of the list")


def _found(endpoint: Endpoint, number: int, field: str, says: str, mend: str) -> FoundProblem:
    example = Example(id=None, at=f"page {number} $.{field}")
    return FoundProblem(where=endpoint.path, field=field, says=says, mend=mend, example=example)
