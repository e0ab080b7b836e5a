"""How well a service answers comes before where it is; training stands apart, helplines last."""

from datetime import date

import pytest

from tests.directory_builders import GATESHEAD, Directory, entry, venue
from tests.domain.search.finding import found, home, lines, results

pytestmark = pytest.mark.database

FRESH, OLD = date(2026, 11, 1), date(2024, 1, 1)


def test_a_phrase_comes_before_its_words_apart(directory: Directory) -> None:
    directory.take(
        entry("apart", description="A bank of toys. We cook food.", assured_on=FRESH),
        entry("phrase", description="We run a food bank.", assured_on=OLD),
    )

    assert found(directory, "food bank") == ["phrase", "apart"]


def test_what_answers_better_comes_before_what_is_nearer(directory: Directory) -> None:
    directory.take(
        entry("near", venue("NE1 4SU"), delivery=("venue",), description="We ask about debt."),
        entry("far", venue("NE3 1AA"), delivery=("venue",), name="Debt work"),
    )

    asked = {"place": home(directory), "within_miles": 10.0}
    assert found(directory, "debt", **asked) == ["far", "near"]


def test_among_those_that_answer_alike_the_nearer_comes_first(directory: Directory) -> None:
    directory.take(
        entry("far", venue("NE3 1AA"), delivery=("venue",), name="Debt A", assured_on=FRESH),
        entry("near", venue("NE1 4SU"), delivery=("venue",), name="Debt B", assured_on=FRESH),
    )

    asked = {"place": home(directory), "within_miles": 10.0}
    assert found(directory, "debt", **asked) == ["near", "far"]


def test_what_does_not_state_a_filter_is_not_put_below_what_hardly_answers(
    directory: Directory,
) -> None:
    directory.take(
        entry("states", description="We ask about debt.", cost="Free"),
        entry("silent", name="Debt work"),
    )

    assert found(directory, "debt", chosen={"cost": ("free",)}) == ["silent", "states"]


def test_a_service_for_a_need_comes_before_one_that_says_the_word(directory: Directory) -> None:
    directory.take(
        entry("says", description="Tell us if a child is missing."),
        entry("does", requires=("child.missing",)),
    )

    assert found(directory, "going missing") == ["does", "says"]


@pytest.mark.parametrize(
    ("typed", "called"), [("safe care", "SafeCare"), ("homestart", "Home-Start")]
)
def test_words_are_found_written_together_or_apart(
    directory: Directory, typed: str, called: str
) -> None:
    directory.take(entry("a", name=called), entry("b", name="Kittiwake"))

    assert found(directory, typed) == ["a"]


def test_a_word_for_whom_help_is_hides_no_service(directory: Directory) -> None:
    directory.take(
        entry("debt", name="Debt work"),
        entry("mum", name="Debt work", description="For mums."),
        entry("other", name="Mums’ choir"),
    )

    assert found(directory, "mum debt")[:2] == ["mum", "debt"]


def test_housing_is_no_house(directory: Directory) -> None:
    directory.take(entry("a", name="Lantern House"), entry("b", name="Housing advice"))

    assert found(directory, "homeless") == ["b"]


def test_training_for_workers_stands_apart_after_the_services(directory: Directory) -> None:
    directory.take(
        entry("t", name="Neglect: a day for workers", kind="training", assured_on=FRESH),
        entry(
            "k", name="Keep", kind="training", programme="keep", accepts_abuse=("abuse.neglect",)
        ),
        entry("s", description="We ask about neglect."),
    )

    assert found(directory, "neglect")[-1] == "t"
    assert [id for id, line in lines(directory, "neglect").items() if line.is_training] == ["t"]


@pytest.mark.parametrize(
    ("words", "chosen"), [("training neglect", {}), ("neglect", {"kind": ("training",)})]
)
def test_training_that_is_asked_for_does_not_stand_apart(
    directory: Directory, words: str, chosen: dict[str, tuple[str, ...]]
) -> None:
    directory.take(entry("t", name="Neglect: a day", kind="training"))

    assert not any(line.is_training for line in lines(directory, words, chosen=chosen).values())


def helplines(directory: Directory, words: str) -> list[str]:
    got = results(directory, words)
    return [got.arrays.snapshot.ids[place] for place in got.helplines]


def test_a_helpline_comes_last_however_well_it_answers(directory: Directory) -> None:
    directory.take(
        entry("h", name="Debt line", kind="helpline"), entry("s", description="Ask about debt.")
    )

    assert found(directory, "debt") == ["s", "h"]
    assert helplines(directory, "debt") == ["h"]


def test_helplines_are_shown_where_no_words_find_them(directory: Directory) -> None:
    directory.take(
        entry("h", name="Night line", kind="helpline"),
        entry("closed", name="Old line", kind="helpline", status="closed"),
        entry("s", name="Debt"),
    )

    assert found(directory, "debt") == ["s"]
    assert helplines(directory, "debt") == ["h"]


def test_helplines_that_are_asked_for_are_listed_as_services_are(directory: Directory) -> None:
    directory.take(
        entry("h", description="Somebody to talk to, at night.", kind="helpline"),
        entry("s", description="We talk about debt."),
    )

    assert found(directory, "somebody to talk to") == ["h"]
    assert helplines(directory, "somebody to talk to") == []


def test_what_nothing_matches_is_told_from_what_is_near_it(directory: Directory) -> None:
    directory.take(entry("a", name="Clean start", kind="substance_misuse"))
    got = results(directory, "cannabis")

    assert got.words is not None
    assert got.words.only_near == ("cannabis",)
    assert len(got.places) == 1

    directory.take(entry("b", description="Help with cannabis."))
    got = results(directory, "cannabis")

    assert got.words is not None
    assert got.words.only_near == ()


def test_a_closed_service_is_first_only_where_its_own_name_is_typed(directory: Directory) -> None:
    directory.take(
        entry("closed", name="Kick off", status="closed"), entry("other", description="A kick off.")
    )
    assert found(directory, "kick off") == ["closed", "other"]

    directory.take(
        entry("closed", name="Kick off", status="closed"), entry("runs", name="Kick off again")
    )
    assert found(directory, "kick off") == ["runs", "closed"]


def test_the_name_of_an_area_finds_what_serves_it(directory: Directory) -> None:
    directory.take(entry("a", areas_served=(GATESHEAD,)), entry("b"))

    assert found(directory, "Gateshead") == ["a"]
    assert lines(directory, "Gateshead")["a"].why == ("“gateshead”: serves Gateshead",)
