"""Every test of this folder happens on one day, with the services of the small rulebook."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.web.choose.sample import (
    bare_app,
    bare_client,
    client,
    sample_app,
    sample_folder,
    shipped_app,
    shipped_client,
)

__all__ = [
    "bare_app",
    "bare_client",
    "client",
    "sample_app",
    "sample_folder",
    "shipped_app",
    "shipped_client",
]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield
