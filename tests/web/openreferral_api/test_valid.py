"""Every list page and every id of every endpoint is what the standard asks for."""

import csv
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from directory.exchange.openreferral.standard import standard
from directory.exchange.openreferral.standard_formats import CHECKER
from directory.infrastructure import paths
from tests.directory_builders import Directory, entry, hidden, venue
from tests.exchange.data_quality.published import published
from tests.exchange.openreferral.test_standard_published import BASE, SCHEMAS
from tests.web.openreferral_api.reader import Feed

LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")


def answers(feed: Feed, **parameters: Any) -> Iterator[tuple[str, Any]]:
    """Yield every answer of the feed beside the endpoint that gave it."""
    yield "/", feed.get("")
    for path in LISTS:
        for page in feed.pages(path, per_page=20, **parameters):
            yield path, page
            for item in page["contents"]:
                yield f"{path}/{{id}}", feed.get(f"{path}/{item['id']}")


@pytest.fixture(scope="module")
def sample_answers(sample_feed: Feed) -> list[tuple[str, Any]]:
    """Return every answer over the sample: asked for once, and looked at in several ways."""
    return [*answers(sample_feed)]


@cache
def official(path: str) -> Draft202012Validator:
    """Return what the published schema of an endpoint makes of an answer, formats asserted."""
    folder: Path = published() / "hsds-uk-3.0" / "schema"
    resources = [
        (f"{BASE}{file.name}", DRAFT202012.create_resource(json.loads(file.read_text())))
        for file in folder.glob("*.json")
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    schema = json.loads((folder / f"{SCHEMAS[path]}.json").read_text())
    return Draft202012Validator(schema, registry=registry, format_checker=CHECKER)


def faults(judge: Draft202012Validator, path: str, answer: Any) -> list[str]:
    return [f"{path}: {error.json_path}: {error.message}" for error in judge.iter_errors(answer)]


def nothing_is_null(answer: Any) -> bool:
    if isinstance(answer, dict):
        return all(nothing_is_null(value) for value in answer.values())
    if isinstance(answer, list):
        return all(map(nothing_is_null, answer))
    return answer not in (None, "")


def test_every_answer_over_the_sample_is_of_the_standard(
    sample_answers: list[tuple[str, Any]],
) -> None:
    judge = standard().validator
    wrong = [f for path, each in sample_answers for f in faults(judge(path), path, each)]

    assert wrong == []
    assert {path for path, _ in sample_answers} == {each.path for each in standard().endpoints}
    with (paths.data() / "services.csv").open(encoding="utf-8", newline="") as file:
        services = {row["id"] for row in csv.DictReader(file)}
    assert sum(path == "/services/{id}" for path, _ in sample_answers) == len(services)


@pytest.mark.real_data
def test_every_answer_over_the_sample_passes_the_published_schemas(
    sample_answers: list[tuple[str, Any]],
) -> None:
    published()

    wrong = [f for path, each in sample_answers for f in faults(official(path), path, each)]

    assert wrong == []


@pytest.mark.real_data
def test_a_full_list_passes_the_published_schemas_too(sample_feed: Feed) -> None:
    published()

    for path in ("/services", "/service_at_locations", "/organizations"):
        for page in sample_feed.pages(path, full="true"):
            assert faults(official(path), path, page) == []


def test_what_is_not_stated_is_left_out_of_every_answer(
    sample_answers: list[tuple[str, Any]],
) -> None:
    assert all(nothing_is_null(answer) for _, answer in sample_answers)


@pytest.mark.database
def test_a_service_that_states_little_is_of_the_standard(directory: Directory, feed: Feed) -> None:
    directory.take(
        entry("bare"),
        entry("odd", hidden("NE1 4SU"), venue("NE1 4SU"), url="https://a b", email="nobody"),
        entry("placed", venue("NE1 4SU", name="Hall", address="1 Street, Town")),
    )

    wrong = [f for p, each in answers(feed) for f in faults(standard().validator(p), p, each)]

    assert wrong == []


def test_every_id_of_a_nested_thing_is_its_own(sample_feed: Feed) -> None:
    """One thing may be named in several places; two things never share an id."""
    named: dict[str, str] = {}
    for path, answer in answers(sample_feed, full="true"):
        for kind, id in ids(answer, path.split("/")[1]):
            assert named.setdefault(id, kind) == kind, id


def ids(answer: Any, kind: str) -> Iterator[tuple[str, str]]:
    if isinstance(answer, list):
        for each in answer:
            yield from ids(each, kind)
    elif isinstance(answer, dict):
        if "id" in answer:
            yield kind.removesuffix("s"), answer["id"]
        for key, value in answer.items():
            yield from ids(value, kind if key == "contents" else key)
