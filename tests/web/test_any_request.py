"""Whatever is sent to whatever address: never a failure, and the client’s next page opens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.model.roles import AccountRole
from tests.family_session_builders import held_by
from tests.web.access import ACCESS
from tests.web.choose.family import TEENAGER, TODDLER, begin
from tests.web.choose.sample import app_in
from tests.web.page_client import PageClient
from tests.web.rulebook import SERVICES
from tests.web.signed_in import sign_in

REQUESTS = 250
"""Some fifteen seconds."""
LEFT_OUT = {"static", "account.sign_out", "account.sign_out_everywhere", "account.delete"}
HARD = (
    "", "x", "a\0b", "0", "-1", "1" * 5000, "1" + "0" * 400, "9223372036854775808", "2147483648",
    "NaN", "Infinity", "1e999", "²", "٣", "1.5", "2026-13-45", "0001-01-01", "9999-12-31", "[]",
    "null", "%00", "'\";--", "NE6 1DP", "stage/99999999999999999999/1", f"stage/1/{'1' * 5000}",
    "none", "yes", "1", "😀" * 50, "a" * 3000, "\u202e",
)  # fmt: skip
TYPED = st.sampled_from(HARD) | st.text(max_size=20)
PARTS = st.sampled_from(["x", "1", "2", "0", "9" * 25, "9" * 5000, "what", "ng76:1.7.4"])
NAMED = re.compile(r"<(?:input|select|textarea|button)[^>]* name=\"([^\"]+)\"")
SAID = re.compile(r"(?:args|form)(?:\.get(?:list)?\(|, )\"(\w+)\"")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = app_in(tmp_path_factory.mktemp("fuzz"), SERVICES)
    app.config["WTF_CSRF_ENABLED"], app.testing = False, False
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def client(app: Flask) -> PageClient:
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.ADMINISTRATOR)
    begin(client, TODDLER, TEENAGER)
    return client


def visit_of(client: PageClient) -> str:
    """Return the id of the visit that is open; of one begun anew where it was cleared."""
    return (held_by(client) or begin(client, TODDLER, TEENAGER)).id


@pytest.fixture(scope="module")
def names(client: PageClient) -> list[str]:
    """Return every name that a form of ours carries, or a view reads."""
    pages = [access.path for access in ACCESS.values() if access.method == "GET"]
    pages += ["/choose/child/1/questions", "/choose/carer/1/questions", "/choose/family/questions"]
    found = set()
    for path in pages:
        with client.raw.get(path) as answer:
            if answer.mimetype == "text/html":
                found |= set(NAMED.findall(answer.text))
    read = "".join(file.read_text() for file in Path("directory/web").rglob("*.py"))
    return sorted((found | set(SAID.findall(read))) - {"csrf_token", "visit"})


@pytest.mark.slow
@settings(max_examples=REQUESTS, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_request_is_a_failure(
    client: PageClient, app: Flask, names: list[str], data: st.DataObject
) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT]
    rule = data.draw(st.sampled_from(rules))
    path = re.sub(r"<[^>]+>", lambda _: data.draw(PARTS), rule.rule)
    values = data.draw(st.dictionaries(st.sampled_from(names), TYPED, max_size=12))
    if "POST" in (rule.methods or ()):
        values["visit"] = visit_of(client)
        answer = client.raw.post(path, data=values)
    else:
        answer = client.raw.get(path, query_string=values)
    answer.close()

    assert answer.status_code < 500
    visit_of(client)
    assert client.raw.get("/choose/family").status_code == 200
