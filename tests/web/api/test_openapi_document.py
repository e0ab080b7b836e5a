"""The API as its own document describes it: requests made of that, and answers held to it.

`SCHEMATHESIS_CASES` says how many requests are made of each endpoint: 300, or tens of thousands by
hand.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS

from tests.web.choose.sample import app_in
from tests.web.rulebook import SERVICES

pytestmark = pytest.mark.slow
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "300"))
PATHS = ("/api/v1/match", "/api/v1/family", "/api/v1/gaps", "/api/v1/gaps/need")
NOT_SAID = ("positive_data_acceptance",)
"""A document cannot say which facts, postcodes and codes there are: the rules and places do."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = app_in(tmp_path_factory.mktemp("openapi"), SERVICES)
    app.testing = False
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def operations(app: Flask) -> dict[str, Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def test_every_endpoint_of_the_document_is_tried(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_the_document_says(path: str, operations: dict[str, Any]) -> None:
    left_out = [check for check in CHECKS.get_all() if check.__name__ in NOT_SAID]
    assert len(left_out) == len(NOT_SAID)

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations[path].as_strategy())
    def holds(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500
        case.validate_response(answer, excluded_checks=left_out)

    holds()
