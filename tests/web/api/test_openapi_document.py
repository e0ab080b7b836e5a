"""The API as its own document describes it: requests made of that, and answers held to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis import GenerationMode

from tests.web.choose.sample import app_in
from tests.web.described_requests import FIT, MISFIT, answers_are_as_described
from tests.web.rulebook import SERVICES

pytestmark = pytest.mark.slow
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


@pytest.mark.parametrize("mode", [FIT, MISFIT])
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_the_document_says(
    path: str, mode: GenerationMode, operations: dict[str, Any]
) -> None:
    answers_are_as_described(operations[path], mode, left_out=NOT_SAID)
