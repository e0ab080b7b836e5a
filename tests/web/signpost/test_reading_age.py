"""A family reads the sheet with ease: about the reading age of 11."""

import re

import pytest
from babel.messages.pofile import read_po

from directory.infrastructure import paths
from tests.family_session_builders import open_visit
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signpost.journey import HARBOUR, LARDER, NEAR, REFUGE, SAFE, SHEET
from tests.web.signpost.reading import grade, syllables

HIGHEST = 6.0
SHORT = 4
"""A heading of so few words has no sentence whose length could be weighed: each word counts."""
LONGEST_WORD_OF_A_HEADING = 3
FILLED_IN = re.compile(r"%\(\w+\)s")


def sentences() -> list[str]:
    """Return all that the sheet can say of its own; what is filled in is left out."""
    with (paths.translations() / "messages.pot").open("rb") as file:
        catalogue = read_po(file)
    said = [m.id if isinstance(m.id, str) else m.id[1] for m in catalogue if m.id]
    return [FILLED_IN.sub("", sentence) for sentence in said]


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_is_easy(sentence: str) -> None:
    if len(sentence.split()) <= SHORT:
        assert max(map(syllables, re.findall(r"[A-Za-z’]+", sentence)), default=0) <= (
            LONGEST_WORD_OF_A_HEADING
        )
    else:
        assert grade(sentence) <= HIGHEST


@pytest.mark.parametrize(
    "ids",
    [
        [],
        [HARBOUR],
        [REFUGE, LARDER, "sample-pathways-newcastle"],
        ["sample-sober-sundays-blyth", "sample-abc-toddler-gateshead"],
    ],
    ids=len,
)
def test_a_whole_sheet_is_easy(client: PageClient, ids: list[str]) -> None:
    open_visit(client, shortlist=ids, postcode=NEAR, contact=SAFE)

    text = _own_words(client.get(SHEET))

    assert len(text.split()) > 60
    assert grade(text) <= HIGHEST


def _own_words(page: Page) -> str:
    """Return the lines of a sheet without names, numbers and addresses."""
    for tag in page.all("article h2, article h3, main a, .waymark-sheet__head > div > p"):
        tag.decompose()
    blocks = page.all("main h1, main h2, main dt, main dd, main p, main figcaption")
    lines = [words(tag) for tag in blocks if not tag.select("p")]
    return "\n".join(line for line in lines if not re.search(r"\b[A-Z]{1,2}\d", line))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("the", 1), ("help", 1), ("place", 1), ("places", 2), ("table", 2), ("asked", 1),
        ("wanted", 2), ("needed", 2), ("family", 3), ("people", 2), ("children", 2), ("you’re", 1),
        ("toilet", 2), ("clothes", 1), ("wait", 1), ("weeks", 1), ("yourself", 2), ("calm", 1),
        ("advocacy", 4), ("recommendation", 5), ("intervention", 4), ("parents", 2), ("before", 2),
        ("little", 2), ("services", 3), ("rhythm", 1), ("changes", 2), ("Police", 2), ("made", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_easy_and_hard_words_are_told_apart() -> None:
    easy = "You can call them. They will help you. It is free."
    hard = (
        "Attachment-based interventions are recommended for maltreated children under five "
        "following comprehensive multidisciplinary assessment of parental responsiveness."
    )

    assert grade(easy) < 1
    assert grade(hard) > 15


def test_the_grade_follows_its_formula() -> None:
    # 6 words in 1 sentence, 6 syllables.
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_nothing_to_read_is_no_burden() -> None:
    assert grade(" 0191 498 0101 ") == 0.0
