"""A visit that is open already, for tests that begin in the middle of a journey."""

from dataclasses import replace
from typing import Any

from flask import Flask
from werkzeug.http import parse_cookie

from directory.web.family_session import Visit, current_visit, keep_visit, new_visit
from tests.web.page_client import PageClient


def visit_with(**holds: Any) -> Visit:
    """Return a visit that holds what is given, and is empty otherwise."""
    return replace(new_visit(), **holds)


def cookies_of(app: Flask, visit: Visit) -> dict[str, str]:
    """Return the cookies that carry a visit, as the app itself seals them."""
    with app.test_request_context():
        keep_visit(visit)
        headers = app.process_response(app.response_class()).headers.getlist("Set-Cookie")
    sent = [dict(parse_cookie(header.partition(";")[0])) for header in headers]
    return {name: value for cookie in sent for name, value in cookie.items() if value}


def open_visit(client: PageClient, **holds: Any) -> Visit:
    """Let a client carry a visit on, and return it."""
    visit = visit_with(**holds)
    carry_visit(client, visit)
    return visit


def carry_visit(client: PageClient, visit: Visit) -> None:
    """Let a client carry this visit."""
    for name, value in cookies_of(client.raw.application, visit).items():
        client.raw.set_cookie(name, value)


def held_by(client: PageClient) -> Visit | None:
    """Return the visit that a client carries now."""
    app = client.raw.application
    names = ("waymark_visit", "waymark_visit_2")
    cookies = {name: cookie.value for name in names if (cookie := client.raw.get_cookie(name))}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with app.test_request_context(headers={"Cookie": header}):
        return current_visit()
