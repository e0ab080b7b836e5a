"""A page takes the same queries, however many services there are and however deep it is."""

import pytest

from directory.model.service_entry import ServiceEntry
from directory.web.extensions import db
from tests.directory_builders import Directory, entry, hidden, statements, venue
from tests.web.openreferral_api.reader import Feed

pytestmark = pytest.mark.database


def many(count: int) -> list[ServiceEntry]:
    return [
        entry(f"s{n:04}", venue("NE1 4SU"), hidden("NE8 1AA"), position=n * 2, kind="other")
        for n in range(count)
    ]


def cost(feed: Feed, path: str) -> int:
    """Return how many statements an answer takes, once the arrays of the directory are there."""
    feed.raw.get(path)
    with feed.raw.application.app_context():
        engine = db.engine
    with statements(engine) as sent:
        reply = feed.raw.get(path)
        assert reply.status_code == 200
        assert reply.data
    return len(sent)


@pytest.mark.parametrize(
    "path",
    [
        "/oruk/services?per_page=5",
        "/oruk/services?per_page=20&full=true",
        "/oruk/services?minimal=true",
        "/oruk/service_at_locations?per_page=20",
        "/oruk/organizations?full_service=true",
        "/oruk/services?search=s&per_page=20",
    ],
)
def test_a_page_takes_the_same_statements_however_many_services(
    directory: Directory, feed: Feed, path: str
) -> None:
    directory.take(*many(10))
    few = cost(feed, path)
    directory.take(*many(60))

    assert cost(feed, path) == few <= 6


def test_a_deep_page_takes_no_more_than_the_first(directory: Directory, feed: Feed) -> None:
    directory.take(*many(60))

    first, last = (cost(feed, f"/oruk/services?per_page=5&page={n}") for n in (1, 12))

    assert first == last


def test_what_the_caller_has_already_is_not_read_again(directory: Directory, feed: Feed) -> None:
    directory.take(*many(10))
    tag = feed.ask("/services").headers["ETag"]
    with feed.raw.application.app_context():
        engine = db.engine

    with statements(engine) as sent:
        feed.raw.get("/oruk/services?", headers={"If-None-Match": tag})

    assert len(sent) == 1


def test_the_feed_never_writes(directory: Directory, feed: Feed) -> None:
    directory.take(*many(3))
    with feed.raw.application.app_context():
        engine = db.engine

    with statements(engine) as sent:
        feed.all("/services", full="true")
        feed.lines("/service_at_locations")

    assert sent
    assert all(statement.lstrip().startswith("SELECT") for statement in sent)
