"""What people type, as the words and meanings that are looked for."""

from pathlib import Path

import pytest

from directory.domain.search.evidence import holds
from directory.domain.search.query_parser import units_of
from directory.domain.search.synonyms import LexiconError, lexicon_in
from directory.infrastructure import paths
from tests.directory_builders import knowledge
from tests.domain.search.finding import lexicon


def texts(query: str) -> list[str]:
    return [unit.text for unit in units_of(query, lexicon())]


@pytest.mark.parametrize("word", ["family", "families", "family’s"])
def test_a_word_finds_its_other_forms(word: str) -> None:
    [unit] = units_of(word, lexicon())

    assert holds(unit, "Family time")
    assert holds(unit, "For families")


def test_a_short_word_is_not_the_start_of_another() -> None:
    [unit] = units_of("men", lexicon())

    assert not holds(unit, "Mental health")
    assert holds(unit, "A group for men")


def test_a_refuge_is_no_refugee() -> None:
    [unit] = units_of("refuge", lexicon())

    assert not holds(unit, "For refugee children")


def test_words_that_say_nothing_are_left_out() -> None:
    assert texts("help for a mother with anger") == ["mother", "anger"]


def test_words_that_say_nothing_are_looked_for_where_there_are_no_others() -> None:
    assert texts("help") == ["help"]


def test_a_phrase_with_a_meaning_is_one_thing() -> None:
    assert texts("safe house Newcastle") == ["safe house", "newcastle"]


def test_a_misspelling_is_looked_for_as_what_is_meant() -> None:
    assert texts("alchohol") == ["alcohol"]


def test_nothing_typed_asks_for_nothing() -> None:
    assert units_of("  …  ", lexicon()) == ()


def test_a_very_long_search_is_cut_short() -> None:
    assert len(units_of(" ".join(f"word{n}" for n in range(100)), lexicon())) == 8


def test_the_file_of_words_that_is_shipped_is_sound() -> None:
    assert lexicon_in(paths.data(), knowledge()).of_phrase["refuge"].kinds == ("domestic_abuse",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ignored: a\nmeanings:\n  - {words: [x], kinds: [no_such]}\n", "x: no_such is no kind"),
        ("ignored: a\nmeanings:\n  - {words: [x], facts: [no.such]}\n", "x: no.such is no fact"),
        (
            "ignored: a\nmeanings:\n  - {words: [x], programmes: [none]}\n",
            "x: none is no programme",
        ),
        ("ignored: a\nmeanings:\n  - {words: [x]}\n  - {words: [X]}\n", "x: has two meanings"),
        ("ignored: a\nmeanings:\n  - {word: [x]}\n", "meanings"),
        ("ignored: [", "line 1"),
    ],
)
def test_a_file_of_words_that_is_not_sound_is_told_of(
    tmp_path: Path, text: str, problem: str
) -> None:
    (tmp_path / "search_words.yaml").write_text(text)

    with pytest.raises(LexiconError, match=problem):
        lexicon_in(tmp_path, knowledge())
