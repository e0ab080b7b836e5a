"""Values in words."""

from datetime import date

import pytest

from directory.infrastructure.text_format import long_date, upper_first, vague_date


def test_a_date_is_written_as_in_a_sentence() -> None:
    assert long_date(date(2026, 11, 5)) == "5 November 2026"


VAGUE = (
    ("2020-12-05", "5 December 2020"),
    ("2020-12", "December 2020"),
    ("2020-08, reviewed 2024-03-05", "August 2020, reviewed 5 March 2024"),
    ("2020", "2020"),
    ("2018 to 2020", "2018 to 2020"),
    ("2022-23", "2022-23"),
    ("2023-02-30", "2023-02-30"),
)


@pytest.mark.parametrize(("text", "words"), VAGUE)
def test_a_date_that_lacks_a_part_is_written_without_it(text: str, words: str) -> None:
    assert vague_date(text) == words


def test_only_the_first_letter_is_raised() -> None:
    assert upper_first("at home in London") == "At home in London"
    assert upper_first("") == ""
