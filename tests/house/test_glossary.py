"""The glossary names each word once, and what it is in the code is there."""

import re

import pytest

from tests.house.project_files import ROOT, is_there

ROWS = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|$",
    (ROOT / "GLOSSARY.md").read_text("utf-8"),
    re.MULTILINE,
)


def test_every_row_of_the_glossary_is_read() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    written = [line for line in lines if line.startswith("| ") and not line.startswith("| Word |")]

    assert len(ROWS) == len(written) > 40


def test_no_word_stands_twice_and_no_thing_has_two_words() -> None:
    words, _, things = zip(*ROWS, strict=True)

    assert len(set(words)) == len(words)
    assert len(set(things)) == len(things)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_word_is_in_the_code_is_there(row: tuple[str, str, str]) -> None:
    assert is_there(row[2])
