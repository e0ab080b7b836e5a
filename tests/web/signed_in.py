"""Signing a client of the tests in, as the demonstration person of a role."""

import re

from flask.testing import FlaskClient

from directory.model.roles import AccountRole

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def sign_in(client: FlaskClient, role: AccountRole) -> None:
    """Sign in by the press of the development page."""
    page = client.get("/account/sign-in").text
    found = _TOKEN.search(page)
    values = {"role": role} | ({"csrf_token": found[1]} if found else {})
    answer = client.post("/account/demonstration", data=values)
    assert answer.status_code == 303, answer.text
