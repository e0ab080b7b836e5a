"""Minutes by a table, counted by hand.

Each area has 60 children under 5. Town lives at NE1 4ST, Quay at NE8 1AA (0.97 miles from it), Moor
at DH1 1AA (13.8 miles).
"""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import numpy as np
import pytest

from directory.application.commands.statistics import take_travel
from directory.domain.coverage.coverage import coverage
from directory.domain.coverage.gap_types import gaps_by_type
from directory.domain.coverage.scenarios.overlay import with_scenario
from directory.domain.coverage.scenarios.scenario import Open, Scenario
from directory.exchange.statistics.publication_registry import Publication
from directory.exchange.statistics.travel_times import TravelTimesFile
from tests.directory_builders import (
    DURHAM,
    HOME,
    NEWCASTLE,
    NOW,
    PROGRAMME,
    TODAY,
    Directory,
    entry,
    hidden,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, by_code, ground, people, reached, terms

pytestmark = pytest.mark.database

TOWN, QUAY, MOOR = "E01-town", "E01-quay", "E01-moor"
AT_QUAY, AT_MOOR = "NE8 1AA", "DH1 1AA"
YES, MAY, NO = (60, 60, 0), (60, 0, 60), (60, 0, 0)
_SECONDS = count(1)


def whole(**values: Any) -> dict[str, Any]:
    stated: dict[str, Any] = {"programme": PROGRAMME, "delivery": ("venue",)}
    return stated | {"age_from_months": 0, "age_under_months": 60} | values


def table(directory: Directory, times: Mapping[tuple[str, str], int]) -> None:
    areas, postcodes = (tuple(sorted({pair[at] for pair in times})) for at in range(2))
    pairs = sorted(times)
    key = [areas.index(a) * len(postcodes) + postcodes.index(p) for a, p in pairs]
    made = TravelTimesFile(
        published=Publication(title="Drive times", dated="2026-03-01", licence="Ours"),
        kind="lsoa21",
        areas=areas,
        postcodes=postcodes,
        key=np.array(key, np.int64),
        minutes=np.array([times[pair] for pair in pairs], np.int16),
        notes=(),
    )
    with directory.session() as session:
        now = NOW + timedelta(days=1, seconds=next(_SECONDS))
        assert take_travel(session, made, actor="test", now=now)


@pytest.fixture
def homes(directory: Directory) -> Directory:
    people(directory, area(TOWN, HOME), area(QUAY, AT_QUAY), area(MOOR, AT_MOOR))
    return directory


def test_a_time_within_is_reached_one_over_is_not_and_silence_counts_as_may_by_miles(
    homes: Directory,
) -> None:
    homes.take(entry("a", venue(HOME), **whole(areas_served=(NEWCASTLE, DURHAM, "E08000037"))))
    table(homes, {(TOWN, HOME): 25, (MOOR, HOME): 20})

    found = reached(homes, within_minutes=20)

    # Town is at its door, and 25 minutes from it by the table; Moor is 13.8 miles away. The table
    # says nothing of Quay, which is within 3 miles.
    assert found == {TOWN: NO, QUAY: MAY, MOOR: YES}
    assert reached(homes, within_minutes=25) == {TOWN: YES, QUAY: MAY, MOOR: YES}
    assert reached(homes, within_minutes=20, within_miles=0.5)[QUAY] == NO


def test_miles_alone_count_as_they_did(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole()))
    before = reached(homes)
    table(homes, {(TOWN, HOME): 200, (MOOR, HOME): 1})

    assert reached(homes) == before == {TOWN: YES, QUAY: YES, MOOR: NO}


def test_without_a_table_nothing_is_sure(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole()))

    assert reached(homes, within_minutes=20) == {TOWN: MAY, QUAY: MAY, MOOR: NO}


