"""Whatever is sent: the right status, JSON that names the field, no traceback, nothing logged."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from tests.web.api.conftest import Api

pytestmark = pytest.mark.database

UNREADABLE = (
    # body, what is said, comment
    (b"", "the case is not JSON", "nothing"),
    (b"child.age_months=30", "the case is not JSON", "a form"),
    (b'{"stage": "both"', "at line 1, column", "cut short"),
    (b"{'stage': 'both'}", "the case is not JSON", "single quotes"),
    (b"\xff\xfe\xfa", "the case is not", "bytes"),
    (b'"\xe9"', "the case is not UTF-8 text (byte 2)", "Latin-1"),
    (b"[" * 100_000, "nested too deeply", "lists in lists"),
    (b'{"a":' * 100_000, "nested too deeply", "objects in objects"),
    (b'{"postcode": "NE1\\u0000"}', "a character that no text has", "NUL"),
    (b'{"child.age_months": ' + b"9" * 5000 + b"}", "a number of too many digits", "digits"),
)


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: case[2])
def test_what_is_not_json_is_said_to_be_so(case: tuple[bytes, str, str], api: Api) -> None:
    body, said, _ = case

    [(field, problem)] = api.problems(body, 400)

    assert field is None
    assert said in problem


def test_a_field_given_twice_is_named(api: Api) -> None:
    body = (
        b'{"stage": "both", "abuse.neglect": true, "stage": "at_risk", "postcode": "", "stage": 1}'
    )

    assert api.problems(body, 400) == [("stage", "is given twice")]


NOT_A_FACT = "is not a fact that Waymark knows"
WRONG = (
    # body, field, what is said, comment
    ([], None, "a case is an object of fact id to value, not a list", "a list"),
    ("x", None, "not 'x'", "text"),
    (None, None, "a case is an object of fact id to value, not nothing", "null"),
    (7, None, "not 7", "a number"),
    ({"abuse.neglct": True}, "abuse.neglct", "did you mean abuse.neglect?", "a slip"),
    ({"zzz": 1}, "zzz", f"{NOT_A_FACT}; the ids are listed", "unlike any"),
    ({"post_code": "NE1 4ST"}, "post_code", NOT_A_FACT, "not one of ours"),
    ({"abuse.neglect": "yes"}, "abuse.neglect", "should be true, false or null", "words"),
    ({"abuse.neglect": 1}, "abuse.neglect", "should be true, false or null", "a number"),
    ({"stage": "now"}, "stage", "should be one of at_risk, after_abuse, both", "no such stage"),
    ({"stage": ["both"]}, "stage", "should be one of at_risk", "a list"),
    ({"child.age_months": 216}, "child.age_months", "18 or over", "grown up"),
    ({"child.age_months": -10}, "child.age_months", "-9 to -1", "too early"),
    ({"child.age_months": 2.5}, "child.age_months", "a whole number of months", "a fraction"),
    ({"child.age_months": True}, "child.age_months", "a whole number of months", "a yes"),
    ({"child.age_months": float("nan")}, "child.age_months", "a whole number", "NaN"),
    ({"child.age_months": float("inf")}, "child.age_months", "a whole number", "Infinity"),
    ({"child.age_months": 10**400}, "child.age_months", "18 or over", "a very large number"),
    ({"child.born_on": "22/11/2024"}, "child.born_on", "a date as year-month-day", "British"),
    ({"child.born_on": "2024-02-30"}, "child.born_on", "a date as year-month-day", "no such day"),
    ({"child.born_on": "1950-01-01"}, "child.born_on", "18 or over", "grown up"),
    ({"postcode": "NE1"}, "postcode", "it is the first half only", "half a postcode"),
    ({"postcode": "12345"}, "postcode", "is not a full postcode", "malformed"),
    ({"postcode": "ZZ1 1ZZ"}, "postcode", "is not a postcode we know", "no such place"),
    ({"postcode": "EH1 1AA"}, "postcode", "is in Scotland: Waymark covers England", "Scotland"),
    ({"postcode": "CF10 1AA"}, "postcode", "is in Wales: Waymark covers England", "Wales"),
    ({"postcode": "BT1 1AA"}, "postcode", "is in Northern Ireland", "Northern Ireland"),
    ({"postcode": 7}, "postcode", "should be text, as in NE1 4ST", "a number"),
    ({"postcode": ["NE1 4ST"]}, "postcode", "should be text", "a list"),
    ({"postcode": "\ud800"}, "postcode", "is not a full postcode", "half a character"),
    ({"postcode": "N" * 500_000}, "postcode", "is not a full postcode", "very long"),
    ({"\udfff": True}, "\udfff", NOT_A_FACT, "half a character as a name"),
    ({"on": "1/12/2026"}, "on", "should be a date as year-month-day", "British"),
    ({"on": 20261201}, "on", "should be a date as year-month-day", "a number"),
    ({"within_miles": 0}, "within_miles", "above 0 and up to 500", "nowhere"),
    ({"within_miles": -1}, "within_miles", "above 0 and up to 500", "backwards"),
    ({"within_miles": 501}, "within_miles", "above 0 and up to 500", "too far"),
    ({"within_miles": "10"}, "within_miles", "should be a number of miles", "text"),
    ({"within_miles": True}, "within_miles", "should be a number of miles", "a yes"),
    ({"within_miles": float("nan")}, "within_miles", "should be a number", "NaN"),
    ({"within_miles": float("inf")}, "within_miles", "should be a number", "Infinity"),
    ({"within_miles": 10**400}, "within_miles", "should be a number", "a very large number"),
    ({"services_per_option": -1}, "services_per_option", "a whole number, 0 to 100", "below none"),
    ({"services_per_option": 2.0}, "services_per_option", "a whole number", "a fraction"),
    ({"services_per_option": 101}, "services_per_option", "a whole number", "too many"),
)  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[3])
def test_a_wrong_value_names_its_field(case: tuple[Any, str | None, str, str], api: Api) -> None:
    body, field, said, _ = case

    [(named, problem)] = api.problems(body, 422)

    assert named == field
    assert said in problem
    assert len(problem) < 200


def test_all_that_is_wrong_comes_at_once(api: Api) -> None:
    wrong = {"abuse.neglect": 1, "stage": "x", "postcode": "x", "within_miles": 0, "y": 1}

    assert {field for field, _ in api.problems(wrong, 422)} == set(wrong)


@pytest.mark.parametrize("size", [2_000_000, 10_000_000])
def test_a_body_that_is_too_large_is_refused(size: int, api: Api) -> None:
    body = b'{"postcode": "' + b"x" * size + b'"}'

    [(field, problem)] = api.problems(body, 413)

    assert field is None
    assert "larger than 1 megabyte" in problem


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_told_the_right_one(method: str, api: Api) -> None:
    reply = api.raw.open("/api/v1/match", method=method)

    assert reply.status_code == 405
    assert "POST" in reply.headers["Allow"]
    assert reply.get_json()["problems"][0]["field"] is None


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/match/", "/api/v2/match", "/api/v1/docs"])
def test_another_address_is_not_found_in_json(path: str, api: Api) -> None:
    reply = api.raw.get(path)

    assert (reply.status_code, reply.mimetype) == (404, "application/json")


def test_many_wrong_fields_are_answered_soon(api: Api) -> None:
    many = {f"abuse.neglect{place}": True for place in range(5000)}

    [(field, problem)] = api.problems(many, 422)

    assert field is None
    assert "too many to read" in problem


TYPED = "SW1A 1AA, Rosemary"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"postcode": TYPED}, id="a wrong value"),
        pytest.param({TYPED: True}, id="a wrong name"),
        pytest.param(TYPED.encode(), id="not JSON"),
        pytest.param({"postcode": "NE1 4ST", "child.age_months": 137}, id="a good question"),
    ],
)
def test_no_line_of_the_log_holds_anything_of_a_question(
    body: Any, api: Api, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    capfd.readouterr()

    api.raw.post(
        "/api/v1/match?note=Rosemary",
        data=body if isinstance(body, bytes) else json.dumps(body),
        headers={"X-Note": TYPED},
    )

    out, err = capfd.readouterr()
    logged = out + err + caplog.text
    assert "request" in logged
    assert not any(word in logged for word in ("Rosemary", "SW1A", "NE1", "137"))


def test_a_database_that_cannot_be_reached_is_said_to_be_so(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("select 1", {}, Exception("no server"))

    monkeypatch.setattr("directory.web.api.match_views.answer_case", gone)

    [(field, problem)] = api.problems({}, 503)

    assert field is None
    assert "cannot reach its directory" in problem


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
names = st.sampled_from(
    ["postcode", "within_miles", "services_per_option", "stage", "child.age_months",
     "child.born_on", "abuse.neglect", "child.sex"]
) | st.text(max_size=8)  # fmt: skip


@given(body=anything | st.dictionaries(names, anything, max_size=4))
@with_settings(
    max_examples=80, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_whatever_is_sent_is_answered_or_refused_in_json(body: Any, api: Api) -> None:
    reply = api.send(body)

    assert reply.status_code in (200, 400, 422)
    assert set(reply.get_json()) >= ({"options"} if reply.status_code == 200 else {"problems"})
