"""Pages are tested on the small rulebook; the sample form is for this folder alone."""

from pathlib import Path

import pytest

from tests.web.rulebook import RULEBOOK
from tests.web.sample_form import sample_app, sample_client

__all__ = ["sample_app", "sample_client"]


@pytest.fixture(scope="session")
def data() -> Path:
    return RULEBOOK


@pytest.fixture(autouse=True)
def commands_read_it_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command, run to see that it says what a page says, know what the page knows."""
    monkeypatch.setenv("WAYMARK_DATA", str(data))
