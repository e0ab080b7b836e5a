"""What would be lost if a service ended, by hand over three areas."""

from typing import Any

import pytest

from directory.domain.coverage.authorities import authorities
from directory.domain.coverage.closure_impact import closure_impacts
from tests.directory_builders import DURHAM, HOME, PROGRAMME, Directory, entry, knowledge, venue
from tests.domain.coverage.laid_out import area, ground, people, terms

pytestmark = pytest.mark.database
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME, "delivery": ("venue",), "age_from_months": 0, "age_under_months": 60,
}  # fmt: skip


@pytest.fixture
def laid(directory: Directory) -> Directory:
    people(directory, area("E01-town", HOME), area("E01-moor", "DH1 1AA"))
    directory.take(
        entry("wide", venue(HOME), venue("DH1 1AA"), **WHOLE),
        entry("town", venue(HOME), **WHOLE | {"age_from_months": 24}, position=2),
        entry("quiet", venue("DH1 1AA"), programme=PROGRAMME, delivery=("venue",), position=3),
    )
    return directory


def test_only_those_who_have_no_other_are_lost(laid: Directory) -> None:
    here = ground(laid)

    found = {
        loss.target.id: loss
        for loss in closure_impacts(here, knowledge(), "wide", terms(), authorities(here))
    }["ng76:1.7.4"]

    # In Town those under 2 have no other; in Moor nobody has but Quiet, which states no ages.
    assert (found.reached, found.lost, found.perhaps) == (120, 24 + 60, 60)
    assert {part.name: part.children for part in found.by_authority} == {
        "County Durham": 60, "Newcastle upon Tyne": 24,
    }  # fmt: skip
    assert [(part.name, part.children) for part in found.by_age] == [("Under 5", 84)]


def test_nothing_is_lost_where_another_takes_them_all(laid: Directory) -> None:
    here = ground(laid)

    found = closure_impacts(here, knowledge(), "town", terms(), authorities(here))

    assert {loss.lost for loss in found} == {0}


def test_a_narrower_question_loses_less(laid: Directory) -> None:
    here = ground(laid)
    durham = tuple(each for each in authorities(here) if DURHAM in each.districts)

    (first, *_) = closure_impacts(here, knowledge(), "wide", terms(under_months=12), durham)

    assert first.lost == 12


def test_a_service_that_is_not_shown_is_an_error(laid: Directory) -> None:
    here = ground(laid)
    with pytest.raises(KeyError):
        closure_impacts(here, knowledge(), "none", terms(), authorities(here))
