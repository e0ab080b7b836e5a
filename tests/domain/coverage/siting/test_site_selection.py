"""Where one more would do most good, over children and venues of a few postcodes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from directory.domain.coverage.coverage import coverage
from directory.domain.coverage.scenarios.overlay import with_scenario
from directory.domain.coverage.scenarios.scenario import Open, Scenario
from directory.domain.coverage.siting import candidate_sites
from directory.domain.coverage.siting.candidate_sites import (
    CandidateSites,
    premises_sites,
    square_sites,
    team_sites,
    venue_sites,
)
from directory.domain.coverage.siting.site_selection import SiteQuery, SiteSelection, select_sites
from directory.domain.coverage.unserved_population import gathered, unserved_population
from directory.geo.describe_point import grid_reference, nearest_outcode
from tests.directory_builders import (
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    ORIGIN,
    PROGRAMME,
    TODAY,
    Directory,
    entry,
    hidden,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms

pytestmark = pytest.mark.database
DISTRICTS = (DURHAM, GATESHEAD, NEWCASTLE)
UNDER_FIVE = {"age_from_months": 0, "age_under_months": 60}
FEW, MANY = (4,) * 18, (36,) * 18
QUAY, SOUTH, MOOR, NORTH = "NE8 1AA", "NE8 4AA", "DH1 1AA", "NE3 1AA"


@pytest.fixture
def laid(directory: Directory) -> Directory:
    """Town has 60 children under 5, Quay 20, South 180 and Moor 60; North has nobody."""
    people(
        directory, area("town", HOME), area("quay", QUAY, FEW), area("south", SOUTH, MANY),
        area("moor", MOOR),
    )  # fmt: skip
    return directory


def premises(directory: Directory, *postcodes: str) -> CandidateSites:
    return premises_sites(map(directory.places.find, postcodes))


def best(
    directory: Directory, offered: CandidateSites, miles: float = 1.0, **wish: Any
) -> SiteSelection:
    asked = wish or {"sites": 1}
    return select_sites(
        ground(directory), knowledge(), TARGET, terms(within_miles=miles), DISTRICTS,
        SiteQuery(offered=offered, **asked),
    )  # fmt: skip


def named(found: SiteSelection) -> list[tuple[str, float, float]]:
    return [(each.site.name, each.adds, each.by_itself) for each in found.chosen]


def test_the_premises_that_bring_most_children_within_reach_are_chosen(laid: Directory) -> None:
    found = best(laid, premises(laid, HOME, QUAY, SOUTH, MOOR))
    assert named(found) == [(SOUTH, 180, 180)]
    assert (found.before.reached, found.adds, found.before.children) == (0, 180, 320)
    assert found.share_after == 0.5625
    assert found.is_optimal


def test_each_site_says_what_it_adds_and_what_it_would_do_alone(laid: Directory) -> None:
    found = best(laid, premises(laid, HOME, QUAY, SOUTH, MOOR), miles=2.0, sites=3)
    # From Quay, Town and South are both within two miles.
    assert named(found) == [(QUAY, 260, 260), (MOOR, 60, 60)]


def test_whom_a_service_reaches_already_is_not_counted_again(laid: Directory) -> None:
    laid.take(entry("a", venue(SOUTH), programme=PROGRAMME, delivery=("venue",), **UNDER_FIVE))
    found = best(laid, premises(laid, HOME, SOUTH))
    assert named(found) == [(HOME, 80, 80)]
    assert (found.before.reached, found.after) == (180, 260)


def test_who_may_have_somebody_is_still_to_be_reached(laid: Directory) -> None:
    laid.take(entry("silent", venue(SOUTH), programme=PROGRAMME, delivery=("venue",)))
    found = best(laid, premises(laid, HOME, SOUTH))
    assert found.before.maybe == 180
    assert named(found) == [(SOUTH, 180, 180)]


def test_the_shares_of_authorities_are_told_before_and_after(laid: Directory) -> None:
    found = best(laid, premises(laid, SOUTH))
    assert {
        each.authority.code: (each.before.children, each.before.reached, each.after)
        for each in found.by_authority
    } == {NEWCASTLE: (60, 0, 0), GATESHEAD: (200, 0, 180), DURHAM: (60, 0, 0)}


def test_the_fewest_sites_that_bring_a_share_are_found(laid: Directory) -> None:
    found = best(laid, premises(laid, HOME, QUAY, SOUTH, MOOR), miles=2.0, share=0.9)
    assert {each.site.name for each in found.chosen} == {QUAY, MOOR}
    assert found.is_optimal
    assert found.after == 320


def test_a_share_that_cannot_be_reached_chooses_nothing_and_says_how_far_it_goes(
    laid: Directory,
) -> None:
    found = best(laid, premises(laid, HOME), share=0.9)
    assert found.chosen == ()
    assert found.answer is not None
    assert not found.answer.is_possible
    assert found.answer.most_share == 80 / 320


def test_where_everybody_is_reached_nothing_is_chosen(laid: Directory) -> None:
    laid.take(
        entry("a", programme=PROGRAMME, delivery=("home",), areas_served=DISTRICTS, **UNDER_FIVE)
    )
    found = best(laid, premises(laid, HOME, SOUTH))
    assert (found.chosen, found.answer, found.share_after, found.is_optimal) == ((), None, 1, True)


def test_all_of_them_is_all_whatever_the_rounding(laid: Directory) -> None:
    found = best(laid, team_sites(ground(laid), DISTRICTS), sites=3)
    assert found.share_after == 1
    assert [each.share_after for each in found.by_authority] == [1, 1, 1]


def test_a_team_reaches_the_whole_of_its_district_and_no_other(laid: Directory) -> None:
    found = best(laid, team_sites(ground(laid), DISTRICTS), sites=2)
    assert named(found) == [
        ("A team for Gateshead", 200, 200),
        ("A team for County Durham", 60, 60),
    ]


def test_a_hidden_venue_is_never_among_those_that_are_looked_at(laid: Directory) -> None:
    laid.take(
        entry("open", venue(QUAY, name="Quay Rooms"), name="Play", organisation="Quay Trust"),
        entry("refuge", hidden(SOUTH, name="Secret House"), position=1),
    )
    offered = venues_here(laid)
    assert [(each.name, each.detail) for each in offered.sites] == [
        ("Quay Rooms", "Play, Quay Trust")
    ]


def test_entries_at_one_place_are_one_site(laid: Directory) -> None:
    laid.take(*(entry(id, venue(QUAY), position=at) for at, id in enumerate("abc")))
    [site] = venues_here(laid).sites
    assert (site.name, site.detail) == (QUAY, "a, Made up, and 2 more entries")


def test_venues_elsewhere_are_not_looked_at(laid: Directory) -> None:
    laid.take(entry("a", venue("AL1 1AA")), entry("b", venue(MOOR), position=1))
    assert [each.name for each in venues_here(laid).sites] == [MOOR]


def venues_here(laid: Directory) -> CandidateSites:
    with laid.session() as session:
        return venue_sites(session, ground(laid), knowledge(), TARGET, terms(), DISTRICTS)


def squares_here(laid: Directory) -> CandidateSites:
    return square_sites(ground(laid), knowledge(), TARGET, terms(), DISTRICTS)


def test_anywhere_is_the_middle_of_each_square_where_somebody_wants(laid: Directory) -> None:
    offered = squares_here(laid)
    assert len(offered.sites) == offered.out_of == 4
    assert offered.says is None
    assert named(best(laid, offered))[0][1] == 180
    [site] = [each for each in offered.sites if "NZ 245 645" in each.detail]
    assert site.name == "Near NE1"
    assert "the middle of a square of 1 km" in site.detail


def test_of_too_many_sites_those_that_most_children_are_near_are_kept(
    laid: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_sites, "MOST_SITES", 2)
    offered = squares_here(laid)
    assert len(offered.sites) == 2
    assert offered.says is not None
    assert offered.says.startswith("2 of 4 were looked at: those near which most children live")


def test_of_many_more_sites_one_is_kept_of_each_square(
    laid: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_sites, "MOST_SITES", 1)
    offered = squares_here(laid)
    assert offered.says is not None
    assert offered.says.startswith("1 of 4 were looked at: of each square of 10 km one")


def test_a_postcode_named_twice_is_one_site(laid: Directory) -> None:
    assert premises(laid, HOME, "ne14st").out_of == 1


def test_a_postcode_that_is_placed_roughly_says_so(laid: Directory) -> None:
    [site] = premises(laid, "NE8 9ZZ").sites
    assert "placed by its first half alone" in site.detail


@pytest.mark.parametrize("postcodes", [[QUAY], [SOUTH, HOME], [MOOR, NORTH]])
def test_what_it_promises_is_what_opening_there_on_paper_gives(
    laid: Directory, postcodes: Sequence[str]
) -> None:
    found = best(laid, premises(laid, *postcodes), miles=2.0, sites=2)
    opened = tuple(
        Open(programme=PROGRAMME, postcode=code, delivery=("venue",), **UNDER_FIVE)
        for code in postcodes
    )
    here = with_scenario(ground(laid), Scenario(changes=opened), laid.places, TODAY)
    after = coverage(here, knowledge(), TARGET, terms(within_miles=2.0), DISTRICTS)
    assert found.after == pytest.approx(after.reached.sum())


def test_homes_at_one_place_are_one_point_and_no_child_is_lost(laid: Directory) -> None:
    wants = unserved_population(ground(laid), knowledge(), TARGET, terms(), DISTRICTS)
    assert (len(wants.children), wants.children.sum(), wants.side) == (4, 320, None)


def test_too_many_points_are_gathered_by_square_within_their_district() -> None:
    place = np.array([[10.0, 10.0], [20.0, 30.0], [20.0, 40.0], [900.0, 900.0]])
    district = np.array([0, 0, 1, 0])
    found = gathered(place, np.array([1.0, 3.0, 5.0, 7.0]), district, 3)
    assert found.side == 100
    assert found.children.tolist() == [4, 5, 7]
    assert found.district.tolist() == [0, 1, 0]
    assert (found.easting[0], found.northing[0]) == (17.5, 25.0)


@pytest.mark.parametrize(
    ("easting", "northing", "reference"),
    [
        (ORIGIN[0], ORIGIN[1], "NZ 242 645"),
        (530_034, 180_381, "TQ 300 803"),  # Charing Cross
        (438_700, 114_800, "SU 387 148"),  # the head office of the Ordnance Survey, Southampton
        (87_000, 8_000, "SV 870 080"),  # Scilly
    ],
)
def test_a_grid_reference_is_that_of_the_map(easting: int, northing: int, reference: str) -> None:
    assert grid_reference(easting, northing) == reference


def test_the_nearest_half_postcode_is_one_that_people_live_in() -> None:
    assert nearest_outcode(*ORIGIN) == "NE1"
    # NE99, whose middle is nearer, is for large users of the post.
    assert nearest_outcode(424_831, 564_116) == "NE1"
