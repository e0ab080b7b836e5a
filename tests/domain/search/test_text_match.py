"""Words find the same services on every database, in what they say and in what they name."""

import pytest

from directory.domain.search.text_match import ENOUGH
from tests.directory_builders import TODAY, Directory, entry, hidden, venue
from tests.domain.search.finding import found, lines, results

pytestmark = pytest.mark.database


def test_a_word_is_found_wherever_a_service_says_it(directory: Directory) -> None:
    directory.take(
        entry("name", name="Anger work"),
        entry("says", description="We work on anger."),
        entry("note", eligibility_note="Anger comes first."),
        entry("refer", referral_note="Ask about anger."),
        entry("who", organisation="Anger Trust"),
        entry("venue", venue("NE1 4SU", name="Anger House")),
        entry("none", description="We angle for fish."),
    )

    assert sorted(found(directory, "anger")) == ["name", "note", "refer", "says", "venue", "who"]


def test_those_with_all_the_words_come_first_and_stand_alone_where_they_are_many(
    directory: Directory,
) -> None:
    directory.take(
        entry("both", name="Anger and debt"),
        entry("one", name="Anger"),
        entry("other", name="Debt"),
    )
    assert found(directory, "anger debt") == ["both", "one", "other"]

    many = [entry(f"both{n}", name="Anger and debt") for n in range(ENOUGH)]
    directory.take(*many, entry("one", name="Anger"))

    assert sorted(found(directory, "anger debt")) == sorted(each.id for each in many)


def test_where_no_service_has_all_the_words_those_with_some_are_listed_and_that_is_said(
    directory: Directory,
) -> None:
    directory.take(entry("one", name="Anger"), entry("other", name="Debt"))

    got = results(directory, "anger debt")

    assert len(got.places) == 2
    assert got.words is not None
    assert got.words.is_any


def test_those_with_more_of_the_words_come_first(directory: Directory) -> None:
    directory.take(
        entry("one", name="Anger", assured_on=TODAY),
        entry("two", description="Anger and debt"),
        entry("none", name="Anything"),
        entry("other", name="Zebra", assured_on=TODAY),
    )

    # Zebra is the rarer word of the two.
    assert found(directory, "anger debt zebra") == ["two", "other", "one"]


def test_a_word_that_is_less_like_another_is_offered_and_not_taken_for_it(
    directory: Directory,
) -> None:
    directory.take(entry("a", name="Harbour"), entry("b", name="Kittiwake"))

    for typed, guess in (("harber", "harbour"), ("kitywake", "kittiwake"), ("prison", None)):
        got = results(directory, typed)
        assert got.words is not None
        assert got.words.nowhere == ((typed, guess),)
        assert len(got.places) == 0


@pytest.mark.parametrize(
    ("typed", "used"), [("lad", "lead"), ("498", "48"), ("childcare", "children")]
)
def test_a_word_that_is_only_somewhat_like_another_is_not_read_as_it(
    directory: Directory, typed: str, used: str
) -> None:
    directory.take(entry("a", description=f"We say {used}."))

    assert found(directory, typed) == []


def test_a_service_is_found_by_the_fact_that_it_accepts_or_requires(directory: Directory) -> None:
    directory.take(
        entry("accepts", accepts_abuse=("abuse.neglect",)),
        entry("requires", requires=("abuse.neglect",)),
        entry("excludes", excludes=("abuse.neglect",)),
    )

    assert sorted(found(directory, "neglected")) == ["accepts", "requires"]


def test_a_service_is_found_by_its_kind_under_other_names(directory: Directory) -> None:
    directory.take(entry("a", kind="substance_misuse"), entry("b", kind="advocacy"))

    assert found(directory, "drugs") == ["a"]
    assert found(directory, "alchohol") == ["a"]


@pytest.mark.parametrize("typed", ["abc", "ABC", "attachment biobehavioral", "attachment-based"])
def test_a_service_is_found_by_the_name_of_what_it_delivers(
    directory: Directory, typed: str
) -> None:
    directory.take(entry("a", programme="abc"), entry("b", programme="safecare"))

    assert found(directory, typed) == ["a"]


