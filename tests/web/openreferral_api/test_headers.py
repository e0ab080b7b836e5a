"""Any page may read an answer, it may be kept, and no log repeats what was asked."""

import pytest
from flask import Flask, Response
from structlog.testing import capture_logs

from tests.directory_builders import Directory, entry
from tests.web.openreferral_api.reader import Feed

PATHS = ("", "/services", "/taxonomies", "/organizations", "/service_at_locations")


@pytest.mark.parametrize("path", ["/oruk", "/oruk/services", "/oruk/nothing", "/oruk/services/1"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_a_page_of_any_site_may_read_every_answer(
    directory: Directory, feed: Feed, path: str, method: str
) -> None:
    headers = feed.raw.open(path, method=method).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in headers["Access-Control-Expose-Headers"]


def test_a_page_may_ask_first(directory: Directory, feed: Feed) -> None:
    reply = feed.raw.options("/oruk/services", headers={"Origin": "https://other.example"})

    assert reply.status_code == 200
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/", "/privacy", "/choose/", "/api/v1/openapi.json", "/nothing"])
def test_no_other_part_of_waymark_is_open_to_other_sites(feed: Feed, path: str) -> None:
    headers = feed.raw.get(path).headers

    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_may_be_kept_and_is_asked_about(
    directory: Directory, feed: Feed, path: str
) -> None:
    directory.take(entry("a"))
    first = feed.ask(path)

    again = feed.raw.get(f"/oruk{path}?", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in first.headers


def test_a_page_that_was_not_let_is_not_kept_whatever_it_says(app: Flask) -> None:
    said = {"Cache-Control": "public, max-age=60"}
    app.add_url_rule("/said", view_func=lambda: Response("a family", headers=said))

    assert app.test_client().get("/said").headers["Cache-Control"] == "no-store"


def test_an_answer_is_another_one_after_a_change(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a"))
    tag = feed.ask("/services").headers["ETag"]
    directory.take(entry("a"), entry("b"))

    reply = feed.raw.get("/oruk/services?", headers={"If-None-Match": tag})

    assert reply.status_code == 200
    assert reply.headers["ETag"] != tag


def test_the_tag_of_one_page_is_not_that_of_another(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a"))
    tags = {feed.ask("/services", page=page).headers["ETag"] for page in (1, 2, 3)}

    assert len(tags) == 3


@pytest.mark.parametrize(
    ("path", "status"), [("/nothing", 404), ("/services/1", 400), ("/services?page=x", 400)]
)
def test_an_error_is_json_and_is_not_kept(
    directory: Directory, feed: Feed, path: str, status: int
) -> None:
    reply = feed.raw.get(f"/oruk{path}")

    assert (reply.status_code, reply.mimetype) == (status, "application/json")
    assert list(reply.get_json()) == ["problems"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers


def test_a_wrong_method_is_answered_in_json(directory: Directory, feed: Feed) -> None:
    reply = feed.raw.post("/oruk/services")

    assert (reply.status_code, reply.mimetype) == (405, "application/json")
    assert "GET" in reply.headers["Allow"]


@pytest.mark.parametrize("postcode", ["NE1 4ST", "NE99 9ZZ", "nonsense"])
def test_no_log_line_repeats_the_postcode_of_a_question(
    directory: Directory, feed: Feed, postcode: str
) -> None:
    with capture_logs() as lines:
        reply = feed.raw.get(
            "/oruk/service_at_locations", query_string={"postcode": postcode, "proximity": "500"}
        )

    assert lines
    assert postcode not in f"{lines} {reply.text} {reply.headers}"
    assert "postcode=" not in str(lines)
