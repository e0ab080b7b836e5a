"""The five people of the journey."""

import pytest

from tests.choose.conftest import TODAY
from tests.choose.journey import counts, known, option, see_options, titles
from tests.choose.people import GIRL, NEGLECTED, NOTHING, people
from tests.pages.page import words
from tests.pages.page_client import PageClient

PEOPLE = people(TODAY)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_five_people_is_answered(client: PageClient, name: str) -> None:
    person = PEOPLE[name]

    page = see_options(client, person.values)

    assert page.heading == "Options for this child"
    assert counts(page) == person.counts
    assert tuple(titles(page, "applies")[: len(person.applies)]) == person.applies


def test_with_nothing_known_every_option_needs_an_answer(client: PageClient) -> None:
    page = see_options(client, NOTHING.values)

    assert known(page) == {}
    assert titles(page, "applies") == []
    assert titles(page, "does-not-apply") == []
    assert "Nothing yet: every question was left blank" in page.text
    assert "no postcode was given" in page.text
    assert "24 options" in words(page.one("#question"))


def test_an_option_says_why_what_it_involves_and_for_how_long(client: PageClient) -> None:
    page = see_options(
        client, {**NEGLECTED.values, "age_kind": "born", "born_on": ["14", "5", "2024"]}
    )

    shown = option(page, NEGLECTED.applies[0])
    text = words(shown)
    assert "Attachment-based intervention, for example Attachment and Biobehavioral" in text
    assert "Met: The child has been neglected" in text
    assert "Met: The child is 2 years 6 months: under 5" in text
    assert "Until 14 May 2029 (5th birthday)" in text
    assert "At least 10 sessions" in text
    link = shown.select("a[href*=nice]")[0]
    assert "NICE NG76 1.7.4" in words(link)
    assert link["rel"] == ["noreferrer", "noopener"]


def test_without_a_date_of_birth_the_window_is_in_words(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)

    assert "Children under 5" in words(option(page, NEGLECTED.applies[0]))


def test_on_the_fifth_birthday_what_is_for_under_fives_is_over(client: PageClient) -> None:
    page = see_options(client, PEOPLE["fostered child on the fifth birthday"].values)

    title = "Attachment-based intervention at home for the foster carer of a child under 5"
    assert "Not met: The child is 5 years: not under 5" in words(option(page, title))
    assert title in titles(page, "does-not-apply")


def test_on_the_day_before_the_fifth_birthday_it_still_applies(client: PageClient) -> None:
    fostered = PEOPLE["fostered child on the fifth birthday"].values

    page = see_options(client, {**fostered, "born_on": ["23", "11", "2021"]})

    assert titles(page, "applies") == [
        "Attachment-based intervention at home for the foster carer of a child under 5"
    ]
    assert "Until 23 November 2026 (5th birthday)" in page.text


def test_an_unborn_child_is_said_to_be_due(client: PageClient) -> None:
    page = see_options(client, PEOPLE["pregnant mother on methadone"].values)

    age = "The child is not born yet, due within 4 months (due 1 March 2027)"
    assert known(page)["Age"] == age
    assert "Caution: Before birth: NG76 does not say" in page.text


def test_the_strongest_come_first_and_each_strength_is_explained(client: PageClient) -> None:
    page = see_options(client, PEOPLE["pregnant mother on methadone"].values)

    strengths = [words(each) for each in page.all("section[aria-labelledby=applies] h3")]
    assert [each.split(" The ")[0].split(" Another")[0] for each in strengths][:2] == [
        "Consider",
        "Signpost",
    ]
    assert strengths[2].startswith("Part of early help")
    assert strengths[3].startswith("How to fit the programme")


def test_what_does_not_apply_is_folded_and_nearest_first(client: PageClient) -> None:
    page = see_options(client, GIRL.values)

    section = page.one("section[aria-labelledby=does-not-apply]")
    assert section.select("details:not([open])")
    unmet = [
        len(article.select(".waymark-reasons__not-met"))
        for article in section.select("article")
        if not article.select(".waymark-near")
    ]
    assert unmet == sorted(unmet)
