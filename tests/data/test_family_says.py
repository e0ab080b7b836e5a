"""What programmes say to families: safe on a kitchen table, easy to read, and nothing invented."""

import csv
import re

import pytest

from directory.infrastructure import paths
from directory.web.signpost.sensitive_words import is_telling
from tests.matcher.shipped import knowledge
from tests.web.signpost.reading import grade

HIGHEST = 4.0
"""Flesch–Kincaid grade: about reading age 9."""
NEVER = re.compile(
    r"abus|neglect|risk|harm|danger|protect|hurt|violen|therap|trauma|drug|alcohol|court"
    r"|social work|referr|assess|session|programme|intervention|attachment|behaviour",
    re.IGNORECASE,
)
STATED_BY_SERVICES = re.compile(r"\d|\bweeks?\b|\bmonths?\b|once|twice|\bat your home\b|\bonline\b")
"""Length, rhythm and place differ between services: the sheet takes them from each."""
TEXTS = [
    pytest.param(text, id=f"{programme.id}-{place}")
    for programme in knowledge().programmes
    for place, text in enumerate(programme.family_says, 1)
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_tells_nobody_why(text: str) -> None:
    assert not is_telling(text)
    assert not NEVER.search(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_easy_to_read(text: str) -> None:
    assert grade(text) <= HIGHEST
    assert max(map(len, map(str.split, re.split(r"[.!?]", text)))) <= 15, "words in a sentence"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_leaves_to_the_service_what_differs_between_services(text: str) -> None:
    assert not STATED_BY_SERVICES.search(text)
    assert text.endswith(".")


def test_every_programme_that_the_sample_delivers_has_its_texts() -> None:
    with (paths.data() / "services.csv").open(newline="", encoding="utf-8") as file:
        delivered = {row["programme"] for row in csv.DictReader(file)} - {""}

    assert len(delivered) > 40
    assert [id for id in sorted(delivered) if not knowledge().programme[id].family_says] == []
