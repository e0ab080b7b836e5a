"""What words name is suggested with the words; what they leave open is not guessed at."""

import pytest

from directory.exchange.openreferral.text_suggestions import text_suggestions
from tests.directory_builders import entry

CASES = (
    # description, cells that are suggested, comment
    ("A parenting course for families.", {"kind": "parenting"}, "a kind"),
    ("Counselling after domestic abuse.", {}, "two kinds"),
    ("A club for children aged 5 to 11.", {"age_from_months": "60", "age_under_months": "144"},
     "ages"),
    ("For under 5s.", {"age_from_months": "", "age_under_months": "60"}, "under an age"),
    ("18 months to 3 years.", {"age_from_months": "18", "age_under_months": "48"}, "with units"),
    ("Under 5s, and aged 5 to 11.", {}, "two ranges"),
    ("Open 9 to 5, Rooms 2-4, 10 - 12 places.", {}, "no ages"),
    ("We meet on Fridays.", {}, "nothing"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[2])
def test_kinds_and_ages_in_words_are_suggested(case: tuple[str, dict[str, str], str]) -> None:
    description, cells, _ = case

    found = text_suggestions(entry("a", kind="other", description=description))

    assert {k: v for each in found for k, v in each.cells} == cells
    assert all(each.words and each.words in description for each in found)


def test_what_is_stated_is_not_suggested() -> None:
    told = entry("a", kind="parenting", age_from_months=0, description="Counselling, under 5s.")

    assert text_suggestions(told) == ()
