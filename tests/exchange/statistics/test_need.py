"""Tables of children in need: each layout, what is withheld, and what is refused."""

import pytest

from directory.exchange.statistics.need import MEASURES, NeedRow, code_in_year, joined, read_need
from directory.exchange.statistics.publication_registry import FileStatement
from directory.model.problems import FileError
from tests.exchange.statistics.builders import BARNSLEY, NEWCASTLE, OLD_BARNSLEY, table, workbook

PLACE = ["time_period", "geographic_level", "country_code", "region_code", "new_la_code", "la_name"]
OWN = ["authority", "year", "measure", "category", "number"]
SAID = FileStatement(title="T", licence="L")


def place(level: str = "Local authority", code: str = NEWCASTLE, year: str = "2025") -> list[str]:
    region = "" if level == "National" else "E12000001"
    return [year, level, "E92000001", region, code, "Somewhere"]


def figures(content: bytes) -> list[tuple[str, int, str, str, int | None, str | None]]:
    return [
        (row.authority, row.year, row.measure, row.category, row.number, row.withheld)
        for row in read_need(content, said=SAID).rows
    ]


def problems(content: bytes, said: FileStatement = SAID) -> list[str]:
    with pytest.raises(FileError) as raised:
        read_need(content, said=said)
    return [str(problem) for problem in raised.value.problems]


def test_children_in_need_are_those_at_31_march_and_those_of_the_year() -> None:
    heads = [*PLACE, "category", "Anypoint_episodes", "Anypoint_child", "At31_episodes"]

    read = read_need(table(heads, [*place(), "Children in Need", 99, 4311, 2966]))

    assert [(row.measure, row.number) for row in read.rows] == [
        ("children_in_need", 2966),
        ("children_in_need_year", 4311),
    ]
    assert read.published.title == "Children in need (Department for Education)"
    assert (read.published.dated, "Open Government" in read.published.licence) == ("2025", True)


def test_england_is_kept_and_regions_are_left_out() -> None:
    rows = [[*place("National", ""), 49420], [*place("Regional", ""), 3180], [*place(), 433]]

    read = read_need(table([*PLACE, "CPP_At31"], *rows))

    assert [(row.authority, row.number) for row in read.rows] == [
        ("E92000001", 49420),
        (NEWCASTLE, 433),
    ]
    assert read.notes == (
        "Regions are left out: an authority, or England, is what a figure is kept for",
    )


@pytest.mark.parametrize("mark", ["c", "x", "u", "z", "low", ":", "*", "[c]", "C"])
def test_what_is_withheld_is_no_number(mark: str) -> None:
    assert figures(table([*PLACE, "CPP_At31"], [*place(), mark])) == [
        (NEWCASTLE, 2025, "child_protection_plans", "all", None, mark.strip("[]").casefold())
    ]


def test_plans_by_category_have_a_column_each() -> None:
    heads = [*PLACE, "CPP_At31", "Neglect", "Neglect_percent", "Physical_abuse", "Sexual_abuse"]
    heads += ["Emotional_abuse", "Multiple"]

    read = figures(table(heads, [*place(), 433, 200, 46.2, 40, "c", 160, 20]))

    assert {row[3]: row[4] for row in read} == {
        **{"all": 433, "neglect": 200, "physical": 40},
        **{"sexual": None, "emotional": 160, "multiple": 20},
    }
    assert {row[2] for row in read} == {"child_protection_plans"}


def test_of_the_first_category_of_a_plan_and_the_latest_the_latest_counts() -> None:
    heads = [*PLACE, "category", "CPP_At31", "Initial_Neglect", "Latest_Neglect"]
    title = "Child Protection Plans at 31 March by category of abuse"

    read = figures(table(heads, [*place(), title, 433, 200, 190]))

    assert [(row[3], row[4]) for row in read] == [("all", 433), ("neglect", 190)]


def test_plans_that_start_in_the_year_are_not_taken_for_those_at_31_march() -> None:
    heads = [*PLACE, "CPP_start", "Neglect", "Multiple"]

    assert "has no row of headings" in problems(table(heads, [*place(), 9, 8, 1]))[0]


def test_plans_by_category_may_have_a_row_each() -> None:
    heads = [*PLACE, "category_of_abuse", "CPP_At31"]
    cells = ["Total", "Neglect", "Emotional abuse", "Multiple"]

    read = figures(table(heads, *([*place(), cell, 10] for cell in cells)))

    assert [row[3] for row in read] == ["all", "neglect", "emotional", "multiple"]


