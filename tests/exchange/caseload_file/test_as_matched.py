"""A file of our own columns gives each child the statuses that `match()` gives."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import match
from matcher.caseload import STATUSES, statuses
from tests.exchange.caseload_file.sheets import ON, knowledge, read, sheet
from tests.matcher.shipped import complete_cases, likely_cases, partial_cases

A_CASE = partial_cases() | complete_cases() | likely_cases()
WRITTEN = {True: ("yes", "TRUE", "1", "y"), False: ("no", "False", "0", "N")}


def cell(value: Any, at: int) -> str:
    """Return a value as one of the ways in which files write it."""
    if isinstance(value, bool):
        return WRITTEN[value][at % 4]
    return "" if value is None else str(value)


def assert_as_matched(cases: list[Mapping[str, Any]], on: date = ON) -> None:
    ids = sorted({"child.age_months"}.union(*cases))
    rows = [[cell(case.get(id), at + row) for at, id in enumerate(ids)]
            for row, case in enumerate(cases)]  # fmt: skip
    file = read(sheet(ids, *rows), on)
    found = statuses(knowledge(), file.columns, on)

    assert file.children == len(cases)
    for at, case in enumerate(cases):
        for option in match(case, knowledge(), on).options:
            id = option.recommendation.id
            assert STATUSES[found.status(id)[at]] == option.status, (id, case)


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(A_CASE.filter(bool), min_size=1, max_size=4))
def test_every_row_has_the_statuses_that_a_match_gives(cases: list[Mapping[str, Any]]) -> None:
    assert_as_matched(cases)


@settings(max_examples=40, deadline=None, database=None)
@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.lists(st.integers(-270, 365 * 18 - 1), min_size=1, max_size=5),
)
def test_a_date_of_birth_counts_as_the_age_that_a_match_reads(on: date, days: list[int]) -> None:
    born = [(on - timedelta(days=ago)).isoformat() for ago in days]
    assert_as_matched([{"stage": "both", "child.born_on": day} for day in born], on)
