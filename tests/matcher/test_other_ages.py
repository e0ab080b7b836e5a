"""Ages that a developer states: a caution with both ages, never a bar."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.result import option_data
from tests.matcher.shipped import knowledge, option

AGE = "child.age_months"
HARMED = {"harm.happened": True, "abuse.neglect": True, "carer.maltreating_parent": True}


@pytest.mark.parametrize(
    ("id", "programme", "months", "outside"),
    [
        ("ng76:1.7.4", "abc", 3, True),
        ("ng76:1.7.4", "abc", 5, True),
        ("ng76:1.7.4", "abc", 6, False),
        ("ng76:1.7.4", "abc", 30, False),
        ("ng76:1.7.4", "abc", 47, False),
        ("ng76:1.7.4", "abc", 48, True),
        ("ng76:1.7.11", "parent-child-interaction-therapy", 3, True),
        ("ng76:1.7.11", "parent-child-interaction-therapy", 24, False),
        ("ng76:1.7.11", "parent-child-interaction-therapy", 96, True),
        ("ng76:1.7.10", "safecare", 71, False),
        ("ng76:1.7.10", "safecare", 72, True),
    ],
)
def test_a_child_outside_the_developers_ages_is_told_with_both(
    id: str, programme: str, months: int, outside: bool
) -> None:
    found = option(id, {**HARMED, AGE: months})
    assert found.status == "applies"
    assert [each.programme for each in found.other_ages] == ([programme] if outside else [])
    for each in found.other_ages:
        assert each.says in found.cautions
        assert "this child is" in each.says
        assert all(row.url and row.seen_on for row in each.rows)
        assert each.child_months == months


def test_the_words_name_both_ages_and_the_day() -> None:
    (each,) = option("ng76:1.7.4", {**HARMED, AGE: 3}).other_ages
    assert each.says.startswith(
        "Attachment and Biobehavioral Catch-up (ABC): its own pages say 6 to"
    )
    assert "this child is 3 months" in each.says
    assert "22 November 2026" in each.says


@pytest.mark.parametrize("case", [{}, {AGE: 60}, {**HARMED}])
def test_without_an_age_or_where_it_does_not_apply_nothing_is_said(case: dict[str, Any]) -> None:
    assert option("ng76:1.7.4", case).other_ages == ()


def test_a_page_that_starts_at_birth_says_nothing_of_the_unborn() -> None:
    case = {
        "harm.at_risk": True,
        "parent.is_mother": True,
        "parent.methadone_programme": True,
        AGE: -3,
    }
    assert option("ng76:1.5.11", case).other_ages == ()
    assert option("ng76:1.5.11", {**case, AGE: 96}).other_ages


def test_the_pages_stand_in_the_result_with_date_and_link() -> None:
    (row,) = option_data(option("ng76:1.7.4", {**HARMED, AGE: 3}))["other_ages"]
    assert {page["url"] for page in row["pages"]} == {
        each.url for each in knowledge().programme["abc"].ages
    }
    assert all(page["seen_on"] for page in row["pages"])
