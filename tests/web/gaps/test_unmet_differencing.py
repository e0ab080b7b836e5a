"""The differencing attack on what was asked for and not found."""

from datetime import date

import pytest

from directory.application.commands.unmet_demand import count_ask
from directory.domain.coverage.unmet_demand import UnmetGroup, unmet
from tests.directory_builders import NEWCASTLE, RECOMMENDATION, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database


def ask(directory: Directory, times: int, found: bool, month: str = "2026-11") -> None:
    with directory.session() as session:
        for _ in range(times):
            count_ask(session, RECOMMENDATION, NEWCASTLE, month, found)


@pytest.mark.parametrize("before", [0, 3, 4, 5, 9, 10])
@pytest.mark.parametrize("found", [True, False])
def test_two_looks_around_one_ask_reveal_nothing(
    before: int, found: bool, directory: Directory
) -> None:
    """The differencing attack: whoever looks just before and just after learns of no ask."""
    today = date(2026, 11, 22)

    def look() -> tuple[UnmetGroup, ...]:
        with directory.session() as session:
            return unmet(session, today)

    ask(directory, 8, False, month="2026-10")
    ask(directory, before, found)
    first = look()
    ask(directory, 1, found)

    assert look() == first
    assert [group.month for group in first] == ["2026-10"]
