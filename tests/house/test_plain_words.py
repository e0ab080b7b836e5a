"""Riddles of ours that are out: docs/style.md says what to write instead."""

import re
from pathlib import Path

import pytest

from tests.house.project_files import ROOT, text_files

OUT = {
    "reckoned with": r"\breckon(?:ed|ing|s)?\b",
    "what presses": r"\b(?:what|time|that) presses\b|\bpresses nobody\b",
    "none is sure to": r"\bnone is sure\b",
    "take out": r">\s*Take (?:the |this )?(?:child|mother|father|carer)",
    "letters": r"\b\d+ letters\b|letters or fewer",
    "age is against": r"\bage is against\b",
    "that to this child": r"\bthat to this child\b",
}
READ = ("templates/", "directory/web/", "directory/domain/", "matcher/", "data/")


def shown() -> list[Path]:
    """Return the files whose words a person may read on a page or in what it makes."""
    return [
        path
        for path in text_files()
        if path.relative_to(ROOT).as_posix().startswith(READ) and path.is_file()
    ]


@pytest.mark.parametrize("words", OUT)
def test_a_riddle_is_not_said_again(words: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path in shown()
        for line in path.read_text("utf-8").splitlines()
        if re.search(OUT[words], line, re.IGNORECASE)
    ]

    assert found == []


def test_the_style_page_has_a_row_for_each() -> None:
    page = (ROOT / "docs/style.md").read_text("utf-8")

    assert page.count("\n| ") >= len(OUT)
