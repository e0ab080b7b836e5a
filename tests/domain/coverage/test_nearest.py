"""How far it is to the nearest, along the ground."""

import numpy as np
import pytest

from directory.domain.coverage.nearest import distances_to, nearest_metres
from tests.directory_builders import (
    DURHAM,
    HOME,
    PROGRAMME,
    Directory,
    entry,
    hidden,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms

WHOLE = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip


@pytest.mark.database
def test_a_venue_counts_for_those_whom_its_service_takes(directory: Directory) -> None:
    people(directory, area("E01-moor", "DH1 1AA"), area("E01-town", HOME))
    directory.take(
        entry("durham", venue("NE8 4AA"), **WHOLE, areas_served=(DURHAM,)),
        entry("kept", hidden(HOME), **WHOLE),
    )
    here = ground(directory)

    found = nearest_metres(here, np.arange(2), np.arange(2))

    # 1,000 m west and 18,000 m north of it; nobody in Newcastle is taken, and no refuge is told.
    assert found[0] == pytest.approx(np.hypot(1000, 18_000), rel=0.001)
    assert found[1] == np.inf


@pytest.mark.database
def test_how_far_half_of_the_children_have(directory: Directory) -> None:
    people(directory, area("E01-town", HOME), area("E01-quay", "NE8 1AA"))
    directory.take(entry("near", venue(HOME), **WHOLE))
    here = ground(directory)

    found = distances_to(here, knowledge(), TARGET, terms(), tuple(here.people.districts))

    assert found
    assert (found.half, found.nine_in_ten) == (0, pytest.approx(0.97, abs=0.01))


@pytest.mark.database
def test_a_venue_counts_for_the_ages_that_it_takes(directory: Directory) -> None:
    people(directory, area("E01-town", HOME))
    older = {**WHOLE, "age_from_months": 12}
    directory.take(entry("near", venue(HOME), **older), entry("far", venue("NE8 1AA"), **WHOLE))
    here = ground(directory)

    found = distances_to(here, knowledge(), TARGET, terms(), tuple(here.people.districts))

    # The youngest of five years of age must go on to the second.
    assert found
    assert (found.half, found.nine_in_ten) == (0, pytest.approx(0.97, abs=0.01))


@pytest.mark.database
def test_no_distance_is_told_where_some_have_nowhere_to_go(directory: Directory) -> None:
    people(directory, area("E01-moor", "DH1 1AA"), area("E01-town", HOME))
    directory.take(entry("durham", venue("DH1 1AA"), **WHOLE, areas_served=(DURHAM,)))
    here = ground(directory)

    every = tuple(here.people.districts)
    assert distances_to(here, knowledge(), TARGET, terms(), every) is None
    assert distances_to(here, knowledge(), TARGET, terms(), (DURHAM,)) is not None
