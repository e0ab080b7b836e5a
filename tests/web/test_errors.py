"""An error is a page in plain words, or JSON for a program; never a traceback."""

import pytest
from flask import Flask, abort
from sqlalchemy.exc import OperationalError

from tests.web.page_client import PageClient

TWO_MEGABYTES = b"x" * 2_000_000
CODES = (400, 403, 404, 405, 413, 429, 500, 503)


@pytest.mark.parametrize("code", CODES)
def test_each_error_has_a_sound_page(sample_app: Flask, code: int) -> None:
    sample_app.add_url_rule("/abort", view_func=lambda: abort(code))

    page = PageClient(sample_app.test_client()).get("/abort", status=code)

    assert "Go to the start page" in page.text


@pytest.mark.parametrize("code", CODES)
def test_each_error_of_the_api_is_json(sample_app: Flask, code: int) -> None:
    sample_app.add_url_rule("/api/abort", view_func=lambda: abort(code))

    answer = sample_app.test_client().get("/api/abort")

    assert answer.status_code == code
    assert answer.is_json
    [problem] = answer.get_json()["problems"]
    assert problem["field"] is None
    assert problem["problem"].endswith(".")


def test_a_rare_error_is_worded_like_its_family(sample_app: Flask) -> None:
    sample_app.add_url_rule("/abort", view_func=lambda: abort(415))

    page = PageClient(sample_app.test_client()).get("/abort", status=415)

    assert page.heading == "There is a problem with what was sent"


def test_an_unknown_address_is_not_found(page_client: PageClient) -> None:
    assert page_client.get("/nothing-here", status=404).heading == "Page not found"


def test_a_wrong_method_names_the_right_ones(page_client: PageClient) -> None:
    answer = page_client.raw.delete("/privacy")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/choose/sample", "/privacy", "/nothing-here", "/body"])
def test_a_body_of_two_megabytes_is_refused_everywhere(
    sample_client: PageClient, path: str
) -> None:
    answer = sample_client.raw.post(path, data=TWO_MEGABYTES)

    assert answer.status_code == 413
    assert "What you sent is too large" in answer.text


def test_a_large_body_of_the_api_is_refused_in_json(sample_client: PageClient) -> None:
    answer = sample_client.raw.post("/api/broken", data=TWO_MEGABYTES)

    assert answer.status_code == 413
    assert "1 megabyte" in answer.get_json()["problems"][0]["problem"]


def test_a_large_body_of_unannounced_length_is_refused(sample_client: PageClient) -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}

    answer = sample_client.raw.post(
        "/body", data=TWO_MEGABYTES, environ_overrides={**chunked, "CONTENT_LENGTH": ""}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/broken", "/api/broken"])
def test_a_failure_of_ours_shows_no_traceback(sample_client: PageClient, path: str) -> None:
    answer = sample_client.raw.get(path)

    assert answer.status_code == 500
    assert "SW1A" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_out_of_reach_is_said_to_be_so(sample_app: Flask) -> None:
    def ask() -> str:
        raise OperationalError("select 1", {}, Exception("no server"))

    sample_app.add_url_rule("/ask", view_func=ask)

    page = PageClient(sample_app.test_client()).get("/ask", status=503)

    assert "cannot reach its directory" in page.text
