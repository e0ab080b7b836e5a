"""Five areas, six services, two unknowns and one budget, worked out by hand.

Each area has 12 children of each year of age. NG76 1.7.4 is for those under 5: 60 in each area.
Newcastle has Town and Fen, Gateshead has Quay and Hill, Durham has Moor.

* Harbour has a venue in Town, serves Newcastle, and states 20 places.
* Quayside has a venue in Quay, serves Gateshead and Newcastle, and states 12 places. Town is 0.97
  miles from it, Hill 1.85.
* Silent has a venue in Fen, serves Newcastle, states 8 places and no ages: the first unknown.
* Visits comes to homes in Durham, takes those under 2, and states 6 places.
* Mothers comes to homes in Durham, takes those of 2 to 4 of mothers, and states no number of
  places: the second unknown.
* Closed, in Moor, has closed.

| | plans | in the year | of all | neglect or physical | takes part | need |
|---|---|---|---|---|---|---|
| Newcastle | 108 | 216 | 432 | 81 of 108 | 0.4, 0.5, 0.8 | 9, 11.25, 36 of 120 |
| Gateshead | 216 | 216 | 432 | 108 of 216 | 0.5 | 15 of 120 |
| Durham | 54 | 54 | 216 | 54 of 54 | 0.2, 0.4, 1 | 3, 6, 15 of 60 |
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from directory.application.commands.statistics import take_need, take_shares
from directory.domain.coverage.gap_query import GapQuery
from directory.domain.need.access import access
from directory.domain.need.chain_data import need_chains_in
from directory.domain.need.children_by_area import children_by_area, meant_by
from directory.domain.need.floating_catchment import DECAYS
from directory.domain.need.need_report import ReportRow, one_row, places_stated
from directory.domain.need.need_rows import ProgrammeCell
from directory.domain.need.purchase_plan import NeedGroup, PlanOption, purchase_plan
from directory.domain.need.quantity import Quantity, exactly
from directory.exchange.statistics.need import Need, NeedRow
from directory.exchange.statistics.need_shares import NeedShareRow, NeedShares
from directory.exchange.statistics.publication_registry import Publication
from directory.infrastructure import paths
from tests.directory_builders import (
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    NOW,
    PROGRAMME,
    Directory,
    entry,
    knowledge,
    venue,
)
from tests.domain.coverage.laid_out import TARGET, area, ground, people, terms

pytestmark = pytest.mark.database
UNDER_5: dict[str, Any] = {"age_from_months": 0, "age_under_months": 60}
PLANS, IN_YEAR = "child_protection_plans", "children_in_need_year"
FIGURES: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    NEWCASTLE: {
        PLANS: {"all": 108, "neglect": 54, "physical": 27, "emotional": 27, "multiple": 0},
        IN_YEAR: {"all": 216},
    },
    GATESHEAD: {
        PLANS: {"all": 216, "neglect": 108, "physical": 0, "emotional": 108, "multiple": 0},
        IN_YEAR: {"all": 216},
    },
    DURHAM: {
        PLANS: {"all": 54, "neglect": 54, "physical": 0, "emotional": 0, "multiple": 0},
        IN_YEAR: {"all": 54},
    },
}
SHARES = {NEWCASTLE: (0.4, 0.5, 0.8), GATESHEAD: (0.5, 0.5, 0.5), DURHAM: (0.2, 0.4, 1.0)}
ABOUT = Publication(title="Made up", dated="2026", licence="None")


@pytest.fixture
def worked(directory: Directory) -> Directory:
    people(
        directory, area("E01-town", HOME), area("E01-fen", "NE3 1AA"), area("E01-quay", "NE8 1AA"),
        area("E01-hill", "NE8 4AA"), area("E01-moor", "DH1 1AA"),
    )  # fmt: skip
    at_home = {"delivery": ("home",), "areas_served": (DURHAM,)}
    directory.take(
        _entry("harbour", HOME, areas_served=(NEWCASTLE,), places_per_year=20, **UNDER_5),
        _entry(
            "quayside", "NE8 1AA", areas_served=(GATESHEAD, NEWCASTLE), places_per_year=12,
            **UNDER_5,
        ),
        _entry("silent", "NE3 1AA", areas_served=(NEWCASTLE,), places_per_year=8),
        _entry(
            "visits", None, age_from_months=0, age_under_months=24, places_per_year=6, **at_home,
        ),
        _entry(
            "mothers", None, age_from_months=24, age_under_months=60,
            requires=("parent.is_mother",), **at_home,
        ),
        _entry(
            "closed", "DH1 1AA", areas_served=(DURHAM,), places_per_year=99, status="closed",
            **UNDER_5,
        ),
    )  # fmt: skip
    _take_figures(directory)
    return directory


def _entry(id: str, postcode: str | None, **rest: Any) -> Any:
    return entry(id, venue(postcode), **{"programme": PROGRAMME, "delivery": ("venue",), **rest})


def _take_figures(directory: Directory) -> None:
    rows = tuple(
        NeedRow(
            authority=code, year=2026, measure=measure, category=category, number=number,
            withheld=None,
        )
        for code, measures in FIGURES.items()
        for measure, numbers in measures.items()
        for category, number in numbers.items()
    )  # fmt: skip
    shares = tuple(
        NeedShareRow(
            authority=code, step="parent-takes-part", low=low, likely=likely, high=high,
            source="Our audit", dated="2026",
        )
        for code, (low, likely, high) in SHARES.items()
    )  # fmt: skip
    with directory.session() as session:
        need = Need(published=ABOUT, rows=rows, notes=())
        take_need(session, need, actor="test", now=NOW, is_sample=False)
        take_shares(session, NeedShares(published=ABOUT, rows=shares), actor="test", now=NOW)


def the_row(directory: Directory) -> ReportRow:
    query, here = GapQuery(terms=terms()), ground(directory)
    with directory.session() as session:
        chains = need_chains_in(paths.data())
        return one_row(session, here, knowledge(), chains, query, TARGET)


def cells(directory: Directory) -> Mapping[str, ProgrammeCell]:
    return {cell.column.code: cell for cell in the_row(directory).row.cells}


def near(found: Quantity | None) -> tuple[Any, ...]:
    assert found
    return tuple(
        None if each is None else pytest.approx(each, abs=1e-9)
        for each in (found.low, found.likely, found.high)
    )


def test_need(worked: Directory) -> None:
    found = cells(worked)

    assert near(found[NEWCASTLE].need) == (9, 11.25, 36)
    assert near(found[GATESHEAD].need) == (15, 15, 15)
    assert near(found[DURHAM].need) == (3, 6, 15)
    assert near(the_row(worked).row.total.need) == (27, 32.25, 66)
    assert [round(cell.children) for cell in found.values()] == [60, 120, 120]


def test_places_and_what_is_short(worked: Directory) -> None:
    found = cells(worked)

    # Newcastle: Harbour's 20, Silent's 8, and of Quayside's 12 none, half or all.
    assert _places(found[NEWCASTLE]) == (28, 34, 40, False)
    assert near(found[NEWCASTLE].short) == (0, 0, 8)
    # Gateshead: of Quayside's 12 none, half or all.
    assert _places(found[GATESHEAD]) == (0, 6, 12, False)
    assert near(found[GATESHEAD].short) == (3, 9, 15)
    # Durham: 6 of Visits, and Mothers does not say. Closed has none.
    assert _places(found[DURHAM]) == (6, 6, 6, True)
    assert near(found[DURHAM].short) == (0, 0, 9)


def _places(cell: ProgrammeCell) -> tuple[float, float, float, bool]:
    places = cell.places
    return places.least, places.likely, places.most, places.is_open


def test_reach_with_the_two_unknowns(worked: Directory) -> None:
    found = the_row(worked)

    # Surely: 60 each of Town, Quay and Hill, and 24 of Moor. Fen's 60 and Moor's 36 hang on two.
    assert found.reached == Quantity(204.0, None, 300.0)
    assert [(each.service.id, round(each.children)) for each in found.unknowns] == [
        ("silent", 60), ("mothers", 36),
    ]  # fmt: skip


def test_places_for_each_expected_child(worked: Directory) -> None:
    here = ground(worked)
    meant = meant_by(knowledge(), TARGET, terms(), None)
    likely = {NEWCASTLE: 11.25 / 120, GATESHEAD: 15 / 120, DURHAM: 6 / 60}
    share = np.array([likely[code] for code in here.people.districts])
    expected = children_by_area(here, meant.months) * share[here.people.district]
    with worked.session() as session:
        stated = places_stated(session, here)

    found = access(
        here, the_row(worked).row.suppliers, stated, expected, DECAYS["slow-zones"], miles=3.0
    )

    # Quayside: 12 among Town (5.625), Quay (7.5) and 0.68 of Hill (7.5): 12 / 18.225.
    quayside = 12 / 18.225
    by_code = dict(zip(here.people.districts, found.by_district.tolist(), strict=True))
    town, fen = 20 / 5.625 + quayside, 8 / 5.625
    assert by_code[NEWCASTLE] == pytest.approx((town + fen) / 2, abs=1e-9)
    assert by_code[GATESHEAD] == pytest.approx((quayside + 0.68 * quayside) / 2, abs=1e-9)
    assert by_code[DURHAM] == pytest.approx(1, abs=1e-9)
    assert (found.counted, found.silent) == (4, 1)
    assert found.of(np.arange(3)) == pytest.approx(
        (11.25 * by_code[NEWCASTLE] + 15 * by_code[GATESHEAD] + 6) / 32.25
    )


@pytest.mark.parametrize(
    ("equity", "bought", "children", "cost"),
    [
        # A team for all 9 of Durham is 7,500; one place at Quayside takes the rest.
        (False, {"team": 9, "quayside": 1}, 10, 10_000),
        # Gateshead is the more deprived: as many there as in Durham, so 2 and 2.
        (True, {"team": 2, "quayside": 2}, 4, 9_000),
    ],
)
def test_what_to_buy_for_10_000_pounds(
    worked: Directory, equity: bool, bought: dict[str, int], children: int, cost: int
) -> None:
    found = cells(worked)
    groups = [
        NeedGroup(
            recommendation=TARGET.id, area=code, tenth=tenth,
            need=(found[code].need or exactly(0)).high, served=found[code].places.likely,
        )
        for code, tenth in ((GATESHEAD, "1"), (DURHAM, "5"))
    ]  # fmt: skip
    options = [
        PlanOption(
            id="quayside", kind="places", says="More places", fixed_cost=0, unit_cost=2500,
            places=1, most_units=8, groups=(0,),
        ),
        PlanOption(
            id="team", kind="team", says="A team", fixed_cost=3000, unit_cost=500, places=1,
            most_units=20, groups=(1,),
        ),
    ]  # fmt: skip

    plan = purchase_plan(groups, options, budget=10_000, equity=equity)

    assert {each.option.id: each.units for each in plan.purchases} == bought
    assert (plan.children, plan.cost) == (pytest.approx(children), cost)
    assert plan.is_exact
