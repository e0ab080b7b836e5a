"""How good the answer is, in words: what is called proven is proven, and of the right number."""

from dataclasses import replace
from typing import Any

import pytest

from directory.domain.coverage.siting.candidate_sites import premises_sites
from directory.domain.coverage.siting.max_coverage import Fewest, Siting
from directory.domain.coverage.siting.site_selection import SiteQuery, SiteSelection, select_sites
from directory.domain.coverage.siting.site_text import proof
from tests.directory_builders import DURHAM, GATESHEAD, HOME, NEWCASTLE, Directory, knowledge
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms

pytestmark = pytest.mark.database
QUAY, SOUTH, MOOR = "NE8 1AA", "NE8 4AA", "DH1 1AA"


@pytest.fixture
def laid(directory: Directory) -> Directory:
    """Town, Quay, South and Moor; within two miles, sites at Quay and Moor reach everybody."""
    people(
        directory, area("town", HOME), area("quay", QUAY), area("south", SOUTH), area("moor", MOOR)
    )
    return directory


def best(directory: Directory, **wish: Any) -> SiteSelection:
    offered = premises_sites(map(directory.places.find, (HOME, QUAY, SOUTH, MOOR)))
    return select_sites(
        ground(directory), knowledge(), TARGET, terms(within_miles=2.0),
        (DURHAM, GATESHEAD, NEWCASTLE), SiteQuery(offered=offered, **wish),
    )  # fmt: skip


def cut_short(found: SiteSelection) -> SiteSelection:
    """The same answer as it stands where the time was over before it was proven."""
    if isinstance(found.answer, Siting):
        most = found.answer.reached + 30
        return replace(found, answer=replace(found.answer, is_optimal=False, most=most))
    assert isinstance(found.answer, Fewest)
    return replace(found, answer=replace(found.answer, is_optimal=False, at_least=1))


def test_where_fewer_than_allowed_reach_everybody_more_are_told_to_bring_nobody_else(
    laid: Directory,
) -> None:
    found = best(laid, sites=3)

    assert len(found.chosen) == 2
    assert proof(found)[0] == "More than 2 would bring nobody else within reach: proven."


@pytest.mark.parametrize("sites", [1, 2])
def test_where_all_that_are_allowed_are_chosen_no_other_choice_is_better(
    laid: Directory, sites: int
) -> None:
    assert proof(best(laid, sites=sites))[0] == (
        f"No other choice of {sites} of the 4 reaches more children: proven."
    )


@pytest.mark.parametrize("sites", [2, 3])
def test_an_answer_that_is_not_proven_says_by_how_much_a_better_one_could_exceed_it(
    laid: Directory, sites: int
) -> None:
    assert proof(cut_short(best(laid, sites=sites)))[0] == (
        "This is the best that was found in 4 seconds. No other choice reaches more than"
        " 30 children more: proven."
    )


def test_the_fewest_are_proven(laid: Directory) -> None:
    found = best(laid, share=0.9)

    assert proof(found)[0] == "No choice of fewer than 2 reaches the share: proven."
    assert proof(cut_short(found))[0] == (
        "This is the best that was found in 4 seconds. No choice of fewer than 1 reaches the"
        " share: proven."
    )
