"""A visit: sealed in the browser, bound to itself, and gone after half an hour."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.web.family_session import COOKIE, LASTS_SECONDS, PIECE, TOUCHED_SECONDS
from tests.web.choose.journey import ANSWER, see_options
from tests.web.choose.people import NEGLECTED
from tests.web.choose.sample import bare_app, bare_client
from tests.web.page import Page
from tests.web.page_client import PageClient

__all__ = ["bare_app", "bare_client"]

START = datetime(2026, 11, 22, 18, tzinfo=UTC)
CHILD = "/choose/child/1"
ENDED = "/choose/?ended=1"


def begun(client: PageClient) -> PageClient:
    see_options(client, NEGLECTED.values)
    return client


def seal(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def test_a_visit_lasts_half_an_hour_after_the_last_touch(bare_client: PageClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = begun(bare_client).raw
        for _ in range(3):
            clock.shift(timedelta(seconds=LASTS_SECONDS - 1))
            assert client.get(CHILD).status_code == 200


def test_a_seal_that_was_not_touched_in_time_opens_no_more(bare_client: PageClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = begun(bare_client).raw
        kept = seal(client)
        clock.shift(timedelta(seconds=LASTS_SECONDS + 1))
        client.set_cookie(COOKIE, kept)  # as a copied cookie, whatever the browser did with its own
        assert client.get(CHILD).location == ENDED
        assert client.get_cookie(COOKIE) is None


def test_what_the_cookie_holds_cannot_be_read_or_changed(bare_client: PageClient) -> None:
    client = begun(bare_client).raw
    kept = seal(client)

    client.set_cookie(COOKIE, kept[:-8] + "AAAAAAA=")

    assert client.get(CHILD).location == ENDED


def test_another_server_cannot_open_it(bare_client: PageClient, bare_app: Flask) -> None:
    kept = seal(begun(bare_client).raw)
    settings = bare_app.extensions["waymark"]
    other = bare_app.test_client()
    other.set_cookie(COOKIE, kept)
    assert other.get(CHILD).status_code == 200

    bare_app.extensions["waymark"] = settings.__class__(
        **{**vars_of(settings), "secret_key": "another secret key of sufficient length"}
    )
    try:
        other.set_cookie(COOKIE, kept)
        assert other.get(CHILD).location == ENDED
    finally:
        bare_app.extensions["waymark"] = settings


def vars_of(settings: object) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}  # type: ignore[attr-defined]


def set_cookies(response: TestResponse) -> list[str]:
    return [
        value
        for name, value in response.headers
        if name == "Set-Cookie" and value.startswith(COOKIE)
    ]


def test_the_cookie_is_kept_from_scripts_and_other_sites(bare_client: PageClient) -> None:
    page = begun(bare_client).get(CHILD)
    answered = bare_client.raw.post(
        f"{CHILD}/answer", data={**page.form_values(ANSWER), "answer": "yes"}
    )
    [header] = set_cookies(answered)
    assert "HttpOnly" in header
    assert "SameSite=Strict" in header
    assert f"Max-Age={LASTS_SECONDS}" in header


def test_a_page_that_changes_nothing_writes_over_no_answer(bare_client: PageClient) -> None:
    """A slow page would bring back what was there when it was asked for."""
    with time_machine.travel(START, tick=False) as clock:
        client = begun(bare_client).raw
        assert set_cookies(client.get(CHILD)) == []
        clock.shift(timedelta(seconds=TOUCHED_SECONDS))
        assert set_cookies(client.get("/choose/record.txt")) == []
        assert len(set_cookies(client.get(CHILD))) == 1


def test_a_page_made_before_a_child_was_taken_out_writes_to_no_other_child(
    bare_client: PageClient,
) -> None:
    family = begun(bare_client).get("/choose/family")
    bare_client.submit(family, form="form[action='/choose/family/child']")
    earlier = bare_client.get("/choose/child/2")
    bare_client.submit(
        bare_client.get("/choose/family"), form="form[action='/choose/child/1/remove']"
    )

    answered = bare_client.submit(earlier, {"answer": "yes"}, form=ANSWER)

    assert "so nothing was changed" in answered.text


def test_clearing_takes_everything_out_of_the_browser(bare_client: PageClient) -> None:
    page = begun(bare_client).get("/choose/family")

    page = bare_client.submit(page, form="form[action='/choose/clear']")

    assert "Everything about the family was cleared" in page.text
    assert bare_client.raw.get_cookie(COOKIE) is None
    assert bare_client.raw.get(CHILD).location == ENDED


def test_a_page_of_an_earlier_family_changes_nothing_in_this_one(bare_client: PageClient) -> None:
    earlier = begun(bare_client).get(CHILD)
    begun(bare_client)
    now = bare_client.get(CHILD).text

    answered = bare_client.submit(earlier, {"answer": "yes"}, form=ANSWER)

    assert "so nothing was changed" in answered.text
    assert bare_client.get(CHILD).text == now


def test_a_large_family_travels_in_two_cookies(bare_client: PageClient) -> None:
    page = begun(bare_client).get("/choose/family")
    for _ in range(9):
        bare_client.submit(page, form="form[action='/choose/family/child']")
    children = [f"/choose/child/{n}/questions" for n in range(1, 11)]
    for place, path in enumerate(children):
        days = {"born_on": [str(place + 1), "5", str(2010 + place)]}
        groups = {"abuse": ["abuse.neglect", "none"], "child_needs": ["none"], "safety": ["none"]}
        bare_client.submit(bare_client.get(path), {**days, **groups}, form="#questions")

    assert len(seal(bare_client.raw)) <= PIECE
    assert "Options for child 10" in bare_client.get("/choose/family").text
    assert Page(bare_client.raw.get("/choose/child/10")).heading == "Options for child 10"


def test_a_visit_that_is_full_says_so_and_keeps_what_was_there(
    bare_client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(bare_client)
    page = bare_client.get("/choose/child/1/questions")
    monkeypatch.setattr("directory.web.family_session.MOST_LETTERS", 100)
    bare_client.submit(page, {"safety": ["none"]}, form="#questions", status=422)
    monkeypatch.undo()

    assert "neglected" in bare_client.get(CHILD).text
    assert "No child is in immediate danger" not in bare_client.get(CHILD).text


@pytest.mark.parametrize("path", [CHILD, "/choose/family", "/choose/child/1/questions"])
def test_without_a_visit_a_page_leads_to_the_start(bare_client: PageClient, path: str) -> None:
    bare_client.raw.delete_cookie(COOKIE)
    page = Page(bare_client.raw.get(path, follow_redirects=True))

    assert "The visit has ended" in page.text
