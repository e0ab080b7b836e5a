"""What the tests of scenarios share: a small directory, what is kept, and the rows of a page."""

from typing import Any

from sqlalchemy import select

from directory.storage import SavedScenario
from tests.directory_builders import HOME, PROGRAMME, Directory, entry, venue
from tests.domain.coverage.laid_out import area, people
from tests.web.page import Page, words

PATH = "/gaps/scenarios"
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip


def lay(directory: Directory) -> None:
    """Let Harbour reach the 60 children under 5 of Town, and nobody those of Moor."""
    people(directory, area("town", HOME), area("moor", "DH1 1AA"))
    directory.take(
        entry("harbour", venue(HOME), **WHOLE, name="Harbour", waiting_weeks=30),
        entry("twin-1", name="Twins", position=1),
        entry("twin-2", name="Twins", position=2),
    )


def kept(directory: Directory) -> list[str]:
    with directory.session() as session:
        return list(session.scalars(select(SavedScenario.name)))


def rows(page: Page) -> dict[str, list[str]]:
    table = page.one("[aria-label='Before and after']")
    return {
        words(row.select("th a")[0]): [words(cell) for cell in row.select("td")]
        for row in table.select("tbody tr")
    }
