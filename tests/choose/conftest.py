"""Every test of this folder happens on one day, with the sample directory."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.choose.sample import bare_app, bare_client, client, sample_app, sample_folder

__all__ = ["bare_app", "bare_client", "client", "sample_app", "sample_folder"]

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield
