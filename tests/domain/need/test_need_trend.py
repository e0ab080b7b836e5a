"""Published figures from year to year: codes of the year, what is withheld, and England beside."""

from typing import Any

import pytest

from directory.application.commands.statistics import take_need
from directory.domain.need.need_text import say_change
from directory.domain.need.need_trend import NeedTrend, need_trends
from directory.exchange.statistics.need import ENGLAND, Need, NeedRow
from directory.exchange.statistics.publication_registry import Publication
from tests.directory_builders import NOW, Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database
SOMERSET, BEFORE, CUMBERLAND = "E06000066", "E10000027", "E06000063"


def figure(authority: str, year: int, number: int | None, **rest: Any) -> NeedRow:
    stated = {"measure": "children_in_need", "category": "all", "withheld": None} | rest
    return NeedRow(authority=authority, year=year, number=number, **stated)


def trends(directory: Directory, authority: str, *rows: NeedRow) -> tuple[NeedTrend, ...]:
    about = Publication(title="Made up", dated="2023 to 2025", licence="None")
    with directory.session() as session:
        need = Need(published=about, rows=rows, notes=())
        take_need(session, need, actor="test", now=NOW, is_sample=False)
    with directory.session() as session:
        return need_trends(session, authority)


def test_an_authority_is_followed_under_the_code_of_each_year(directory: Directory) -> None:
    [found] = trends(
        directory, SOMERSET, figure(BEFORE, 2023, 1000), figure(SOMERSET, 2024, 1100),
        figure(SOMERSET, 2025, 1200), figure(ENGLAND, 2023, 400_000),
        figure(ENGLAND, 2025, 380_000),
    )  # fmt: skip

    assert [(each.year, each.number) for each in found.years] == [
        (2023, 1000), (2024, 1100), (2025, 1200),
    ]  # fmt: skip
    assert found.change == pytest.approx(0.2)
    assert found.change_of_england == pytest.approx(-0.05)


def test_what_was_other_ground_is_not_known(directory: Directory) -> None:
    [found] = trends(
        directory, CUMBERLAND, figure(ENGLAND, 2023, 4), figure(CUMBERLAND, 2024, 900),
        figure(CUMBERLAND, 2025, None, withheld="c"),
    )  # fmt: skip

    assert [each.number for each in found.years] == [None, 900, None]
    assert found.ends is None
    assert found.change is None


def test_categories_and_other_measures_are_not_mixed_in(directory: Directory) -> None:
    plans = {"measure": "child_protection_plans"}

    found = trends(
        directory, SOMERSET, figure(SOMERSET, 2025, 10),
        figure(SOMERSET, 2025, 4, **plans),
        figure(SOMERSET, 2025, 3, **(plans | {"category": "neglect"})),
        figure("E08000021", 2025, 5, measure="referrals"),
    )  # fmt: skip

    assert [(each.measure, each.years[-1].number) for each in found] == [
        ("children_in_need", 10), ("child_protection_plans", 4),
    ]  # fmt: skip


def test_a_first_year_of_nought_makes_no_share(directory: Directory) -> None:
    [found] = trends(directory, SOMERSET, figure(SOMERSET, 2024, 0), figure(SOMERSET, 2025, 5))

    assert found.change is None


@pytest.mark.parametrize(
    ("share", "says"),
    [(0.134, "13% more"), (-0.04, "4% fewer"), (0.004, "about the same"), (1.5, "150% more")],
)
def test_a_change_is_said_in_words(share: float, says: str) -> None:
    assert say_change(share) == says
