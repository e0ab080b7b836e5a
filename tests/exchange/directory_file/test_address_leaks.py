"""A file gives away no address that it hides: not in another row, in words, or in a problem."""

import pytest

from directory.model.cell_types import Vocabulary
from tests.directory_builders import problems_in, row, sheet


def test_an_address_hidden_in_one_row_may_not_be_shown_in_another(words: Vocabulary) -> None:
    where = {"address": "1 Rose Street", "postcode": "NE1 4ST"}
    content = sheet(
        row(id="refuge", hide_address="yes", **where),
        row(id="group", **where | {"address": "1, rose street"}),
        row(id="library", postcode="NE1 4ST", address="2 Rose Street"),
    )

    assert problems_in(content, words) == [
        "line 3, hide_address: is hidden on line 2 and shown here: write yes in both, or neither"
    ]


GIVEN_AWAY = (
    # cells of a row that is not hidden, what is said of it, comment
    ({"postcode": "NE1 4ST"}, ["hide_address"], "the same postcode with no address"),
    ({"postcode": "ne14st", "address": "1 Rose Street, Newcastle"}, ["hide_address"], "more of it"),
    ({"postcode": "NE1 4ST", "address": "9 Far Road", "venue_name": "ROSE house"},
     ["hide_address"], "the same name"),
    ({"description": "We meet at 1 Rose Street, ne1 4st."}, ["description"], "in other words"),
    ({"postcode": "NE1 4ST", "address": "9 Far Road"}, [], "a neighbour"),
    ({"address": "1 Rose Street, Newcastle"}, ["hide_address"], "without its postcode"),
    ({"address": "Beside NE1 4ST"}, ["address"], "as a place beside it"),
    ({"languages": "English;NE1 4ST"}, ["languages"], "in a list"),
    ({"address": "11 Rose Street"}, [], "a house in the same street"),
)  # fmt: skip


@pytest.mark.parametrize("case", GIVEN_AWAY, ids=lambda case: case[2])
def test_a_hidden_address_is_not_given_away_by_another_row(
    case: tuple[dict[str, str], list[str], str], words: Vocabulary
) -> None:
    cells, columns, _ = case
    secret = {"venue_name": "Rose House", "address": "1 Rose Street", "postcode": "NE1 4ST"}
    content = sheet(row(id="refuge", hide_address="yes", **secret), row(id="group", **cells))

    found = problems_in(content, words) if columns else []

    assert [problem.split(":")[0] for problem in found] == [f"line 3, {c}" for c in columns]
    assert not any("rose" in problem.casefold() for problem in found), "nothing is repeated"


def test_a_hidden_address_without_a_postcode_is_guarded_as_well(words: Vocabulary) -> None:
    secret = row(id="refuge", address="1 Rose Street, Newcastle", hide_address="yes")
    shown = row(id="group", address="1 Rose Street, Newcastle", postcode="NE1 4ST")

    [problem] = problems_in(sheet(secret, shown), words)

    assert problem.startswith("line 3, hide_address: is hidden on line 2")


def test_a_service_may_not_describe_the_address_that_it_hides(words: Vocabulary) -> None:
    cells = {"address": "1 Rose Street, Newcastle", "hide_address": "yes"}
    content = sheet(row(description="Ring at 1, Rose Street.", **cells))

    assert problems_in(content, words) == [
        "line 2, description: names the address that this row hides: take it out"
    ]


@pytest.mark.parametrize("hide", ["yes", "Yes", "y"])
def test_a_problem_never_repeats_an_address_that_is_to_be_hidden(
    hide: str, words: Vocabulary
) -> None:
    secret = {"venue_name": "=Rose", "address": "@1 Rose Street", "postcode": "NE1 4S"}

    found = problems_in(sheet(row(hide_address=hide, **secret)), words)

    assert [problem.split(" ", 3)[:3] for problem in found][:3] == [
        ["line", "2,", f"{column}:"] for column in secret
    ]
    assert not any(word in problem for word in ("Rose", "NE1 4S ", "“NE1") for problem in found)
    why = "“(kept back: hide_address is neither no nor empty)”"
    assert all(why in problem for problem in found[:3])
