"""A form is checked by us, explained in a summary, and safe to send late."""

from io import BytesIO

import pytest
from flask import Flask, request

from directory.infrastructure.settings import Settings
from directory.web.security import secure
from tests.web.page_client import PageClient

FORM = "/choose/sample"


def test_no_field_prints_required(sample_client: PageClient) -> None:
    page = sample_client.get(FORM)

    assert not page.all("[required], [aria-required]")


def test_an_empty_form_names_each_error_in_the_summary(sample_client: PageClient) -> None:
    page = sample_client.post(FORM)

    assert page.title.startswith("Error: A sample form")
    assert page.errors == ["Enter an age", "Select a sex"]


def test_what_was_typed_is_still_there(sample_client: PageClient) -> None:
    page = sample_client.post(FORM, {"age": "2 years"})

    assert page.form_values()["age"] == ["2 years"]


def test_a_page_can_be_sent_as_it_stands_with_changes(sample_client: PageClient) -> None:
    page = sample_client.get(FORM)

    page = sample_client.submit(page, {"age": "30", "sex": "female"})

    assert page.errors == []
    assert page.form_values()["sex"] == ["female"]


def test_a_form_without_its_token_is_explained_not_lost(sample_client: PageClient) -> None:
    answer = sample_client.raw.post(FORM, data={"age": "30"})

    assert answer.status_code == 400
    assert "Send the form again" in answer.text


def test_a_form_is_accepted_over_https_without_a_referer(sample_client: PageClient) -> None:
    secure = "https://localhost"
    page = sample_client.raw.get(FORM, base_url=secure)
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    answer = sample_client.raw.post(FORM, data={"csrf_token": token}, base_url=secure)

    assert answer.status_code == 200


def test_the_cookie_of_a_form_cannot_be_read_by_scripts(sample_client: PageClient) -> None:
    cookie = sample_client.get(FORM).response.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_cookie_holds_nothing_that_was_typed(sample_client: PageClient) -> None:
    sample_client.post(FORM, {"age": "SW1A 1AA"})

    with sample_client.raw.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_a_page_about_a_family_must_carry_its_exit(sample_client: PageClient) -> None:
    page = sample_client.get(FORM)

    page.one(".govuk-exit-this-page")
    page.one(".govuk-js-exit-this-page-skiplink")


@pytest.mark.parametrize("path", ["/", "/privacy"])
def test_other_pages_carry_no_exit(page_client: PageClient, path: str) -> None:
    assert not page_client.get(path).all(".govuk-exit-this-page")


def test_a_file_that_is_sent_to_any_page_touches_no_disk(settings: Settings) -> None:
    """Without a journey registered, too: it is a property of the whole app."""
    app = Flask("bare")
    app.extensions["waymark"] = settings
    secure(app, settings)
    app.config |= {"SECRET_KEY": "k", "WTF_CSRF_ENABLED": False}

    part = b'--cut\r\nContent-Disposition: form-data; name="kept"; filename="a"\r\n\r\n'
    body = part + b"x" * 900_000 + b"\r\n--cut--\r\n"
    kind = "multipart/form-data; boundary=cut"

    with app.test_request_context(method="POST", data=body, content_type=kind):
        assert isinstance(request.files["kept"].stream, BytesIO)
