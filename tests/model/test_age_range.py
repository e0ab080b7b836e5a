"""What the ages of a file come to is said in words, so that years typed for months are seen."""

import pytest

from tests.directory_builders import entry

DOUBT = ": did you mean years?"
AGES = (
    # age_from_months, age_under_months, words, comment
    (5, 11, f"ages from 5 months to under 11 months{DOUBT}", "years, or a group for babies"),
    (11, 19, f"ages from 11 months to under 1 year 7 months{DOUBT}", "young people"),
    (2, 3, f"ages from 2 months to under 3 months{DOUBT}", "the least"),
    (1, 3, "ages from 1 month to under 3 months", "a baby of 1 month"),
    (0, 18, f"ages under 1 year 6 months{DOUBT}", "from birth, or all childhood"),
    (0, 24, "ages under 2 years", "from birth"),
    (6, 24, "ages from 6 months to under 2 years", "to the second birthday"),
    (60, 132, "ages 5 to 10", "months, as they should be"),
    (-9, 0, "ages before birth", "not yet born"),
    (-9, 24, "ages from before birth to under 2 years", "from conception"),
    (-3, 24, "ages from 3 months before birth to under 2 years", "late in pregnancy"),
    (None, -3, "ages until 3 months before birth", "early in pregnancy"),
    (0, None, "ages from birth", "no oldest, from birth"),
    (None, 11, "ages under 11 months", "no youngest"),
    (5, None, "ages from 5 months", "no oldest"),
    (None, None, "ages not stated", "none"),
)  # fmt: skip


@pytest.mark.parametrize("case", AGES, ids=lambda case: case[3])
def test_ages_are_said_in_words_and_those_that_look_like_years_are_asked_about(
    case: tuple[int | None, int | None, str, str],
) -> None:
    low, high, words, _ = case

    assert entry("a", age_from_months=low, age_under_months=high).ages.checked_text() == words
