"""The published standard and the official validator's samples, where they are at hand."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]


def published() -> Path:
    """Return the folder of the published schemas and samples, or skip the test."""
    named = os.environ.get("WAYMARK_ORUK")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "oruk"
    if not (folder / "hsds-uk-3.0").is_dir():
        pytest.skip("needs the published standard in the folder that WAYMARK_ORUK names")
    return folder
