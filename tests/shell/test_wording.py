"""Values in words."""

from datetime import date

from directory.wording import long_date


def test_a_date_is_written_as_in_a_sentence() -> None:
    assert long_date(date(2026, 11, 5)) == "5 November 2026"
