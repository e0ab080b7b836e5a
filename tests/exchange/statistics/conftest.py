"""The tests of this folder share a migrated database, and the published files where they are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def published() -> Callable[[str], bytes]:
    """Return what gives the content of a published file, or skips the test where it is not."""
    named = os.environ.get("WAYMARK_GEO")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "geo"

    def content(name: str) -> bytes:
        if not (folder / name).is_file():
            pytest.skip(f"needs {name} in the folder that WAYMARK_GEO names")
        return (folder / name).read_bytes()

    return content
