"""How long a family waits, with the day on which that was asked."""

from datetime import date

import pytest

from directory.model.wait import Wait

ASKED = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("wait", "kind", "text"),
    [
        (Wait(6, ASKED), "wait", "6 weeks, asked 3 October 2026"),
        (Wait(1, None), "wait", "1 week, day not stated"),
        (Wait(0, ASKED), "now", "none, asked 3 October 2026"),
        (Wait(None, None), None, None),
        (Wait(None, ASKED), None, None),
    ],
)
def test_a_wait_in_words(wait: Wait, kind: str | None, text: str | None) -> None:
    assert (wait.kind, wait.text) == (kind, text)
