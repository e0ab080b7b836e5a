"""A NUL, which no database takes as text, is refused wherever it is sent and is no failure."""

from flask import Flask

from tests.web.access import ACCESS

PAGES = sorted(name for name, access in ACCESS.items() if access.method == "GET")


def test_no_page_fails_of_a_nul_in_its_address(app: Flask) -> None:
    app.testing, client = False, app.test_client()

    found = {name: client.get(f"{ACCESS[name].path}?q=a%00b").status_code for name in PAGES}

    assert found["find.services"] == 400
    assert {name: status for name, status in found.items() if status >= 500} == {}


def test_a_form_with_a_nul_is_refused(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False

    answer = app.test_client().post("/choose/", data={"words": "a\0b"})

    assert answer.status_code == 400
