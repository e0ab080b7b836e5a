"""A directory in which things happen, and short ways to read what is told of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from directory.model.service_entry import ServiceEntry
from tests.directory_builders import Directory, entry
from tests.web.page import Page, words

FILLED = datetime(2026, 9, 1, 12, tzinfo=UTC)
"""When the directory was first filled: nothing opened then."""


def happen(directory: Directory, *files: list[ServiceEntry]) -> None:
    """Take one file after another, a week apart; "first" is in each, with nothing to tell."""
    for week, entries in enumerate(files):
        first = entry("first", position=len(entries))
        directory.take(*entries, first, now=FILLED + timedelta(weeks=week))


def lines(page: Page) -> list[tuple[str, str, str, str]]:
    """Return what the page tells: the label, the name, who is behind it, and the sentence."""
    return [
        (
            words(each.select(".govuk-tag")[0]),
            words(each.select("h3 a")[0]),
            *(words(line) for line in each.select("p")),
        )
        for each in page.all(".waymark-result")
    ]


def names(page: Page) -> set[str]:
    return {name for _, name, *_ in lines(page)}


def options(page: Page, select: str) -> dict[str, Any]:
    return {words(each): each["value"] for each in page.all(f"#{select} option")}
