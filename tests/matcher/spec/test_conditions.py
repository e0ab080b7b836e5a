"""Each form of condition means what its table says, and the page shows these tables."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from matcher.condition_dnf import dnf_of
from matcher.conditions import kleene_truth
from matcher.truth import Truth
from tests.matcher.spec.page import PAGE, page
from tests.matcher.spec.tables import NO, TABLES, UNKNOWN, YES, Row, Table
from tests.matcher.vocabulary import FACTS, condition_of

TRUTH = {YES: Truth.YES, NO: Truth.NO, UNKNOWN: Truth.UNKNOWN}
ROWS = [
    pytest.param(table, row, id=f"{table.title}: {dict(row.known)}")
    for table in TABLES
    for row in table.rows
]


def written(table: Table) -> Any:
    return YAML(typ="rt").load(table.written)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_condition_comes_to_what_its_table_says(table: Table, row: Row) -> None:
    outlook = dnf_of(condition_of(written(table)), FACTS).outlook(row.known)
    assert outlook.truth is TRUTH[row.truth]
    assert outlook.missing == set(row.missing)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_the_plain_tables_never_contradict_it(table: Table, row: Row) -> None:
    assert kleene_truth(condition_of(written(table)), row.known) in {
        TRUTH[row.truth],
        Truth.UNKNOWN,
    }


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.matcher.spec"
