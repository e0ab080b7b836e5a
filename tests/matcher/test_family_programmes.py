"""The fewest programmes that reach every child of a family."""

from __future__ import annotations

import pytest

from matcher.family_programmes import Serves, smallest_sets
from tests.matcher.shipped import knowledge


def serves(*children: int) -> Serves:
    return Serves(programme=knowledge().programmes[0], children=children, recommendations=())


@pytest.mark.parametrize(
    ("available", "reached", "sizes"),
    [
        ([(1,), (2,), (1, 2)], {1, 2}, {1}),
        ([(1,), (2,), (3,), (1, 2)], {1, 2, 3}, {2}),
        # A greedy choice takes the set of three first and then needs two more.
        ([(1, 2, 3), (1, 4), (2, 3, 5)], {1, 2, 3, 4, 5}, {2}),
        ([], set(), set()),
    ],
)
def test_the_set_cover_is_exact(
    available: list[tuple[int, ...]], reached: set[int], sizes: set[int]
) -> None:
    found = smallest_sets([serves(*each) for each in available], reached)
    assert {len(each) for each in found} == sizes
