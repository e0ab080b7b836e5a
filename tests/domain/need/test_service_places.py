"""Places a year, what is not known of them, and what is short."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.domain.need.quantity import Quantity, exactly
from directory.domain.need.service_places import (
    NOT_STATED,
    ServicePlaces,
    Suppliers,
    service_places,
    shortfall,
)

CHILDREN = np.array([30.0, 10.0, 60.0])


def suppliers(*rows: tuple[int, str]) -> Suppliers:
    """Return services by their places, and for each district y(es), m(ay) or n(o)."""
    says = [list(row[1]) for row in rows]
    return Suppliers(
        places=np.array([row[0] for row in rows], np.int64),
        serves=np.array([[each == "y" for each in row] for row in says], np.bool_).reshape(-1, 3),
        may_serve=np.array([[each == "m" for each in row] for row in says], np.bool_).reshape(
            -1, 3
        ),
    )


def places(*rows: tuple[int, str], here: str = "ynn") -> ServicePlaces:
    flags = np.array([each == "y" for each in here])
    return service_places(suppliers(*rows), CHILDREN, flags)


def stated(**rest: Any) -> ServicePlaces:
    whole = {"least": 0.0, "likely": 0.0, "most": 0.0, "stating": 1, "silent": 0, "may_serve": 0}
    return ServicePlaces(**(whole | rest))


@pytest.mark.parametrize(
    ("rows", "least_likely_most", "counts", "says"),
    [
        ([], (0, 0, 0), (0, 0, 0), "no service in this directory"),
        ([(20, "ynn")], (20, 20, 20), (1, 0, 0), "20 places a year stated by 1 service"),
        # 30 of the 40 children that it serves live here.
        (
            [(20, "yyn")], (0, 15, 20), (1, 0, 0),
            "15 places a year stated by 1 service, up to 20",
        ),
        (
            [(20, "ynn"), (NOT_STATED, "ynn")], (20, 20, 20), (1, 1, 0),
            "20 places a year stated by 1 service; 1 does not say how many places",
        ),
        ([(8, "mnn")], (0, 0, 8), (0, 0, 1), "1 service does not say whether it comes here"),
        ([(8, "nny")], (0, 0, 0), (0, 0, 0), "no service in this directory"),
    ],
)  # fmt: skip
def test_places(
    rows: list[tuple[int, str]],
    least_likely_most: tuple[int, int, int],
    counts: tuple[int, int, int],
    says: str,
) -> None:
    found = places(*rows)

    assert (found.least, found.likely, found.most) == least_likely_most
    assert (found.stating, found.silent, found.may_serve) == counts
    assert found.says == says


def test_places_of_two_districts_together_are_counted_once() -> None:
    found = places((20, "yyn"), here="yyn")

    assert (found.least, found.likely, found.most) == (20, 20, 20)


@pytest.mark.parametrize(
    ("need", "places", "short"),
    [
        (Quantity(30, 50, 80), stated(least=20, likely=20, most=20), Quantity(10, 30, 60)),
        (Quantity(30, 50, 80), stated(least=0, likely=15, most=20), Quantity(10, 35, 80)),
        (Quantity(0, None, 80), stated(least=20, likely=20, most=20), Quantity(0, None, 60)),
        (exactly(10), stated(least=20, likely=20, most=20), exactly(0)),
        # One that does not say how many places it has may have enough.
        (exactly(30), stated(least=20, likely=20, most=20, silent=1), Quantity(0, 10, 10)),
        (None, stated(), None),
    ],
)
def test_what_is_short(
    need: Quantity | None, places: ServicePlaces, short: Quantity | None
) -> None:
    assert shortfall(need, places) == short


def slowly(rows: list[tuple[int, str]], here: str) -> tuple[float, float, float]:
    """Return least, likely and most places, one service and district at a time."""
    least = likely = most = 0.0
    for number, says in rows:
        serves = [district for district in range(3) if says[district] == "y"]
        ours = [district for district in serves if here[district] == "y"]
        may = any(says[d] == "m" and here[d] == "y" for d in range(3))
        if number == NOT_STATED or not (ours or may):
            continue
        most += number
        if ours:
            everyone = sum(CHILDREN[district] for district in serves)
            likely += number * sum(CHILDREN[district] for district in ours) / everyone
            least += number if ours == serves else 0
    return least, likely, most


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([NOT_STATED, 0, 7, 20]),
            st.lists(st.sampled_from("ynm"), min_size=3, max_size=3).map("".join),
        ),
        max_size=5,
    ),
    st.lists(st.sampled_from("yn"), min_size=3, max_size=3).map("".join),
)
def test_places_equal_a_slow_reading(rows: list[tuple[int, str]], here: str) -> None:
    found = places(*rows, here=here)

    assert (found.least, found.likely, found.most) == pytest.approx(slowly(rows, here))
    assert found.least <= found.likely + 1e-9 <= found.most + 2e-9
