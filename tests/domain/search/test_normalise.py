"""Text as plain words, the same whatever it is written like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.search.normalise import plain, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Triple P – Positive Parenting", "triple p positive parenting"),
        ("TF-CBT", "tf cbt"),
        ("Children’s", "childrens"),
        ("Children's", "childrens"),
        ("café_club", "cafe club"),
        ("", ""),
        ("!!!", ""),
        ("İstanbul Straße \U0001d54a", "istanbul strasse s"),
    ],
)
def test_text_becomes_plain_words(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text())
def test_plain_words_are_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_plain_words_hold_nothing_but_letters_figures_and_single_spaces(text: str) -> None:
    words = plain(text)

    assert all(word and word.isalnum() for word in words.split(" ")) or words == ""


def test_what_is_not_stated_has_no_words() -> None:
    assert plain_words(["a", None, "", "b"]) == "a b"
