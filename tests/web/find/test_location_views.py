"""Near where to look is in a sealed cookie: no postcode stands in an address, a log or a cookie."""

import logging

import pytest

from tests.directory_builders import HOME, Directory, entry, venue
from tests.family_session_builders import open_visit
from tests.web.page import Page
from tests.web.page_client import PageClient


def look_near(client: PageClient, postcode: str = HOME, **more: str) -> Page:
    values = {"postcode": postcode, "miles": "5", **more}
    return client.post("/find/where", values, form_at="/find/")


def test_a_postcode_puts_what_is_near_first_and_says_how_far(
    client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("far", venue("NE3 1AA"), delivery=("venue",)),
        entry("near", venue("NE1 4SU"), delivery=("venue",)),
        entry("farther", venue("DH1 1AA"), delivery=("venue",)),
    )

    page = look_near(client)

    names = [link.get_text(strip=True) for link in page.all(".waymark-result__name a")]
    assert names == ["near", "far"]
    assert "0.3 miles" in page.one("#result-1").get_text()


def test_a_postcode_that_is_known_roughly_is_said_to_be_so(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", venue("NE1 4SU"), delivery=("venue",)))

    assert "Only the neighbourhood of this postcode is known" in look_near(client, "NE1 4ZZ").text
    assert "Distances are rough" not in look_near(client).text


def test_the_postcode_is_in_no_address_and_the_filters_are_kept(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", kind="advocacy"))
    token = str(client.get("/find/?kind=advocacy").all("[name=csrf_token]")[0]["value"])
    values = {"csrf_token": token, "postcode": HOME, "miles": "5", "kind": "advocacy", "q": "a"}

    reply = client.raw.post("/find/where", data=values)

    assert reply.status_code == 303
    assert reply.headers["Location"] == "/find/?q=a&kind=advocacy"


def test_the_cookie_cannot_be_read(client: PageClient, directory: Directory) -> None:
    look_near(client)

    cookie = client.raw.get_cookie("waymark_near")
    assert cookie is not None
    assert cookie.http_only
    assert "NE1" not in cookie.value


def test_the_log_holds_no_postcode(
    client: PageClient, directory: Directory, caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with caplog.at_level(logging.DEBUG):
        look_near(client)

    said = caplog.text + "".join(capsys.readouterr())
    assert "4ST" not in said


def test_a_postcode_that_cannot_be_found_is_told_beside_its_field(
    client: PageClient, directory: Directory
) -> None:
    page = look_near(client, "nonsense")

    assert page.one(".govuk-error-summary a")["href"] == "#postcode"
    assert page.one("#postcode")["value"] == "nonsense"


def test_looking_everywhere_forgets_the_postcode(client: PageClient, directory: Directory) -> None:
    look_near(client)

    page = look_near(client, forget="1")

    assert page.one("#postcode")["value"] == ""
    assert client.raw.get_cookie("waymark_near") is None


def test_leaving_in_haste_forgets_the_postcode(client: PageClient, directory: Directory) -> None:
    look_near(client)

    client.raw.get("/choose/leave")

    assert client.raw.get_cookie("waymark_near") is None


def test_a_cookie_of_another_server_is_not_believed(
    client: PageClient, directory: Directory
) -> None:
    client.raw.set_cookie("waymark_near", "gAAAAnonsense")

    assert client.get("/find/").one("#postcode")["value"] == ""


def test_the_family_of_an_open_visit_is_near_whom_to_look(
    client: PageClient, directory: Directory
) -> None:
    open_visit(client, postcode=HOME)

    page = client.get("/find/")

    assert page.one("#postcode")["value"] == HOME
    assert "From the family you entered." in page.text


@pytest.mark.parametrize(
    "typed", ["anger NE1 4ST", "anger ne14st", "NE1 4ST anger", "anger, NE1 4ST,"]
)
def test_a_postcode_typed_among_the_words_is_kept_apart_from_them(
    client: PageClient, directory: Directory, typed: str
) -> None:
    reply = client.raw.get("/find/", query_string={"q": typed, "kind": "advocacy"})

    assert reply.status_code == 303
    assert reply.headers["Location"].startswith("/find/?q=anger")
    assert reply.headers["Location"].endswith("&kind=advocacy")
    page = client.get(reply.headers["Location"])
    assert page.one("#postcode")["value"].replace(" ", "").upper().strip(",") == "NE14ST"
    assert page.one("#q")["value"].strip(",") == "anger"


@pytest.mark.parametrize(
    "typed", ["abc", "NE6", "triple p", "2 year", "keep 4 you", "0191 498 0101"]
)
def test_words_that_are_no_postcode_are_looked_for(
    client: PageClient, directory: Directory, typed: str
) -> None:
    assert client.raw.get("/find/", query_string={"q": typed}).status_code == 200
