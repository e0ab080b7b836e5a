"""The description of the API is valid, calls no other host, and describes every real answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from directory.application.match_query import MOST_LIMIT, MOST_MILES, USUAL_LIMIT, USUAL_MILES
from directory.web.api import schemas
from tests.directory_builders import HOME, Directory
from tests.web.api.conftest import Api
from tests.web.api.test_match import CASES, fill
from tests.web.rulebook import knowledge

pytestmark = pytest.mark.database

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,),
    "integer": (int,), "number": (int, float), "null": (type(None),),
}  # fmt: skip


@pytest.fixture
def described(api: Api) -> dict[str, Any]:
    return api.raw.get("/api/v1/openapi.json").get_json()  # type: ignore[no-any-return]


def misfits(value: Any, schema: dict[str, Any], all_: dict[str, Any], at: str) -> Iterator[str]:
    """Yield where a value is not what a schema describes; a small reading of JSON Schema."""
    if "$ref" in schema:
        yield from misfits(value, all_[schema["$ref"].rpartition("/")[2]], all_, at)
    elif "anyOf" in schema:
        if all(list(misfits(value, each, all_, at)) for each in schema["anyOf"]):
            yield f"{at}: {value!r} is none of what it may be"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    elif not isinstance(value, TYPES[schema["type"]]) or (
        isinstance(value, bool) and schema["type"] in ("integer", "number")
    ):
        yield f"{at}: {value!r} is not of type {schema['type']}"
    elif isinstance(value, dict):
        yield from fields(value, schema, all_, at)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from misfits(each, schema["items"], all_, f"{at}[{place}]")


def fields(value: Any, schema: dict[str, Any], all_: dict[str, Any], at: str) -> Iterator[str]:
    assert schema["additionalProperties"] is False, at
    known = schema["properties"]
    yield from (f"{at}: {name} is not described" for name in value.keys() - known.keys())
    yield from (f"{at}: {name} is missing" for name in set(schema["required"]) - value.keys())
    for name in value.keys() & known.keys():
        yield from misfits(value[name], known[name], all_, f"{at}.{name}")


def check(value: Any, name: str, described: dict[str, Any]) -> None:
    all_ = described["components"]["schemas"]

    assert list(misfits(value, all_[name], all_, name)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("postcode", [HOME, "NE8 9ZZ", None])
def test_every_field_of_a_real_answer_is_described(
    case: dict[str, Any], postcode: str | None, api: Api, directory: Directory,
    described: dict[str, Any],
) -> None:  # fmt: skip
    fill(directory)

    answer = api.match({**case, "postcode": postcode, "within_miles": 1})

    check(answer, "Answer", described)
    schemas.Answer.model_validate(answer, strict=True)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"x": 1}', b"x" * 2_000_000])
def test_every_refusal_is_as_described(body: bytes, api: Api, described: dict[str, Any]) -> None:
    reply = api.send(body)

    replies = described["paths"]["/api/v1/match"]["post"]["responses"]
    assert str(reply.status_code) in replies
    check(reply.get_json(), "Problems", described)


def test_the_question_has_one_field_a_fact_with_its_question(described: dict[str, Any]) -> None:
    known = described["components"]["schemas"]["Question"]["properties"]

    assert list(known) == [
        *(fact.id for fact in knowledge().facts.facts),
        "postcode", "within_miles", "services_per_option", "on",
    ]  # fmt: skip
    for fact in knowledge().facts.facts:
        assert known[fact.id]["description"] == fact.question
        assert {"type": "null"} in known[fact.id]["anyOf"]
    assert known["within_miles"]["default"] == USUAL_MILES
    assert known["services_per_option"]["default"] == USUAL_LIMIT
    assert f"{MOST_MILES}" in str(known["within_miles"])
    assert f"{MOST_LIMIT}" in str(known["services_per_option"])


def test_the_description_is_openapi_and_every_reference_leads_somewhere(
    described: dict[str, Any],
) -> None:
    assert described["openapi"].startswith("3.1")
    assert {"title", "version"} <= described["info"].keys()
    assert list(described["paths"]) == [
        "/api/v1/match",
        "/api/v1/family",
        "/api/v1/gaps",
        "/api/v1/gaps/need",
    ]
    for reference in re.findall(r"'#/components/schemas/(\w+)'", str(described)):
        assert reference in described["components"]["schemas"]


def test_the_description_and_its_app_call_no_other_host(api: Api) -> None:
    assert "http" not in api.raw.get("/api/v1/openapi.json").text.replace("HTTP", "")
    rules = {rule.rule for rule in api.raw.application.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith(("/api", "/apidoc"))} == {
        "/api/v1/family",
        "/api/v1/gaps",
        "/api/v1/gaps/need",
        "/api/v1/match",
        "/api/v1/openapi.json",
    }
