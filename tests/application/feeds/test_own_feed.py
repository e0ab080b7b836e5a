"""Our own feed, pulled by our own importer, makes the same directory."""

import csv
from datetime import timedelta

import httpx
import pytest
from flask import Flask

from directory.application.feeds import documents, http_client
from directory.application.feeds.pull import PullRequest, pull_feed
from directory.application.feeds.staged_reader import ReadContext
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.openreferral.ids import uuid_of
from directory.exchange.openreferral.importer_term_map import FILE, read_mapping
from directory.geo import Places
from directory.geo.paths import fallback_file
from directory.infrastructure import paths
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueEntry
from directory.web.extensions import db
from tests.application.feeds.served import add
from tests.application.feeds.test_pull import noted, stored
from tests.directory_builders import NOW, TODAY, Directory, knowledge, vocabulary
from tests.web.choose.sample import SERVICES, app_in

pytestmark = pytest.mark.database
ADDRESS = "https://own.example/oruk"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an app whose feed holds the sample."""
    app = app_in(tmp_path_factory.mktemp("own"), SERVICES)
    app.config["TRUSTED_HOSTS"] = ["own.example"]
    return app


@pytest.fixture
def served(own: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let that app answer, and return what is asked of it."""
    asked: list[str] = []

    class Transport(httpx.WSGITransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            return super().handle_request(request)

    monkeypatch.setattr(http_client, "transport", lambda: Transport(app=own))
    return asked


def sample_reading() -> ReadContext:
    """Return a reading that knows the postcodes of the sample by their first half."""
    places = Places.load(paths.data() / "none.bin", fallback_file())
    mapping = read_mapping(paths.data() / FILE, knowledge().programme)
    words = vocabulary(places, TODAY)
    return ReadContext(mapping=mapping, vocabulary=words, locate=lambda _: None)


def as_sent(entry: ServiceEntry) -> list[VenueEntry]:
    """Return the venues of an entry as they leave: hidden ones blank, and last."""
    shown = [venue for venue in entry.venues if not venue.hide_address and not venue.is_blank]
    hidden = [HELD_BACK for venue in entry.venues if venue.hide_address]
    return [*shown, *hidden] or [VenueEntry()]


def test_the_directory_that_comes_back_is_the_one_that_was_given_out(
    served: list[str], directory: Directory
) -> None:
    add(directory, ADDRESS, "own")
    reading = sample_reading()

    pull_feed(directory.engine, "own", reading, PullRequest(actor="test", now=NOW))

    given = read_entries(SERVICES.read_bytes(), reading.vocabulary)
    back = {each.remote_id: each for each in stored(directory, "own").values()}
    assert back.keys() == {uuid_of("service", each.id) for each in given}
    for each in given:
        found = back[uuid_of("service", each.id)]
        assert dict(found.values) == dict(each.values), each.id
        assert list(found.venues) == as_sent(each), each.id
        assert found.vendor is None
    assert noted(directory) == []


def test_pulled_again_it_is_the_same_and_no_service_is_fetched(
    served: list[str], directory: Directory
) -> None:
    add(directory, ADDRESS, "own")
    reading = sample_reading()
    pull_feed(directory.engine, "own", reading, PullRequest(actor="test", now=NOW))
    served.clear()

    later = PullRequest(actor="test", now=NOW + timedelta(days=1))

    assert pull_feed(directory.engine, "own", reading, later).plan.is_empty
    assert [path for path in served if "/services/" in path] == []


def test_our_own_feed_can_be_looked_at_whole(served: list[str]) -> None:
    found = documents(ADDRESS)

    assert found.unanswered == {}
    with SERVICES.open(encoding="utf-8", newline="") as file:
        ids = {row["id"] for row in csv.DictReader(file)}
    assert len(found.records["/services/{id}"]) == len(ids)
    assert found.details["version"] == "HSDS-UK-3.0"


@pytest.fixture(scope="module", autouse=True)
def closed(own: Flask) -> object:
    """Close the database of the app after the last test."""
    yield own
    with own.app_context():
        db.engine.dispose()
