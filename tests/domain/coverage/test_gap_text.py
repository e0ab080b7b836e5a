"""Numbers of children as they are told: whole, adding up, and the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.coverage.gap_text import say_children, say_terms
from directory.domain.coverage.matrix import MatrixCell
from directory.domain.coverage.population import whole
from tests.directory_builders import knowledge
from tests.domain.coverage.laid_out import terms

AMOUNTS = st.floats(0, 100_000)


@given(reached=AMOUNTS, maybe=AMOUNTS, nobody=AMOUNTS)
def test_what_is_told_adds_up(reached: float, maybe: float, nobody: float) -> None:
    told = MatrixCell(children=reached + maybe + nobody, reached=reached, maybe=maybe).whole

    assert told.reached + told.maybe + told.nobody == told.children
    assert min(told.reached, told.maybe, told.nobody) >= 0


@given(reached=AMOUNTS, maybe=AMOUNTS)
def test_nobody_is_invented_by_rounding(reached: float, maybe: float) -> None:
    assert MatrixCell(children=reached + maybe, reached=reached, maybe=maybe).whole.nobody == 0
    assert MatrixCell(children=reached + maybe, reached=reached, maybe=0).whole.maybe == 0


def test_the_last_bits_of_a_sum_decide_no_half() -> None:
    assert whole(7.5) == whole(7.499999999999) == whole(7.500000000001) == 8


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (1e-12, "0"), (0.2, "under 1"), (0.5, "0"), (1.4, "1"), (12_345, "12,345")],
)
def test_a_number_of_children_is_told_whole(number: float, said: str) -> None:
    assert say_children(number) == said


def test_the_ages_that_are_asked_about_stand_in_the_settings() -> None:
    assert "Ages" not in say_terms(terms(), knowledge())
    assert say_terms(terms(from_months=24, under_months=60), knowledge()).endswith(" Ages: 2 to 4.")
