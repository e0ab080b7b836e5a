"""Each code of the census says what a fact asks, or says nothing and why."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from directory.exchange.caseload_file.census import FILE, CensusError, census_in
from tests.exchange.caseload_file.sheets import (
    census,
    column,
    knowledge,
    problems,
    read,
    said,
    sheet,
)

NO, YES = 0, 1
BOTH = 2
PLAN, PARENT = "plan-means-happened", "parent-takes-part"
FACTORS = {
    "7A": {"child.young_carer": YES},
    "9A": {"child.unaccompanied": YES},
    "10A": {"child.missing": YES},
    "13A": {"child.harm_outside_family": YES},
    "14A": {"child.problem_behaviour": YES},
}
"""Every factor that says what a fact asks; of the others it is not known."""


def codes(name: str) -> list[str]:
    [found] = [each for each in census().columns if name in each.names]
    return [code.code for code in found.codes]


@pytest.mark.parametrize("code", codes("AssessmentFactors"))
def test_a_factor_says_what_a_fact_asks_or_nothing(code: str) -> None:
    assert said(column("AssessmentFactors", code)) == [FACTORS.get(code, {})]


@pytest.mark.parametrize("code", codes("AssessmentFactors"))
def test_a_factor_that_says_nothing_is_told_with_its_reason(code: str) -> None:
    silent = read(column("AssessmentFactors", code)).silent

    assert [(each.code, each.rows) for each in silent] == ([] if code in FACTORS else [(code, 1)])
    assert all(each.why for each in silent)


@pytest.mark.parametrize(
    ("name", "cell", "says"),
    [
        ("Sex", "1", {"child.sex": 1}),
        ("Sex", "F", {"child.sex": 0}),
        ("GenderCurrent", "2", {"child.sex": 0}),
        ("GenderCurrent", "0", {}),
        ("Sex", "9", {}),
        ("Disabilities", "NONE", {"child.disabled": NO}),
        ("Disabilities", "MOB,HAND", {"child.disabled": YES}),
        ("Disability", "AUT", {"child.disabled": YES}),
        ("PrimaryNeedCode", "N1", {}),
        ("PrimaryNeedCode", "N6", {"child.problem_behaviour": YES}),
        ("PrimaryNeedCode", "N7", {}),
        ("LatestCategoryOfAbuse", "NEG", {}),
        ("primary_need_code", "n6", {"child.problem_behaviour": YES}),
        ("Primary Need Code", "N6", {"child.problem_behaviour": YES}),
    ],
)
def test_a_code_says_of_a_child_what_the_table_says(
    name: str, cell: str, says: Mapping[str, int]
) -> None:
    assert said(column(name, cell)) == [says]


@pytest.mark.parametrize(
    ("assumed", "name", "cell", "says"),
    [
        (PLAN, "LatestCategoryOfAbuse", "NEG", {"abuse.neglect": YES, "stage": BOTH}),
        (PLAN, "InitialCategoryOfAbuse", "PHY", {"abuse.physical": YES, "stage": BOTH}),
        (PLAN, "CategoryOfAbuse", "SAB", {"abuse.sexual": YES, "stage": BOTH}),
        (PLAN, "CategoryOfAbuse", "EMO", {"abuse.emotional": YES, "stage": BOTH}),
        (PLAN, "CategoryOfAbuse", "MUL", {"stage": BOTH}),
        (PLAN, "AssessmentFactors", "16A", {}),
        (PARENT, "AssessmentFactors", "1B", {"parent.substance_misuse": YES}),
        (PARENT, "AssessmentFactors", "2B", {"parent.substance_misuse": YES}),
        (PARENT, "AssessmentFactors", "5B", {"parent.learning_disability": YES}),
        (PARENT, "AssessmentFactors", "4B", {}),
        (PARENT, "CategoryOfAbuse", "NEG", {}),
    ],
)
def test_an_assumption_says_more_and_only_where_it_is_made(
    assumed: str, name: str, cell: str, says: Mapping[str, int]
) -> None:
    assert said(column(name, cell), assumed=[assumed]) == [says]
    assert said(column(name, cell)) == [{}]


def test_an_assumption_gives_way_to_what_the_council_states() -> None:
    file = sheet(["CategoryOfAbuse", "stage", "child.age_months"], ["NEG", "after_abuse", 30])

    assert said(file, assumed=[PLAN]) == [{"abuse.neglect": YES, "stage": 1}]


@pytest.mark.parametrize(
    "cell",
    ["7A,10A", "7A 10A", "7a;10a", "7A|10A", '["7A", "10A"]', '{"7A": "Yes", "10A": "yes"}',
     '[{"7A":"Yes"},{"10A":"Yes"},{"13A":"No"}]'],
)  # fmt: skip
def test_several_factors_may_be_written_as_case_systems_do(cell: str) -> None:
    assert said(column("Factors", cell)) == [{"child.young_carer": YES, "child.missing": YES}]


@pytest.mark.parametrize(("cell", "says"), [("1", YES), ("Yes", YES), ("x", YES)])
def test_a_factor_may_head_a_column_of_its_own(cell: str, says: int) -> None:
    assert said(column("7A", cell)) == [{"child.young_carer": says}]
    assert said(column("Factor 7A", cell)) == [{"child.young_carer": says}]


@pytest.mark.parametrize("cell", ["", "0", "no", "N"])
def test_a_factor_that_nobody_ticked_is_not_known_and_never_no(cell: str) -> None:
    assert said(column("7A", cell, "yes")) == [{}, {"child.young_carer": YES}]
    assert said(column("Factors", "21", "")) == [{}, {}]


def test_what_two_columns_say_is_put_together() -> None:
    file = sheet(["PrimaryNeedCode", "Factors", "Sex", "child.sex"], ["N6", "14A,7A", "1", "male"])

    assert said(file) == [
        {"child.problem_behaviour": YES, "child.young_carer": YES, "child.sex": 1}
    ]


def test_the_sex_comes_before_the_gender_where_a_file_has_both() -> None:
    file = sheet(["GenderCurrent", "Sex", "stage"], ["1", "2", ""], ["1", "", "both"])

    assert said(file) == [{"child.sex": 0}, {"child.sex": 1, "stage": BOTH}]


def test_columns_that_contradict_each_other_are_a_problem_of_the_row() -> None:
    file = sheet(["Sex", "child.sex"], ["1", "male"], ["2", "male"], ["", "male"])

    assert problems(file) == ["line 3, child.sex: says something else than Sex: mend one of them"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('says: {child.dog: "yes"}', "Sex 1: child.dog is no fact"),
        ("says: {child.sex: neither}", "Sex 1: child.sex is never neither"),
        ("says_if: {guess: {child.sex: male}}", "Sex 1: guess is no assumption"),
        ("means_not: x", "extra fields found"),
        ("also: [M]", "Sex 1: says nothing and does not say why"),
    ],
)
def test_an_unsound_table_is_told(written: str, says: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "source: {title: T, publisher: P, url: U, read_in: [], checked_on: 2026-11-22}\n"
        "assumptions: []\nnot_used: []\nrefused: {words: [], within: []}\n"
        f"columns: [{{names: [Sex], reads: code, codes: [{{code: '1', means: M, {written}}}]}}]\n"
    )

    with pytest.raises(CensusError, match=r"data/census_columns\.yaml") as raised:
        census_in(tmp_path, knowledge().facts)

    assert says in str(raised.value)


def test_the_table_names_its_source_and_no_heading_twice() -> None:
    names = [name.casefold() for each in census().columns for name in each.names]

    assert census().source.url.startswith("https://www.gov.uk/")
    assert len(names) == len(set(names))
    assert not set(names) & {name.casefold() for name in census().not_used}
