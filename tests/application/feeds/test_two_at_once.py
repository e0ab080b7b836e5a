"""Two pulls of one feed at the same time take in all of it, once."""

from collections.abc import Callable

import httpx
import pytest

from directory.application.feeds import FeedError
from tests.application.feeds.served import Server, pull, record
from tests.application.feeds.test_pull import stored
from tests.directory_builders import Directory, entry

pytestmark = pytest.mark.database


def meanwhile(feed: Server, path: str, do: Callable[[], object]) -> None:
    """Let something happen once, while an address of the feed is asked for."""
    waiting = [do]

    def wrong(request: httpx.Request) -> None:
        if path in str(request.url) and waiting:
            waiting.pop()()

    feed.wrong = wrong


@pytest.mark.parametrize("path", ["page=1", "page=2", "/services/c"])
def test_a_pull_leaves_a_feed_to_another_that_was_quicker(
    path: str, feed: Server, directory: Directory
) -> None:
    meanwhile(feed, path, lambda: pull(directory))

    with pytest.raises(FeedError, match="is being pulled by another command"):
        pull(directory)

    assert len(stored(directory)) == 5
    assert pull(directory).plan.counts()["unchanged"] == 5


def test_a_pull_that_was_overtaken_by_the_next_one_takes_no_part_of_it(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records = [record(n, last_modified="2026-02-01T00:00:00Z") for n in "abcdefgh"]

    def stopped() -> None:
        pull(directory)
        meanwhile(feed, "page=2", _stop)
        with pytest.raises(KeyboardInterrupt):
            pull(directory)

    meanwhile(feed, "/services/c", stopped)
    with pytest.raises(FeedError, match="is being pulled by another command"):
        pull(directory)

    assert len(stored(directory)) == 8


def _stop() -> None:
    raise KeyboardInterrupt


def test_an_import_beside_a_pull_is_taken_as_well(feed: Server, directory: Directory) -> None:
    meanwhile(feed, "page=2", lambda: directory.take(entry("own")))

    pull(directory)

    assert len(stored(directory)) == 5
    assert [*directory.stored()] == ["own"]
