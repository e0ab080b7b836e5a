"""For whom there is a gap, counted by hand.

Each area has 12 children of each year of age, one a month, so 60 under 5. Harbour has a venue in
Town and takes children of 6 months to under 4 years: 42 of Town's 60. Quay and Moor are too far.
Town is in the most deprived tenth and urban, Quay in the least deprived and rural; of Moor nothing
is known.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from directory.application.commands.statistics import take_deprivation
from directory.domain.coverage.area_classes import area_classes
from directory.domain.coverage.authorities import authorities
from directory.domain.coverage.breakdown import breakdowns
from directory.exchange.statistics.deprivation import Deprivation, DeprivationRow
from directory.exchange.statistics.publication_registry import Publication
from tests.directory_builders import HOME, NOW, PROGRAMME, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms

pytestmark = pytest.mark.database
GIRLS = {"girls": (6,) * 18}
Told = Mapping[str, Mapping[str, tuple[int, int, int]]]


def tenths(directory: Directory, *rows: DeprivationRow, later: int = 0) -> None:
    about = Publication(title="Tenths", dated="2025", licence="None")
    found = Deprivation(published=about, areas="lsoa21", rows=rows)
    with directory.session() as session:
        now = NOW + timedelta(seconds=later)
        take_deprivation(session, found, actor="test", now=now)


def told(directory: Directory, **asked: Any) -> Told:
    here = ground(directory)
    with directory.session() as session:
        classes = area_classes(session, here)
    found = breakdowns(
        here, knowledge(), TARGET, terms(within_miles=0.5, **asked), authorities(here), classes
    )
    return {
        each.id: {
            group.code: (
                group.cell.whole.children, group.cell.whole.reached, group.cell.whole.maybe
            )
            for group in each.groups
        }
        for each in found
    }  # fmt: skip


@pytest.fixture
def worked(directory: Directory) -> Directory:
    directory.take(
        entry(
            "harbour", venue(HOME), programme=PROGRAMME, delivery=("venue",), age_from_months=6,
            age_under_months=48,
        )
    )  # fmt: skip
    people(
        directory, area("E01-town", HOME, **GIRLS), area("E01-quay", "NE8 1AA", **GIRLS),
        area("E01-moor", "DH1 1AA", **GIRLS),
    )  # fmt: skip
    tenths(
        directory,
        DeprivationRow(code="E01-town", tenth=1, rural=False),
        DeprivationRow(code="E01-quay", tenth=10, rural=True),
    )
    return directory


def test_the_groups_are_counted_as_by_hand(worked: Directory) -> None:
    assert told(worked) == {
        "deprivation": {"1": (60, 42, 0), "10": (60, 0, 0), "unknown": (60, 0, 0)},
        "rurality": {"urban": (60, 42, 0), "rural": (60, 0, 0), "unknown": (60, 0, 0)},
        "age": {
            "0": (36, 6, 0), "1": (36, 12, 0), "2": (36, 12, 0), "3": (36, 12, 0), "4": (36, 0, 0),
        },
        "sex": {"female": (90, 21, 0), "male": (90, 21, 0)},
    }  # fmt: skip


def test_the_groups_of_each_kind_add_up_to_all(worked: Directory) -> None:
    sums = {tuple(map(sum, zip(*groups.values(), strict=True))) for groups in told(worked).values()}

    assert sums == {(180, 42, 0)}


def test_without_tenths_of_these_areas_nothing_is_said_of_deprivation(directory: Directory) -> None:
    people(directory, area("E01-town", HOME))
    assert "deprivation" not in told(directory)

    tenths(directory, DeprivationRow(code="E01-else", tenth=1, rural=None))

    assert told(directory).keys() == {"age"}


def test_other_tenths_are_read_when_they_are_taken_in(worked: Directory) -> None:
    told(worked)

    tenths(worked, DeprivationRow(code="E01-town", tenth=3, rural=None), later=1)

    found = told(worked)
    assert found["deprivation"].keys() == {"3", "unknown"}
    assert "rurality" not in found


def test_a_single_year_of_age_is_not_split(worked: Directory) -> None:
    assert "age" not in told(worked, from_months=12, under_months=24)
