"""What the sheet says of a service, and what it says where nothing is stated."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from directory.model.service_status import ServiceStatus
from directory.storage import Service, Venue
from directory.web.signpost.forms import place_of
from tests.family_session_builders import open_visit
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signpost.journey import (
    CLOSED,
    HARBOUR,
    LARDER,
    NEAR,
    NUMBERS,
    PAUSED,
    REFUGE,
    SAFE,
    SHEET,
)
from tests.web.signpost.sheet_builder import TODAY, shown


def sheet_of(client: PageClient, *ids: str, path: str = SHEET, postcode: str = NEAR) -> Page:
    open_visit(client, shortlist=list(ids), postcode=postcode, contact=SAFE)
    return client.get(path)


def names(page: Page) -> list[str]:
    return [words(tag) for tag in page.all("article h2, article h3")]


def test_a_service_in_plain_words(client: PageClient) -> None:
    text = sheet_of(client, HARBOUR).text

    for said in (
        "Harbour ABC (sample) Given by Kittiwake Families (sample)",
        "A worker spends time with you and your baby or toddler. It runs once a week for 10 weeks.",
        "They help you notice what your child needs.",
        "Ask the person who gave you this sheet. They will ask for a place for you.",
        "It is free.",
        "The wait was 6 weeks on 3 October 2026.",
        "They come to your home.",
        "They have other places too.",
        "no steps, a toilet for wheelchair users, a place to change a baby",
        "They speak: English, Polish, Arabic.",
        "0191 498 0101",
        "kittiwake-families.example/harbour-abc",
    ):
        assert said in text


def test_what_is_not_stated_is_never_guessed(app: Flask) -> None:
    service = shown(app)

    assert service.price == "The list does not say what it costs. Ask them."
    assert service.wait == "Ask how long the wait is."
    assert service.next_step == "The list does not say. Ask the person who gave you this sheet."
    assert service.places == ("Ask them where it is.",)
    assert (service.phone, service.web, service.email, service.code) == (None,) * 4
    assert (service.languages, service.building, service.news) == (None,) * 3


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ("Free to families", "It is free."),
        ("50p", "They say: “50p”."),
        ("Free if referred by social care", "The list does not say what it costs. Ask them."),
        ("<b>", "They say: “&lt;b&gt;”."),
    ],
)
def test_what_it_costs(app: Flask, cost: str, said: str) -> None:
    assert shown(app, cost=cost).price == said


@pytest.mark.parametrize(
    ("weeks", "on", "said"),
    [
        (1, date(2026, 10, 3), "The wait was 1 week on 3 October 2026."),
        (0, date(2026, 10, 3), "There was no wait on 3 October 2026."),
        (6, None, "The wait was 6 weeks when we last asked. Ask if this is still so."),
        (0, None, "There was no wait when we last asked. Ask if this is still so."),
    ],
)
def test_how_long_the_wait_was(app: Flask, weeks: int, on: date | None, said: str) -> None:
    assert shown(app, waiting_weeks=weeks, waiting_as_of=on).wait == said


@pytest.mark.parametrize(
    ("routes", "reach", "said"),
    [
        (("self",), {"phone": "1"}, "You can call them yourself."),
        (("self",), {"email": "a@b.example"}, "You can ask them yourself."),
        (
            ("self",),
            {"email": "a@traumahelp.example"},
            "You can go to them yourself. Ask the person who gave you this sheet how.",
        ),
        (
            ("professional", "court"),
            {"phone": "1"},
            "Ask the person who gave you this sheet. They will ask for a place for you.",
        ),
    ],
)
def test_the_next_step(
    app: Flask, routes: tuple[str, ...], reach: dict[str, str], said: str
) -> None:
    assert shown(app, referral_routes=routes, **reach).next_step == said


def test_a_service_that_begins_or_ends_says_so(app: Flask) -> None:
    assert shown(app, starts_on=date(2027, 1, 5)).news == "It starts on 5 January 2027."
    assert "It ends on 31 January 2027." in str(shown(app, ends_on=date(2027, 1, 31)).news)
    assert "It will end soon." in str(shown(app, status="closing").news)


@pytest.mark.parametrize(("days", "is_said"), [(0, True), (90, True), (91, False), (400, False)])
def test_an_end_is_told_when_it_is_near(app: Flask, days: int, is_said: bool) -> None:
    assert bool(shown(app, ends_on=TODAY + timedelta(days)).news) is is_said


@pytest.mark.parametrize(
    ("states", "is_shut"),
    [
        ({"status": "active"}, False),
        ({"status": "closing"}, False),
        ({"status": "paused"}, True),
        ({"status": "closed"}, True),
        ({"status": "active", "ends_on": TODAY}, False),
        ({"status": "active", "ends_on": date(2026, 11, 21)}, True),
    ],
)
def test_a_service_that_takes_nobody(states: dict[str, Any], is_shut: bool) -> None:
    assert ServiceStatus.of(Service(**states)).on(TODAY).is_shut is is_shut


def test_the_nearest_place_is_named_and_others_are_mentioned(sample_app: Flask) -> None:
    with sample_app.app_context():
        home = place_of(NEAR)
    assert home is not None
    venues = [
        Venue(name=f"{miles} miles", easting=home.easting + miles * 1609, northing=home.northing)
        for miles in (9, 2, 30, 4)
    ]
    more = "They have other places too."

    assert shown(sample_app, home, venues=venues).places == ("2 miles", more)
    assert shown(sample_app, venues=venues).places == ("9 miles", more)
    assert shown(sample_app, venues=venues[:1]).places == ("9 miles",)


def test_a_hidden_place_beside_others_is_not_named(app: Flask) -> None:
    venues = [
        Venue(name="Rose House", address="1 Rose Street", postcode="NE1 4SU", hide_address=True),
        Venue(name="The Hub", address="2 Street", postcode="NE1 4ST"),
        Venue(name="Abuse Recovery Rooms", address="3 Street"),
    ]

    assert shown(app, venues=venues).places == (
        "The Hub, 2 Street, NE1\N{NO-BREAK SPACE}4ST",
        "They have other places too.",
        "They will tell you where to go.",
    )


def test_the_sheet_never_says_both_to_call_and_to_wait_to_be_asked_for(client: PageClient) -> None:
    text = sheet_of(client, HARBOUR).text

    assert "They will ask for a place for you." in text
    assert "Who to call" not in text
    assert "call first" not in text


def test_there_is_room_to_write_what_comes_next_and_who_gave_it(client: PageClient) -> None:
    lines = [words(each) for each in sheet_of(client, HARBOUR).all(".waymark-sheet__write")]

    assert lines == ["What comes next:", "This sheet is from:", "Their phone:", "Your notes:"]


def test_what_takes_nobody_or_is_gone_is_left_off(client: PageClient) -> None:
    page = sheet_of(client, CLOSED, PAUSED, "never-was-there", HARBOUR)

    assert names(page)[0] == "Harbour ABC (sample)"
    assert "County Durham" not in page.text


def test_practical_help_and_advocacy_are_always_offered(client: PageClient) -> None:
    page = sheet_of(client, HARBOUR)

    offered = [words(tag) for tag in page.all(".waymark-sheet__always h2, h3")]
    assert offered[0] == "Help with daily needs"
    assert "Someone to speak up for you" in offered
    assert "Little Larder (sample)" in offered
    assert "Clear Voice for parents (sample)" in offered
    assert "After Refuge (sample)" not in offered


def test_what_is_chosen_already_is_not_offered_twice(client: PageClient) -> None:
    assert names(sheet_of(client, LARDER)).count("Little Larder (sample)") == 1


@pytest.mark.parametrize("postcode", ["", "EX1 1AA"])
def test_where_none_is_near_the_family_is_told_whom_to_ask(
    client: PageClient, postcode: str
) -> None:
    page = sheet_of(client, HARBOUR, postcode=postcode)

    always = page.all(".waymark-sheet__always")
    assert len(always) == 2
    for part in always[1:] if postcode else always:
        assert "Ask the person who gave you this sheet." in words(part)


def test_each_service_has_a_code_with_the_same_in_letters(client: PageClient) -> None:
    for article in sheet_of(client, HARBOUR, REFUGE).all("article.waymark-sheet__service"):
        label = str(article.select("figure [role=img]")[0]["aria-label"])
        assert label.removeprefix("A square code for a phone camera: ") in words(article)
        assert article.select("figure svg path[stroke='#000']")


def test_the_code_opens_the_web_page_or_else_calls(app: Flask) -> None:
    web = shown(app, url="https://kittiwake.example/abc", phone="0191 498 0101").code
    call = shown(app, url="javascript:alert(1)", phone="0191 498 0101").code

    assert web is not None
    assert web.href == "https://kittiwake.example/abc"
    assert call is not None
    assert call.href == "tel:+441914980101"


def test_a_made_up_directory_says_so(client: PageClient) -> None:
    for path in (SHEET, NUMBERS):
        said = sheet_of(client, HARBOUR, path=path).text
        assert "Sample directory. These services are made up." in said


def test_the_discreet_sheet_has_names_and_numbers_alone(client: PageClient) -> None:
    page = sheet_of(client, HARBOUR, REFUGE, path=NUMBERS)

    assert page.heading == page.title == "Useful numbers"
    lines = {words(row.select("dt")[0]): words(row.select("dd")[0]) for row in page.all("dl div")}
    assert lines["Harbour ABC (sample)"] == "0191 498 0101"
    assert lines["RGR"] == "0191 498 0189"
    assert lines["Police, fire or ambulance"] == "999"
    assert "refuge" not in page.text.lower()


def test_the_title_of_a_sheet_does_not_name_where_it_was_made(client: PageClient) -> None:
    assert sheet_of(client, HARBOUR).title == "Help for you and your family"