@pytest.mark.parametrize("typed", ["TF-CBT", "tfcbt", "trauma focused cbt"])
def test_a_programme_is_found_however_its_letters_are_written(
    directory: Directory, typed: str
) -> None:
    directory.take(entry("a", programme="tf-cbt"), entry("b", programme="safecare"))

    assert found(directory, typed) == ["a"]


@pytest.mark.parametrize("typed", ["domestic abuse", "abusive relationship"])
def test_therapy_after_sexual_abuse_is_not_what_is_delivered_for_domestic_abuse(
    directory: Directory, typed: str
) -> None:
    directory.take(
        entry("a", name="Rowan", programme="domestic-abuse-victim-support"),
        entry("b", name="Lantern", programme="letting-the-future-in"),
    )

    assert found(directory, typed) == ["a"]


def test_a_misspelling_is_put_right_and_said(directory: Directory) -> None:
    directory.take(entry("a", name="Anger work"))

    got = results(directory, "angar")

    assert got.words is not None
    assert got.words.put_right == (("angar", "anger"),)
    assert len(got.places) == 1


def test_a_word_that_nobody_uses_is_read_as_the_nearest_that_somebody_does(
    directory: Directory,
) -> None:
    directory.take(entry("a", name="Kittiwake club"), entry("b", name="Heron club"))

    got = results(directory, "kittywake")

    assert got.words is not None
    assert got.words.put_right == (("kittywake", "kittiwake"),)
    assert [got.arrays.snapshot.ids[at] for at in got.places] == ["a"]


def test_a_word_like_no_other_finds_nothing_and_that_is_said(directory: Directory) -> None:
    directory.take(entry("a", name="Kittiwake club"))

    got = results(directory, "zzzz")

    assert got.words is not None
    assert got.words.nowhere == (("zzzz", None),)
    assert len(got.places) == 0


def test_a_word_like_no_other_does_not_hide_what_the_rest_find(directory: Directory) -> None:
    directory.take(entry("a", name="Kittiwake club"))

    assert found(directory, "kittiwake zzzzqqq") == ["a"]


@pytest.mark.parametrize(
    "typed", ['"', "'", "a'b", "NEAR(", "anger*", "-anger", "{name}:", ":*", "\\", "a & | !"]
)
def test_nothing_typed_is_taken_for_a_command(directory: Directory, typed: str) -> None:
    directory.take(entry("a", name="Anger"))

    found(directory, typed)


def test_a_hidden_address_is_found_by_no_word(directory: Directory) -> None:
    directory.take(entry("a", hidden("NE1 4ST", name="Quiet House", address="1 Rowan Lane")))

    assert found(directory, "rowan") == []
    assert found(directory, "quiet") == []


def test_names_come_before_what_is_said_in_passing(directory: Directory) -> None:
    directory.take(entry("a", name="Zebra", description="Anger."), entry("z", name="Zebra anger"))

    assert found(directory, "anger") == ["z", "a"]


def test_a_changed_service_is_found_by_its_new_words_alone(directory: Directory) -> None:
    directory.take(entry("a", name="Anger"))
    directory.take(entry("a", name="Calm"))

    assert found(directory, "calm") == ["a"]
    assert found(directory, "anger") == []


def test_where_a_word_was_found_is_said(directory: Directory) -> None:
    directory.take(
        entry("name", name="Neglect work"),
        entry("says", description="About neglect."),
        entry("takes", accepts_abuse=("abuse.neglect",)),
    )

    why = {id: line.why for id, line in lines(directory, "neglect").items()}

    assert why == {
        "name": ("“neglect”: in its name",),
        "says": ("“neglect”: in its description",),
        "takes": ("“neglect”: takes families after: Neglect",),
    }


def test_what_is_too_long_to_be_a_word_hides_nothing_else(directory: Directory) -> None:
    directory.take(entry("a", name="x" * 3000, description=f"Anger {'ł' * 3000} work"))

    assert found(directory, "anger work") == ["a"]
