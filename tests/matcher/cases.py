"""Where the cases of the shipped knowledge are."""

from __future__ import annotations

from pathlib import Path

from matcher.case_files import ON, complain
from matcher.case_files import form_problems as problems_of

__all__ = ["CASES", "ON", "complain", "problems_of"]

CASES = Path(__file__).resolve().parents[1] / "cases"
