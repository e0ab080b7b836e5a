"""A file with a column that may tell who somebody is, is refused whole, and nothing repeated."""

import pytest

from tests.exchange.caseload_file.sheets import problems, sheet

AGE = "child.age_months"


@pytest.mark.parametrize(
    "heading",
    ["Name", "Forename", "PersonFamilyName", "child_surname", "Full name", "Child's name",
     "Address 1", "Home address", "Postcode", "PostCode", "Telephone", "Mobile", "E-mail",
     "email_address", "UPN", "FormerUPN", "NHS Number", "NHSno", "ULN", "UPRN", "LAchildID",
     "Person ID", "pers_person_id", "Case reference", "Case No", "Social worker",
     "AllocatedWorker", "Initials", "Mother", "School", "Notes", "Case summary", "CINdetailsID"],
)  # fmt: skip
def test_a_heading_of_names_or_numbers_is_refused_by_name(heading: str) -> None:
    [said] = problems(sheet([AGE, heading], [30, ""]))

    assert said == (
        f"{heading}: may tell who a child or a worker is, by its heading: take this column out and "
        "send the file again; the whole file was refused, and nothing of it was kept"
    )


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("NE1 4ST", "postcodes"),
        ("ne14st", "postcodes"),
        ("amy@example.org", "e-mail addresses"),
        ("A123456789012", "unique pupil numbers"),
        ("A12345678901B", "unique pupil numbers"),
        ("943 476 5919", "NHS numbers or others of ten digits"),
        ("9434765919", "NHS numbers or others of ten digits"),
        ("0191 498 0000", "telephone numbers"),
        ("+44 7700 900000", "telephone numbers"),
        ("QQ 12 34 56 C", "National Insurance numbers"),
    ],
)
@pytest.mark.parametrize("heading", ["Something", "abuse.neglect", "Ethnicity", "Sex"])
def test_one_value_that_looks_like_a_persons_refuses_the_file(
    cell: str, what: str, heading: str
) -> None:
    rows = [[30, "", ""] for _ in range(50)]

    [said] = problems(sheet([AGE, heading, "child.sex"], *rows, [30, cell, "male"]))

    assert said.startswith(f"{heading}: holds what looks like {what}: take this column out")
    assert cell not in said


def test_a_column_of_many_words_that_is_none_of_ours_is_refused() -> None:
    names = ["Amy", "Ben", "Cleo", "Dev", "Ewa", "Finn"]

    [said] = problems(sheet([AGE, "Who"], *([30, name] for name in names)))

    assert said.startswith("Who: holds many different words, which may be names: take this")
    assert not any(name in said for name in names)


def test_a_column_of_many_numbers_that_is_none_of_ours_is_refused() -> None:
    rows = [[30, 900_000 + at * 7] for at in range(6)]

    [said] = problems(sheet([AGE, "Who"], *rows))

    assert said.startswith("Who: holds many different numbers, which may be those of people")


def test_names_in_a_column_of_the_census_that_is_not_used_are_refused_too() -> None:
    names = ["Amy", "Ben", "Cleo", "Dev", "Ewa", "Finn"]

    assert problems(sheet([AGE, "Ethnicity"], *([30, name] for name in names)))


def test_every_refused_column_is_named_and_no_other_problem_told() -> None:
    found = problems(sheet([AGE, "UPN", "Surname", "child.sex"], ["old", "", "", "neither"]))

    assert [each.split(":")[0] for each in found] == ["UPN", "Surname"]


def test_a_refusal_comes_before_what_is_wrong_with_values() -> None:
    [said] = problems(sheet([AGE, "Where"], ["old", "NE1 4ST"]))

    assert said.startswith("Where:")


def test_a_heading_that_is_itself_a_persons_is_not_repeated() -> None:
    [said] = problems(sheet([AGE, "amy@example.org"], [30, ""]))

    assert said.startswith("column 2: is headed by what looks like a person’s own details")
    assert "amy" not in said


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Ward", ["Byker", "Walker"] * 10),
        ("CINreferralDate", ["2026-01-02", "03/02/2026", "01-02-2026", "2026-04-05", "2026-05-06"]),
        ("Opened on", ["2026-01-02", "2026-02-03", "2026-03-04", "2026-04-05", "2026-05-06"]),
        ("UPNunknown", ["UN1", "UN2", "UN3", "", "UN4"]),
        ("Ethnicity", ["WBRI", "AIND", "WBRI", "WBRI", "WBRI", "BCRB"]),
        ("PersonSchoolYear", ["1", "2", "3", "4", "5", "6"]),
        ("Band", ["", "", ""]),
    ],
)
def test_a_column_that_tells_of_nobody_is_not_refused(heading: str, cells: list[str]) -> None:
    assert problems(sheet([AGE, heading], *([30, cell] for cell in cells))) == []
