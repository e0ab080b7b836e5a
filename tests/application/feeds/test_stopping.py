"""Stopped at any moment, a pull leaves the directory as before or as after; and it goes on."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context

import httpx
import pytest
from sqlalchemy import event, select, text

from directory.application.commands import services
from directory.application.feeds import FeedError
from directory.infrastructure.settings import Settings
from directory.storage import FeedRecord, Service
from tests.application.feeds.served import Server, pull, record
from tests.application.feeds.test_pull import stored
from tests.directory_builders import Directory

pytestmark = pytest.mark.database

MOST = 200
"""Statements of a pull, and more."""


def pull_and_die(settings: Settings, server: Server, last: int) -> None:
    """Pull in a process of its own that ends itself, with no time to clean up, at a statement."""
    directory, count = Directory(settings), 0

    def die(*_: object) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(directory.engine, "before_cursor_execute", die)
    event.listen(directory.engine, "commit", die)
    pull(directory)
    os._exit(0)


def is_killed_at(directory: Directory, server: Server, last: int) -> bool:
    """Pull so, and say whether that killed it; the other way out is that it was done."""
    directory.engine.dispose()
    child = get_context("fork").Process(
        target=pull_and_die, args=(directory.settings, server, last)
    )
    child.start()
    child.join()
    assert child.exitcode in (0, -signal.SIGKILL)
    return child.exitcode != 0


def whole(directory: Directory) -> object:
    """Return the whole directory, as far as a reader could see it."""
    with directory.session() as session:
        tables = ("service", "venue", "criterion", "service_words", "service_change", "audit_event")
        counts = [session.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables]
        gone = [*session.scalars(select(Service.id).where(Service.gone_on.is_not(None)))]
    return stored(directory), counts, sorted(gone)


@pytest.mark.slow
def test_a_pull_killed_at_any_statement_leaves_the_directory_as_before_or_as_after(
    feed: Server, directory: Directory
) -> None:
    feed.records = [record(n) for n in "abcdefgh"]
    pull(directory)
    before, killed = whole(directory), 0
    # What comes next changes six, adds two and lacks two.
    feed.records = [record(n, name="New", last_modified="2026-06-06") for n in "abcdefxy"]

    # What is staged stays, so each child comes one statement further into the last transaction.
    while is_killed_at(directory, feed, killed + 1):
        killed += 1
        assert whole(directory) == before
        assert killed < MOST

    assert killed > 30
    assert stored(directory).keys() == {f"other~{n}" for n in "abcdefghxy"}
    assert {each.values["name"] for id, each in stored(directory).items() if id < "other~g"} == {
        "New"
    }
    assert pull(directory).plan.is_empty


class _StopError(Exception):
    """Stops a pull from within."""


@pytest.mark.parametrize("at", [*range(1, 60, 3)])
def test_an_exception_at_any_statement_leaves_the_directory_as_before_or_as_after(
    at: int, feed: Server, directory: Directory
) -> None:
    pull(directory)
    before = whole(directory)
    feed.records = [*feed.records[1:], record("z"), record("y", description="x")]
    feed.records[0] = record("b", name="Changed", last_modified="2026-05-05T00:00:00Z")
    count = 0

    def stop(*_: object) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise _StopError

    event.listen(directory.engine, "before_cursor_execute", stop)
    try:
        pull(directory)
        stopped = False
    except _StopError:
        stopped = True
    event.remove(directory.engine, "before_cursor_execute", stop)

    if stopped:
        assert whole(directory) == before
    pull(directory)
    assert stored(directory)["other~b"].values["name"] == "Changed"
    assert stored(directory).keys() == {f"other~{n}" for n in "abcdeyz"}


@pytest.mark.parametrize("step", ["write_words", "log_changes", "_retire", "record"])
def test_a_failure_while_it_is_taken_in_takes_nothing_in(
    step: str, feed: Server, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull(directory)
    before = whole(directory)
    feed.records = [*feed.records[1:], record("z")]

    def fail(*_: object, **__: object) -> None:
        raise _StopError

    with monkeypatch.context() as patched:
        patched.setattr(services, step, fail)
        with pytest.raises(_StopError):
            pull(directory)

    assert whole(directory) == before
    assert pull(directory).plan.counts()["added"] == 1


def breaking(feed: Server, at: int) -> Callable[[httpx.Request], httpx.Response | None]:
    """Answer well until the n-th request, and then never again."""

    def wrong(_: httpx.Request) -> httpx.Response | None:
        return httpx.Response(503) if len(feed.asked) >= at else None

    return wrong


@pytest.mark.parametrize("at", [3, 4, 30, 60])
def test_a_pull_that_failed_goes_on_where_it_was(
    at: int, feed: Server, directory: Directory
) -> None:
    feed.records, feed.size = [record(n) for n in range(80)], 40
    feed.wrong = breaking(feed, at)
    with pytest.raises(FeedError):
        pull(directory)
    with directory.session() as session:
        staged = [*session.scalars(select(FeedRecord.remote_id))]
        read = [*session.scalars(select(FeedRecord.remote_id).where(FeedRecord.read_in > 0))]
    pages = len([p for p in feed.pages() if staged])
    feed.asked.clear()
    feed.wrong = lambda _: None

    assert pull(directory).plan.counts()["added"] == 80

    assert not set(feed.details()) & set(read)
    assert len(feed.pages()) + bool(staged) * (pages > 0) <= 4
