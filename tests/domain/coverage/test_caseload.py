"""How the numbers of a caseload are told."""

from typing import Any

import pytest

from directory.domain.coverage.caseload import CaseloadAnswer


def told(number: int, *, is_rounded: bool) -> int | str:
    nothing: Any = None
    answer = CaseloadAnswer(
        read=nothing, authority=None, authority_name=None, lines=(), missing=(),
        is_rounded=is_rounded, has_sample=False,
    )  # fmt: skip
    return answer.told(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, 0), (1, "fewer than 5"), (4, "fewer than 5"), (5, 5), (7, 5), (8, 10), (12, 10)],
)
def test_a_small_number_is_not_told_where_it_is_rounded(number: int, words: int | str) -> None:
    assert told(number, is_rounded=True) == words


@pytest.mark.parametrize("number", [0, 1, 7])
def test_a_number_is_told_as_it_is_where_nothing_is_rounded(number: int) -> None:
    assert told(number, is_rounded=False) == number
