"""The list: what is on it, what to know of each, the postcode, and whose visit it is."""

from dataclasses import replace
from random import Random
from string import ascii_letters

import pytest

from directory.web.family_session import Visit, VisitFullError, keep_visit
from tests.family_session_builders import carry_visit, held_by, open_visit, visit_with
from tests.web.page_client import PageClient
from tests.web.signpost.journey import (
    ADVICE,
    CLOSED,
    CLOSING,
    CONTACT,
    HARBOUR,
    NEAR,
    PAUSED,
    REFUGE,
    SAFE,
    SHEET,
    START,
    UNSAFE,
    at,
    follow,
    send,
)


def test_with_no_visit_the_page_teaches_what_to_do(client: PageClient) -> None:
    page = client.get(START)

    assert "no services on the sheet yet" in page.text
    assert [link["href"] for link in page.all("main .govuk-inset-text a")] == ["/choose/", "/find/"]
    assert "Or enter a postcode below." in page.text


def test_looking_opens_no_visit(client: PageClient) -> None:
    client.get(START)

    assert held_by(client) is None


def test_the_list_shows_names_and_who_runs_them(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR, REFUGE])

    page = client.get(START)

    assert "On the sheet (2)" in page.text
    assert "Harbour ABC (sample) Kittiwake Families (sample)" in page.text


@pytest.mark.parametrize(
    ("id", "says"),
    [
        (REFUGE, "Its name says what it is for"),
        (CLOSED, "It is closed, so it is not on the sheet"),
        (PAUSED, "It is paused and takes nobody now"),
        (CLOSING, "It ends on 31 March 2027"),
        ("never-was-there", "It is no longer in the directory"),
        ("sample-harbour-therapy-alnwick", "The sheet gives no phone, email or web address for it"),
    ],
)
def test_the_worker_is_told_what_to_know_of_a_service(
    client: PageClient, id: str, says: str
) -> None:
    open_visit(client, shortlist=[id], contact=SAFE)

    assert says in client.get(START).text


def test_a_service_is_taken_off(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR, REFUGE], postcode=NEAR)

    page = send(client, client.get(START), "#remove-1")

    assert at(page) == START
    assert "Harbour ABC" not in page.text
    held = held_by(client)
    assert held is not None
    assert (held.shortlist, held.postcode) == ([REFUGE], NEAR)


@pytest.mark.parametrize("form", ["#remove-1", "#begin"])
def test_a_page_of_another_visit_changes_nothing(client: PageClient, form: str) -> None:
    open_visit(client, shortlist=[HARBOUR])
    old = client.get(START)
    now = visit_with(shortlist=[HARBOUR, REFUGE])
    carry_visit(client, now)

    page = send(client, old, form, {"postcode": NEAR} if form == "#begin" else {})

    assert at(page) == START
    assert held_by(client) == now


def test_a_postcode_alone_makes_a_sheet(client: PageClient) -> None:
    page = send(client, client.get(START), "#begin", {"postcode": "ne63bw"})

    assert at(page) == CONTACT
    held = held_by(client)
    assert held is not None
    assert held.postcode == NEAR
    send(client, page, "#contact", SAFE)
    assert "Little Larder" in client.get(SHEET).text


@pytest.mark.parametrize(
    ("postcode", "says"),
    [
        ("", "Enter a postcode, or add a service to the sheet first"),
        ("nowhere", "is not"),
        ("CF10 1AA", "Waymark covers England"),
    ],
)
def test_a_postcode_that_does_not_serve_is_asked_for_again(
    client: PageClient, postcode: str, says: str
) -> None:
    page = client.get(START)

    page = client.submit(page, {"postcode": postcode}, form="#begin", status=422)

    assert len(page.errors) == 1
    assert says in page.errors[0]
    assert held_by(client) is None


def test_with_a_list_the_postcode_may_be_left_out(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR])

    assert at(send(client, client.get(START), "#begin")) == CONTACT


def test_the_language_is_kept_for_the_sheet(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR], contact=SAFE)

    page = send(client, client.get(START), "#begin", {"language": "cy"})

    assert at(page) == ADVICE, "contact was answered in this visit"
    assert client.get(SHEET).heading == "Help i chi a’ch teulu"
    assert client.get(START).form_values("#begin")["language"] == ["cy"]


def test_the_postcode_is_in_no_address(client: PageClient) -> None:
    response = client.raw.post(
        START,
        data={**client.get(START).form_values("#begin"), "postcode": NEAR},
        follow_redirects=False,
    )

    assert response.headers["Location"] == CONTACT


def test_a_visit_that_is_full_says_so_and_keeps_what_it_held(client: PageClient) -> None:
    full = _filled(client)
    carry_visit(client, full)

    page = client.submit(client.get(CONTACT), UNSAFE, form="#contact", status=422)

    assert page.errors == ["There is no more room: take a service off the sheet, then try again"]
    assert held_by(client) == full


def _filled(client: PageClient) -> Visit:
    """Return a visit that can hold nothing more; letters by chance cannot be packed tighter."""
    letters = "".join(Random(1).choices(ascii_letters, k=8000))
    visit = visit_with(shortlist=[HARBOUR])
    with client.raw.application.test_request_context():
        for length in range(5000, 8000, 8):
            try:
                keep_visit(larger := replace(visit, id=letters[:length]))
            except VisitFullError:
                return visit
            visit = larger
    raise AssertionError("a visit holds more than browsers carry")


def test_an_address_takes_nothing_off(client: PageClient) -> None:
    open_visit(client, shortlist=[HARBOUR])

    assert "Harbour ABC" in follow(client, "/signpost/remove").text
