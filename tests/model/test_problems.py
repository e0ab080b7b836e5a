"""Which of the problems of a file are told, and in which order."""

import pytest

from directory.model.problems import MOST_PROBLEMS, FileError, demand_none, of_file, of_line


def told(lines: list[int], *, more: int = 0) -> list[str]:
    with pytest.raises(FileError) as raised:
        demand_none([of_line(line, f"is wrong in {line}") for line in lines], more=more)
    return [problem.problem for problem in raised.value.problems]


def test_problems_are_told_by_line() -> None:
    assert told([9, 2, 5]) == ["is wrong in 2", "is wrong in 5", "is wrong in 9"]


def test_a_problem_of_the_whole_file_comes_first() -> None:
    with pytest.raises(FileError) as raised:
        demand_none([of_line(2, "is wrong"), of_file("has no header")])

    assert [problem.line for problem in raised.value.problems] == [None, 2]


def test_the_first_by_line_are_kept_and_the_rest_counted() -> None:
    lines = list(range(MOST_PROBLEMS + 2, 0, -1))

    assert told(lines) == [
        *(f"is wrong in {line}" for line in range(1, MOST_PROBLEMS + 1)),
        "2 more problems are not listed here",
    ]


def test_as_many_as_are_told_leave_none_to_count() -> None:
    assert told(list(range(1, MOST_PROBLEMS + 1)))[-1] == f"is wrong in {MOST_PROBLEMS}"


def test_one_that_was_counted_and_not_kept_is_told() -> None:
    assert told([1], more=1) == ["is wrong in 1", "1 more problem is not listed here"]


def test_no_problem_raises_nothing() -> None:
    demand_none([])