def test_of_children_looked_after_those_at_31_march_count() -> None:
    heads = [*PLACE, "population_type", "children_count"]
    kinds = ["starting to be looked after each year", "looked after on 31 March each year"]

    read = figures(table(heads, *([*place(), f"Children {kind}", 650] for kind in kinds)))

    assert read == [(NEWCASTLE, 2025, "looked_after", "all", 650, None)]


def test_a_councils_own_table_is_read() -> None:
    rows = [[NEWCASTLE, 2026, "child_protection_plans", "neglect", 210]]

    assert figures(workbook({"Need": [OWN, *rows]})) == [
        (NEWCASTLE, 2026, "child_protection_plans", "neglect", 210, None)
    ]


@pytest.mark.parametrize("year", ["202425", "2024/25", "2024-25"])
def test_a_year_is_known_by_its_end(year: str) -> None:
    assert figures(table([*PLACE, "CPP_At31"], [*place(year=year), 1]))[0][1] == 2025


def test_codes_stay_as_the_year_has_them() -> None:
    rows = [[*place(code=code, year="2019"), 5] for code in (OLD_BARNSLEY, "E10000027")]

    assert [row[0] for row in figures(table([*PLACE, "CPP_At31"], *rows))] == [
        OLD_BARNSLEY,
        "E10000027",
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ([NEWCASTLE, 2025, "referrals", "all", -1], "line 2, number: “-1” is less than 0"),
        ([NEWCASTLE, 2025, "referrals", "all", 1.5], "line 2, number: “1.5” is not a whole"),
        ([NEWCASTLE, 2025, "referrals", "all", ""], "or c where it is withheld"),
        ([NEWCASTLE, 2025, "referrals", "fear", 1], "“fear” is not a category that is known"),
        ([NEWCASTLE, 2025, "hopes", "all", 1], "“hopes” is none of children_in_need"),
        ([NEWCASTLE, "soon", "referrals", "all", 1], "“soon” is not a year"),
        (["E08000099", 2025, "referrals", "all", 1], "is not the code of an authority of England"),
        (["Newcastle", 2025, "referrals", "all", 1], "is not the code of an authority of England"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(row: list[object], why: str) -> None:
    [only] = problems(table(OWN, row))

    assert why in only


def test_a_figure_that_stands_twice_is_named() -> None:
    row = [NEWCASTLE, 2025, "referrals", "all", 1]

    assert problems(table(OWN, row, row)) == [
        f"line 3, authority: “{NEWCASTLE}” stands twice for 2025 (first on line 2): leave one row"
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (table(OWN), "holds no figure"),
        (table([*PLACE, "Unknown"], [*place(), 1]), "has no row of headings"),
        (table([*PLACE, "CPP_At31"], [*place("Regional", ""), 1]), "holds no figure"),
    ],
)
def test_a_table_without_figures_is_refused(content: bytes, why: str) -> None:
    assert why in problems(content)[0]


def test_an_own_table_has_to_say_what_it_is() -> None:
    row = [NEWCASTLE, 2025, "referrals", "all", 1]

    assert len(problems(table(OWN, row), FileStatement())) == 2


def test_several_tables_are_one_set() -> None:
    plans = read_need(table([*PLACE, "CPP_At31"], [*place(), 433]))
    referred = read_need(table([*PLACE, "referral_count"], [*place(year="2024"), 5000]))

    both = joined([plans, referred])

    assert len(both.rows) == 2
    assert both.published.dated == "2024 to 2025"
    assert both.published.title.count("(Department for Education)") == 2
    assert both.published.licence == plans.published.licence
    with pytest.raises(FileError, match="stand in two of the files"):
        joined([plans, plans])


@pytest.mark.parametrize(
    ("code", "year", "then"),
    [
        (NEWCASTLE, 2025, NEWCASTLE),
        (BARNSLEY, 2025, OLD_BARNSLEY),
        (BARNSLEY, 2026, BARNSLEY),
        ("E06000066", 2023, "E10000027"),
        ("E06000066", 2024, "E06000066"),
        ("E06000063", 2023, None),
        ("E06000063", 2024, "E06000063"),
    ],
)
def test_an_authority_has_the_code_of_the_year(code: str, year: int, then: str | None) -> None:
    assert code_in_year(code, year) == then


def test_every_measure_has_a_name() -> None:
    row = NeedRow(
        authority=NEWCASTLE, year=2025, measure="referrals", category="all", number=1, withheld=None
    )

    assert MEASURES[row.measure] == "referrals in the year"
