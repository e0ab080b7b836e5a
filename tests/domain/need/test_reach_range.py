"""The range of children reached: against a slow reading in plain Python, on small worlds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.domain.need.quantity import Quantity
from directory.domain.need.reach_range import (
    LEAST_SAYING,
    UnknownReach,
    chance_of,
    reach_range,
)

World = tuple[list[float], list[bool], list[int], list[list[bool]], list[list[bool]]]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw cells with children, who is surely reached, their groups, and who may reach whom."""
    cells, groups, services = (
        draw(st.integers(1, 6)),
        draw(st.integers(1, 3)),
        draw(st.integers(0, 4)),
    )
    flags = st.lists(st.booleans(), min_size=services, max_size=services)
    return (
        draw(st.lists(st.floats(0, 100), min_size=cells, max_size=cells)),
        draw(st.lists(st.booleans(), min_size=cells, max_size=cells)),
        draw(st.lists(st.integers(0, groups - 1), min_size=cells, max_size=cells)),
        draw(st.lists(flags, min_size=groups, max_size=groups)),
        draw(st.lists(flags, min_size=cells, max_size=cells)),
    )


def slowly(world: World, chance: float | None) -> tuple[Quantity, list[float]]:
    """Return the range of all children, and what each service would move, one child at a time."""
    children, surely, group, whole, near = world
    low = likely = high = 0.0
    moved = [0.0] * len(whole[0])
    for cell, number in enumerate(children):
        may = [
            service for service in range(len(moved))
            if whole[group[cell]][service] or near[cell][service]
        ]  # fmt: skip
        none_does = 1.0
        for service in may:
            none_does *= 1 - (chance or 0.0)
            moved[service] += 0.0 if surely[cell] else number
        low += number if surely[cell] else 0.0
        high += number if surely[cell] or may else 0.0
        likely += number if surely[cell] else number * (1 - none_does)
    is_open = chance is None and low != high
    return Quantity(low, None if is_open else min(max(likely, low), high), high), moved


@settings(max_examples=200, deadline=None)
@given(worlds(), st.one_of(st.none(), st.floats(0, 1)))
def test_it_equals_a_slow_reading(world: World, chance: float | None) -> None:
    children, surely, group, whole, near = world
    services = len(whole[0])
    may = np.array(near, np.bool_).reshape(len(children), services)
    may &= ~np.array(whole, np.bool_).reshape(len(whole), services)[group]
    cell, service = np.nonzero(may)

    found = reach_range(
        np.array(children),
        np.array(surely, np.bool_),
        UnknownReach(
            group=np.array(group), whole=np.array(whole, np.bool_).reshape(len(whole), services),
            service=service, cell=cell,
        ),
        chance,
    )  # fmt: skip

    told, moved = slowly(world, chance)
    ours = found.of(np.arange(len(whole)))
    assert (ours.low, ours.high) == (pytest.approx(told.low), pytest.approx(told.high))
    assert (ours.likely is None) is (told.likely is None)
    assert ours.likely is None or ours.likely == pytest.approx(told.likely)
    assert found.moved.sum(axis=0).tolist() == pytest.approx(moved)


def test_few_that_say_tell_nothing_of_the_others() -> None:
    assert chance_of(LEAST_SAYING - 1, LEAST_SAYING - 1) is None
    assert chance_of(4, LEAST_SAYING) == 4 / LEAST_SAYING
