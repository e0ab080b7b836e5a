"""What a family pays, as a service says it."""

import pytest

from directory.model.cost import Cost

FREE = (
    "Free",
    "free of charge.",
    "  Free to  families ",
    "FREE TO CARERS",
    "No cost",
    "no charge!",
)
OTHER = ("£5 a session", "Free for the first month", "Not free", "step-free", "")


@pytest.mark.parametrize("text", FREE)
def test_what_surely_is_free(text: str) -> None:
    assert Cost(text).kind == "free"


@pytest.mark.parametrize("text", OTHER)
def test_what_may_cost_something(text: str) -> None:
    assert Cost(text).kind == "other"


def test_silence_is_never_free() -> None:
    assert Cost(None).kind is None
