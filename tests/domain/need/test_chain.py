"""The chain from children of an age to those likely to need something, step by step."""

from datetime import date
from typing import Any

import pytest

from directory.domain.need.chain import (
    AuthorityFigures,
    ChainInputs,
    NeedChain,
    SetShare,
    caseload_chain,
    need_chain,
    years_old,
)
from directory.domain.need.chain_data import ChainRule, NeedChains, StepRule
from directory.domain.need.published_share import factor_share, of_categories
from directory.domain.need.quantity import Quantity, exactly, total

ON = date(2026, 12, 1)
PLANS = "child_protection_plans"


def step(id: str, **rest: Any) -> StepRule:
    return StepRule(**({"id": id, "kind": "share", "says": id, "asks": f"{id}?"} | rest))


STEPS = (
    step(
        "rate", kind="rate", low=PLANS, likely="children_in_need", high="children_in_need_year"
    ),
    step("neglect", kind="categories", any_of=("neglect", "physical")),
    step("drugs", kind="factors", any_of=("parental_drugs",)),
    step("takes-part"),
    step("permanent", base=True),
)  # fmt: skip


def chain(*steps: str, **known: Any) -> NeedChain:
    rule = ChainRule(recommendation="r", steps=steps)
    chains = NeedChains(steps=STEPS, chains=(rule,))
    inputs = {
        "on": ON, "everyone": 1000.0, "children_source": "ONS", "children_dated": "2025-06-30",
    } | known  # fmt: skip
    return need_chain(chains, rule, 250.0, "children under 5", ChainInputs(**inputs))


def figures(**numbers: int | None) -> dict[str, AuthorityFigures]:
    plans = {"all": 20, **numbers}
    measures = {
        PLANS: plans, "children_in_need": {"all": 40}, "children_in_need_year": {"all": 80},
    }  # fmt: skip
    return {name: AuthorityFigures(year=2025, numbers=each) for name, each in measures.items()}


def share(low: float, likely: float | None, high: float) -> SetShare:
    return SetShare(share=Quantity(low, likely, high), source="Our audit", dated="2026")


def test_a_rate_is_the_published_number_over_all_children() -> None:
    # 250 children of these ages, of 1,000: 20, 40 and 80 of all.
    found = chain("rate", figures=figures(), figures_source="DfE")

    assert found.need == Quantity(5.0, 10.0, 20.0)
    assert found.steps[1].source == "DfE"
    assert "20 children on a child protection plan at 31 March (200)" in found.steps[1].arithmetic
    assert found.asks == ()


def test_a_share_that_nobody_has_is_asked_for_and_the_answer_is_at_most() -> None:
    found = chain("rate", "takes-part", figures=figures())

    assert found.need == Quantity(0.0, None, 20.0)
    assert found.need.is_at_most
    assert found.asks == ("takes-part?",)


def test_a_share_that_the_council_sets_narrows_it() -> None:
    shares = {"takes-part": share(0.2, 0.5, 0.75)}
    found = chain("rate", "takes-part", figures=figures(), shares=shares)

    assert found.need == Quantity(1.0, 5.0, 15.0)
    assert (found.steps[2].source, found.steps[2].dated) == ("Our audit", "2026")


@pytest.mark.parametrize("withheld", [figures(), {}], ids=["withheld", "none"])
def test_without_a_rate_nothing_is_told(withheld: dict[str, AuthorityFigures]) -> None:
    if withheld:
        withheld[PLANS] = AuthorityFigures(year=2025, numbers={"all": None})
    found = chain("rate", "takes-part", figures=withheld)

    assert found.need is None
    assert found.asks == ("rate?", "takes-part?")
    assert found.children == 250


def test_a_base_that_nobody_has_leaves_it_open() -> None:
    assert chain("permanent").need is None
    assert chain("permanent", shares={"permanent": share(0.1, 0.1, 0.1)}).need == exactly(25.0)


def test_categories_narrow_where_they_are_published() -> None:
    known = figures(neglect=8, physical=2, emotional=4, sexual=2, multiple=4)

    found = chain("rate", "neglect", figures=known)

    # 10 of 20 at least, 14 at most; the 4 with several are split 10 to 6: 12.5.
    assert found.steps[2].share == Quantity(0.5, 0.625, 0.7)
    assert found.need == Quantity(2.5, 6.25, 14.0)


def test_a_withheld_category_is_asked_for_and_never_nought() -> None:
    found = chain("rate", "neglect", figures=figures(neglect=8, physical=None))

    assert found.need == Quantity(0.0, None, 20.0)
    assert found.asks == ("neglect?",)


@pytest.mark.parametrize(
    ("any_of", "share"),
    [
        (("neglect", "physical", "emotional"), Quantity(0.9, 0.9, 0.9)),
        (("sexual",), Quantity(0.1, 0.125, 0.3)),
    ],
)
def test_plans_of_several_categories(any_of: tuple[str, ...], share: Quantity) -> None:
    numbers = {
        "all": 20, "neglect": 8, "physical": 2, "emotional": 4, "sexual": 2, "multiple": 4,
    }  # fmt: skip

    assert of_categories(numbers, any_of) == share


@pytest.mark.parametrize(
    ("any_of", "share"),
    [
        (("parental_drugs",), Quantity(0.3, 0.3, 0.3)),
        (("parental_drugs", "parental_alcohol"), Quantity(0.3, None, 0.5)),
        (("domestic_abuse",), None),
    ],
)
def test_factors(any_of: tuple[str, ...], share: Quantity | None) -> None:
    numbers = {"all": 100, "parental_drugs": 30, "parental_alcohol": 20}

    assert factor_share(numbers, any_of) == share


def test_a_caseload_counts_itself() -> None:
    assert caseload_chain("r", 12, 0, "2026-11-30").need == exactly(12.0)
    assert caseload_chain("r", 12, 30, "2026-11-30").need == Quantity(12.0, None, 42.0)


@pytest.mark.parametrize(
    ("dated", "years"),
    [("2020-06-30", 6), ("2023", 3), ("2024", None), ("2023-12-02", None), ("spring", None)],
)
def test_a_figure_of_three_years_and_more_is_old(dated: str, years: int | None) -> None:
    assert years_old(dated, ON) == years


def test_the_oldest_figure_of_a_chain_is_told() -> None:
    assert chain("rate", figures=figures(), children_dated="2020-06-30").years_old == 6
    assert chain("rate", figures=figures()).years_old is None


def test_quantities_are_in_order_and_add_up() -> None:
    with pytest.raises(ValueError, match="not in order"):
        Quantity(2.0, 1.0, 3.0)

    assert total([Quantity(1.0, 2.0, 3.0), exactly(1.0)]) == Quantity(2.0, 3.0, 4.0)
    assert total([Quantity(1.0, None, 3.0), exactly(1.0)]) == Quantity(2.0, None, 4.0)