def test_a_hidden_venue_is_never_in_it(homes: Directory) -> None:
    homes.take(entry("refuge", hidden(AT_QUAY), **whole(areas_served=(NEWCASTLE,))))
    without = reached(homes, within_minutes=20)
    table(homes, {(TOWN, AT_QUAY): 1, (QUAY, AT_QUAY): 1, (MOOR, AT_QUAY): 1})

    assert reached(homes, within_minutes=20) == without


def test_a_service_takes_those_of_the_districts_that_it_states(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole(areas_served=(DURHAM,))))
    table(homes, {(TOWN, HOME): 1, (QUAY, HOME): 1, (MOOR, HOME): 1})

    assert reached(homes, within_minutes=20) == {TOWN: NO, QUAY: NO, MOOR: YES}


def test_one_that_states_no_area_is_sure_only_within_ten_miles(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole()))
    table(homes, {(TOWN, HOME): 1, (MOOR, HOME): 19})

    assert reached(homes, within_minutes=20) == {TOWN: YES, QUAY: MAY, MOOR: MAY}


def test_another_venue_of_the_service_may_be_nearer_than_the_table_says(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), venue("NE1 4SU"), **whole()))
    table(homes, {(TOWN, HOME): 40})
    assert reached(homes, within_minutes=20)[TOWN] == MAY

    table(homes, {(TOWN, HOME): 40, (TOWN, "NE1 4SU"): 30})
    assert reached(homes, within_minutes=20)[TOWN] == NO


def test_an_area_that_is_spread_over_postcodes_is_reached_whole(directory: Directory) -> None:
    people(directory, area(NEWCASTLE, HOME, easting=None, northing=None))
    directory.take(entry("a", venue(AT_MOOR), **whole(areas_served=(NEWCASTLE,))))
    assert reached(directory, within_minutes=30)[NEWCASTLE] == NO

    table(directory, {(NEWCASTLE, AT_MOOR): 30})

    assert reached(directory, within_minutes=30)[NEWCASTLE] == YES
    assert reached(directory, within_minutes=29)[NEWCASTLE] == NO


def test_a_change_of_the_table_changes_the_answer_at_once(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole()))
    seen = []
    for minutes in (21, 20, 45):
        table(homes, {(TOWN, HOME): minutes})
        seen.append(reached(homes, within_minutes=20)[TOWN])

    assert seen == [NO, YES, NO]


def test_other_children_are_found_in_the_same_table(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole()))
    table(homes, {(TOWN, HOME): 10, (QUAY, HOME): 30})
    people(homes, area(QUAY, AT_QUAY), area(TOWN, HOME), area("E01-new", HOME))

    found = reached(homes, within_minutes=20)

    assert found == {TOWN: YES, QUAY: NO, "E01-new": MAY}


def test_too_far_is_told_by_miles_whatever_the_minutes(homes: Directory) -> None:
    homes.take(entry("a", venue(HOME), **whole(areas_served=(NEWCASTLE, DURHAM))))
    table(homes, {(TOWN, HOME): 25, (MOOR, HOME): 40})
    here = ground(homes)

    found = gaps_by_type(
        here, knowledge(), TARGET, terms(within_minutes=20), tuple(here.people.districts)
    )

    counts = {kind: round(float(gap.children.sum())) for kind, gap in found.items()}
    # Town and Moor; it does not serve Gateshead, where Quay is.
    assert (counts["too-far"], counts["nobody"]) == (120, 60)


def test_what_is_opened_on_paper_is_found_by_its_postcode(homes: Directory) -> None:
    table(homes, {(TOWN, AT_MOOR): 10, (MOOR, AT_QUAY): 50})
    here, asked = ground(homes), terms(within_minutes=20)
    change = Open(
        programme=PROGRAMME, delivery=("venue",), areas_served=(NEWCASTLE,), postcode=AT_MOOR,
        age_from_months=0, age_under_months=60,
    )  # fmt: skip

    then = with_scenario(here, Scenario(changes=(change,)), homes.places, TODAY)

    found = coverage(then, knowledge(), TARGET, asked, tuple(then.people.districts))
    assert by_code(then, found)[TOWN] == YES
