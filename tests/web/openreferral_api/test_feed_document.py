"""The feed as a document describes it: requests made of that, and answers held to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis import GenerationMode

from directory.exchange.openreferral.standard import standard
from tests.web.choose.sample import app_in
from tests.web.described_requests import CASES, FIT, MISFIT, answers_are_as_described
from tests.web.openreferral_api.feed_document import PREFIX, feed_document
from tests.web.openreferral_api.reader import Feed
from tests.web.rulebook import SERVICES

pytestmark = pytest.mark.slow
PATHS = tuple(f"{PREFIX}{each.path}" for each in standard().endpoints)
MODES, WHATEVER = (FIT, MISFIT), (f"{PREFIX}/", MISFIT)
"""The root takes whatever it is asked: nothing is described of its parameters."""
SHARE = 3
"""There are three times as many endpoints as the API of the match has."""
ASKS_FOR_ANOTHER = {"/oruk/service_at_locations": ("positive_data_acceptance",)}
"""What a document cannot say: `proximity` is refused where no postcode is given."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = app_in(tmp_path_factory.mktemp("feed"), SERVICES)
    app.testing = False
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def operations(app: Flask) -> dict[str, Any]:
    feed = Feed(app.test_client())
    lists = [each.path for each in standard().endpoints if each.is_list]
    ids = {path: [each["id"] for each in feed.all(path)[:20]] for path in lists}
    schema = schemathesis.openapi.from_dict(feed_document(ids))
    schema.app = app
    return {found.ok().path: found.ok() for found in schema.get_all_operations()}


def test_every_endpoint_of_the_standard_is_tried(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(PATHS)


@pytest.mark.parametrize(
    ("path", "mode"), [(path, mode) for path in PATHS for mode in MODES if (path, mode) != WHATEVER]
)
def test_the_feed_answers_as_described(
    path: str, mode: GenerationMode, operations: dict[str, Any]
) -> None:
    left_out = ASKS_FOR_ANOTHER.get(path, ())

    answers_are_as_described(operations[path], mode, left_out=left_out, cases=CASES // SHARE)
