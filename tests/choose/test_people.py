"""The people of the journey."""

import pytest

from tests.choose.conftest import TODAY
from tests.choose.journey import answer, ask, counts, key, known, meet, option, titles
from tests.choose.people import NEGLECTED, NOTHING, people
from tests.pages.page import words
from tests.pages.page_client import PageClient

PEOPLE = people(TODAY)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_people_is_answered(client: PageClient, name: str) -> None:
    person = PEOPLE[name]

    page = meet(client, person)

    assert page.heading == "Options for child 1"
    assert counts(page).startswith(person.counts)
    assert tuple(titles(page, "applies")[: len(person.applies)]) == person.applies


@pytest.mark.parametrize("name", PEOPLE)
def test_the_page_of_options_stays_under_60_kilobytes(client: PageClient, name: str) -> None:
    page = meet(client, PEOPLE[name])

    assert len(page.response.data) < 60_000


def test_with_nothing_known_every_option_needs_an_answer(client: PageClient) -> None:
    page = meet(client, NOTHING)

    assert known(page) == []
    assert titles(page, "applies") == []
    assert titles(page, "does-not-apply") == []
    assert "No postcode was given" in page.text
    assert "it could settle 24" in words(page.one("#question"))


def test_an_option_says_why_and_for_how_long(client: PageClient) -> None:
    page = meet(client, NEGLECTED)
    page = ask(client, page, key("child.age_months"))
    page = answer(client, page, {"age_kind": "born", "born_on": ["14", "5", "2024"]})

    shown = option(page, NEGLECTED.applies[0])
    text = words(shown)
    assert "Attachment-based intervention, for example Attachment and Biobehavioral" in text
    assert "With the mother" in text
    assert "Met: The child has been neglected" in text
    assert "Met: The child is 2 years 6 months: under 5" in text
    assert "Until 14 May 2029 (5th birthday)" in text
    link = shown.select("a[href*=nice]")[0]
    assert "NICE NG76 1.7.4" in words(link)
    assert link["rel"] == ["noreferrer", "noopener"]


def test_without_a_date_of_birth_the_window_is_in_words(client: PageClient) -> None:
    assert "Children under 5" in words(option(meet(client, NEGLECTED), NEGLECTED.applies[0]))


def test_on_the_fifth_birthday_what_is_for_under_fives_is_over(client: PageClient) -> None:
    page = meet(client, PEOPLE["fostered child on the fifth birthday"])

    title = "Attachment-based intervention at home for the foster carer of a child under 5"
    assert title in titles(page, "does-not-apply")
    assert "The child is 5 years: not under 5" in words(page.one("#option-ng76-1-7-8"))


def test_on_the_day_before_the_fifth_birthday_it_still_applies(client: PageClient) -> None:
    page = meet(client, PEOPLE["fostered child on the fifth birthday"])
    page = ask(client, page, key("child.age_months"))
    page = answer(client, page, {"age_kind": "born", "born_on": ["23", "11", "2021"]})

    assert titles(page, "applies") == [
        "Attachment-based intervention at home for the foster carer of a child under 5"
    ]
    assert "Until 23 November 2026 (5th birthday)" in page.text


def test_an_unborn_child_is_said_to_be_due(client: PageClient) -> None:
    page = meet(client, PEOPLE["pregnant mother on methadone"])

    age = "The child is not born yet, due within 4 months (due 1 March 2027)"
    assert age in known(page)
    assert "Caution: Before birth: NG76 does not say" in page.text


def test_the_strongest_come_first_and_each_strength_is_explained(client: PageClient) -> None:
    page = meet(client, PEOPLE["pregnant mother on methadone"])

    strengths = [words(each) for each in page.all("section[aria-labelledby=applies] h3")]
    assert [each.split(" The ")[0].split(" Another")[0] for each in strengths][:2] == [
        "Consider",
        "Signpost",
    ]
    assert strengths[2].startswith("Part of early help")
    assert strengths[3].startswith("How to fit the programme")


def test_what_does_not_apply_is_folded(client: PageClient) -> None:
    page = meet(client, NEGLECTED)

    section = page.one("section[aria-labelledby=does-not-apply]")
    assert section.select("details:not([open])")
    assert all(words(item.select("p")[1]) for item in section.select("li"))


def test_a_kinship_carer_whose_foster_approval_is_unknown_is_asked_about_it(
    client: PageClient,
) -> None:
    page = meet(client, PEOPLE["six-year-old with a kinship carer"])

    open_still = titles(page, "needs-an-answer")
    assert any("foster carer" in title for title in open_still)
    page = answer(client, ask(client, page, key("carer.foster", 1, 1)), {"answer": "no"})
    assert not any("foster carer" in title for title in titles(page, "needs-an-answer"))
    assert "1.7.16" in page.one("#option-ng76-1-7-16").get_text()


def test_the_record_carries_the_time_that_the_pages_tell(client: PageClient) -> None:
    meet(client, PEOPLE["girl who turns eight next month"])

    record = client.get("/choose/record").text

    assert "What opens next, as the child grows older" in record
    assert "opens on 4 December 2026, when the child turns 8" in record
    assert "Reckoned with the nearest service" in record
