"""The people of the journey, as the small rulebook answers them."""

import pytest

from tests.web.choose.conftest import TODAY
from tests.web.choose.journey import (
    answer,
    ask,
    counts,
    every_option,
    key,
    known,
    meet,
    option,
    titles,
)
from tests.web.choose.people import NEGLECTED, NOTHING, people
from tests.web.page import words
from tests.web.page_client import PageClient

PEOPLE = people(TODAY)


@pytest.mark.parametrize("name", PEOPLE)
def test_each_of_the_people_is_answered(client: PageClient, name: str) -> None:
    person = PEOPLE[name]

    page = meet(client, person)

    assert page.heading == "Options for child 1"
    assert counts(page).startswith(person.counts)
    assert tuple(titles(page, "applies")[: len(person.applies)]) == person.applies


def test_with_nothing_known_every_option_needs_an_answer(client: PageClient) -> None:
    page = meet(client, NOTHING)

    assert known(page) == []
    assert titles(page, "applies") == []
    assert titles(page, "does-not-apply") == []
    assert "No postcode yet" in page.text
    assert "settles" in words(page.one("#question"))


def test_an_option_says_why_and_for_how_long(client: PageClient) -> None:
    page = meet(client, NEGLECTED)
    page = ask(client, page, key("child.age_months"))
    page = answer(client, page, {"age_text": "14 5 2024"})

    shown = option(page, NEGLECTED.applies[0])
    assert "With the mother · at least 10 sessions, at home · until 14 May 2029" in words(shown)
    every = every_option(client).text
    assert "Attachment-based intervention, for example Attachment and Biobehavioral" in every
    assert "Met: The child has been neglected" in every
    assert "Met: The child is 2 years 6 months: under 5" in every
    link = shown.select("a[href*=nice]")[0]
    assert "NICE NG76 1.7.4" in words(link)
    assert link["rel"] == ["noreferrer", "noopener"]


def test_without_a_date_of_birth_the_window_is_in_words(client: PageClient) -> None:
    shown = words(option(meet(client, NEGLECTED), NEGLECTED.applies[0]))
    assert "closes in about 2 and a half years" in shown


def test_on_the_fifth_birthday_what_is_for_under_fives_is_over(client: PageClient) -> None:
    meet(client, PEOPLE["fostered child on the fifth birthday"])
    page = every_option(client)

    title = "Attachment-based intervention at home for the foster carer of a child under 5"
    assert title in titles(page, "does-not-apply")
    assert "The child is 5 years: not under 5" in words(page.one("#option-ng76-1-7-8"))


def test_on_the_day_before_the_fifth_birthday_it_still_applies(client: PageClient) -> None:
    page = meet(client, PEOPLE["fostered child on the fifth birthday"])
    page = ask(client, page, key("child.age_months"))
    page = answer(client, page, {"age_text": "23 11 2021"})

    assert titles(page, "applies")[0] == (
        "Attachment-based intervention at home for the foster carer of a child under 5"
    )
    assert "until 23 November 2026" in page.text


def test_an_unborn_child_is_said_to_be_due(client: PageClient) -> None:
    page = meet(client, PEOPLE["pregnant mother on methadone"])

    age = "The child is not born yet, due within 4 months (due 1 March 2027)"
    assert age in known(page)
    assert "Caution: Before birth: NG76 does not say" in page.text


def test_the_strongest_come_first_and_each_strength_is_explained(client: PageClient) -> None:
    page = meet(client, PEOPLE["pregnant mother on methadone"])

    strengths = [words(each) for each in page.all(".waymark-card__strength")]
    assert strengths[0] == "NICE: consider"
    also = words(page.one("section[aria-labelledby=also]"))
    assert "Always part of early help:" in also


def test_what_does_not_apply_stands_on_its_own_page_with_reasons(client: PageClient) -> None:
    page = meet(client, NEGLECTED)
    assert not page.all(".waymark-folded-options")
    [link] = page.all("a[href='/choose/child/1/every-option']")
    assert words(link) == "Every option, with reasons (19 more)"

    listed = every_option(client).one(".waymark-folded-options")
    assert all(words(item.select("p")[1]) for item in listed.select("li"))


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

    record = client.get("/choose/record/full").text
    note = client.get("/choose/record").text

    assert "What opens as the child grows older" in record
    assert "opens on 4 December 2026, when the child turns 8" in note.partition("By when")[2]
    assert "opens on 4 December 2026, when the child turns 8" in record
    assert "Based on the nearest service" in record
