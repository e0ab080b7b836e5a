"""Our own feed, pulled by our own importer, makes the same directory."""

from datetime import timedelta

import httpx
import pytest
from flask import Flask

from directory import paths
from directory.extensions import db
from directory.feeds import asking, documents
from directory.feeds.pulling import Wish, pull_feed
from directory.feeds.reading import Reading
from directory.importing.entries import HELD_BACK, Entry, VenueEntry
from directory.importing.reading import read_entries
from directory.openreferral.ids import uuid_of
from directory.openreferral.inward_mapping import FILE, read_mapping
from directory.places import Places
from directory.places.paths import fallback_file
from tests.choose.sample import SERVICES, app_in
from tests.directory_builders import NOW, TODAY, Directory, knowledge, vocabulary
from tests.feeds.served import add
from tests.feeds.test_pull import noted, stored

pytestmark = pytest.mark.database
ADDRESS = "https://own.example/oruk"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return an app whose feed holds the sample."""
    return app_in(tmp_path_factory.mktemp("own"), SERVICES)


@pytest.fixture
def served(own: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let that app answer, and return what is asked of it."""
    asked: list[str] = []

    class Transport(httpx.WSGITransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            return super().handle_request(request)

    monkeypatch.setattr(asking, "transport", lambda: Transport(app=own))
    return asked


def sample_reading() -> Reading:
    """Return a reading that knows the postcodes of the sample by their first half."""
    places = Places.load(paths.data() / "none.bin", fallback_file())
    mapping = read_mapping(paths.data() / FILE, knowledge().programme)
    words = vocabulary(places, TODAY)
    return Reading(mapping=mapping, vocabulary=words, locate=lambda _: None)


def as_sent(entry: Entry) -> list[VenueEntry]:
    """Return the venues of an entry as they leave: hidden ones blank, and last."""
    shown = [venue for venue in entry.venues if not venue.hide_address and not venue.is_blank]
    hidden = [HELD_BACK for venue in entry.venues if venue.hide_address]
    return [*shown, *hidden] or [VenueEntry()]


def test_the_directory_that_comes_back_is_the_one_that_was_given_out(
    served: list[str], directory: Directory
) -> None:
    add(directory, ADDRESS, "own")
    reading = sample_reading()

    pull_feed(directory.engine, "own", reading, Wish(actor="test", now=NOW))

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
    pull_feed(directory.engine, "own", reading, Wish(actor="test", now=NOW))
    served.clear()

    later = Wish(actor="test", now=NOW + timedelta(days=1))

    assert pull_feed(directory.engine, "own", reading, later).plan.is_empty
    assert [path for path in served if "/services/" in path] == []


def test_our_own_feed_can_be_looked_at_whole(served: list[str]) -> None:
    found = documents(ADDRESS)

    assert found.unanswered == {}
    assert len(found.records["/services/{id}"]) == 118
    assert found.details["version"] == "HSDS-UK-3.0"


@pytest.fixture(scope="module", autouse=True)
def closed(own: Flask) -> object:
    """Close the database of the app after the last test."""
    yield own
    with own.app_context():
        db.engine.dispose()
