"""A feed is paged to its end, its records fetched, and all of it taken in at once."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from directory.application.feeds import FeedError
from directory.model.service_entry import ServiceEntry
from directory.storage import AuditEvent, Feed, FeedProblem, Service
from directory.storage.entry_repository import gone_ids, stored_entries
from tests.application.feeds.served import Server, pull, record
from tests.directory_builders import NOW, Directory, entry, venue

pytestmark = pytest.mark.database


def stored(directory: Directory, id: str = "other") -> dict[str, ServiceEntry]:
    with directory.session() as session:
        return stored_entries(session, id)


def gone(directory: Directory) -> set[str]:
    with directory.session() as session:
        return gone_ids(session, "other")


def outcome(directory: Directory) -> str:
    with directory.session() as session:
        return session.get_one(Feed, "other").outcome or ""


def noted(directory: Directory) -> list[tuple[str, str]]:
    with directory.session() as session:
        rows = session.scalars(select(FeedProblem).order_by(FeedProblem.id))
        return [(row.record, row.became) for row in rows]


def test_every_page_and_every_record_is_taken_in(feed: Server, directory: Directory) -> None:
    pulled = pull(directory)

    assert pulled.plan.counts() == {"added": 5, "changed": 0, "unchanged": 0, "retired": 0}
    assert stored(directory).keys() == {f"other~{n}" for n in "abcde"}
    assert stored(directory)["other~a"].values["kind"] == "parenting"
    assert feed.details() == [*"abcde"]
    assert outcome(directory) == "taken in: 5 added, 0 changed, 0 unchanged, 0 retired"


def test_the_same_feed_again_changes_nothing_and_asks_for_no_record(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.asked.clear()

    assert pull(directory).plan.is_empty
    assert feed.details() == []
    with directory.session() as session:
        actions = [*session.scalars(select(AuditEvent.action).order_by(AuditEvent.id))]
    assert actions == ["feed.add", "feed.pull"]


def test_only_a_record_with_a_new_stamp_is_fetched_again(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.asked.clear()
    feed.records[2] = record("c", name="New", last_modified="2026-02-02T00:00:00Z")

    pulled = pull(directory)

    assert feed.details() == ["c"]
    assert pulled.plan.counts()["changed"] == 1
    assert stored(directory)["other~c"].values["name"] == "New"


def test_records_without_a_stamp_are_asked_for_only_if_they_changed(
    feed: Server, directory: Directory
) -> None:
    feed.etags = True
    feed.records = [record(n, last_modified=None) for n in "abc"]
    pull(directory)
    feed.records[0] = record("a", last_modified=None, description="Now said")

    pulled = pull(directory)

    assert pulled.plan.counts() == {"added": 0, "changed": 1, "unchanged": 2, "retired": 0}
    assert stored(directory)["other~a"].values["description"] == "Now said"


def test_a_refresh_asks_for_everything(feed: Server, directory: Directory) -> None:
    feed.etags = True
    pull(directory)
    feed.asked.clear()

    pull(directory, refresh=True)

    assert feed.details() == [*"abcde"]


def test_a_dry_run_takes_nothing_and_the_pull_after_it_takes_what_was_shown(
    feed: Server, directory: Directory
) -> None:
    shown = pull(directory, dry_run=True)
    assert stored(directory) == {}
    feed.records.append(record("f"))

    assert pull(directory).plan == shown.plan


def test_a_pull_that_was_stopped_long_ago_begins_anew(feed: Server, directory: Directory) -> None:
    pull(directory, dry_run=True)
    feed.records.append(record("f"))

    pull(directory, now=NOW + timedelta(hours=7))

    assert "other~f" in stored(directory)


def test_a_service_that_leaves_the_feed_is_marked_and_never_deleted(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    del feed.records[0]

    pulled = pull(directory)

    assert pulled.plan.retired == ("other~a",)
    assert gone(directory) == {"other~a"}
    assert stored(directory).keys() == {f"other~{n}" for n in "abcde"}


def test_a_service_that_slipped_between_pages_is_asked_for_and_stays(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    slipped = feed.records.pop(0)

    def still_there(request: Any) -> Any:
        return feed.answer(slipped) if request.url.path.endswith("/services/a") else None

    feed.wrong = still_there
    assert pull(directory).plan.retired == ()


def test_the_directorys_own_services_and_those_of_other_feeds_are_not_touched(
    feed: Server, directory: Directory
) -> None:
    directory.take(entry("a", venue("NE1 4ST")))

    pull(directory)

    assert directory.stored().keys() == {"a"}
    assert directory.gone() == set()


@pytest.mark.parametrize("status", [503, 404, 500])
def test_a_feed_that_vanished_deletes_nothing(
    status: int, feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.wrong = lambda request: httpx.Response(status)

    with pytest.raises(FeedError):
        pull(directory)

    assert gone(directory) == set()
    assert outcome(directory).startswith("not taken in: ")


def test_an_empty_feed_deletes_nothing_even_if_it_may_shrink(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records = []

    with pytest.raises(FeedError, match="gave no services"):
        pull(directory, allow_shrink=True)

    assert gone(directory) == set()


def test_a_feed_that_lost_more_than_half_is_refused_unless_that_is_allowed(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records = feed.records[:2]
    feed.asked.clear()

    with pytest.raises(FeedError, match=r"2 of the 5 services.*--allow-shrink"):
        pull(directory)

    assert gone(directory) == set()
    assert feed.details() == []
    assert pull(directory, allow_shrink=True).plan.counts()["retired"] == 3


def test_a_feed_that_gives_every_service_a_new_id_is_refused(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records = [record(n) for n in "vwxyz"]

    with pytest.raises(FeedError, match="0 of the 5"):
        pull(directory)


def test_what_was_refused_is_not_gone_on_with(feed: Server, directory: Directory) -> None:
    pull(directory)
    every = feed.records
    feed.records = every[:1]
    with pytest.raises(FeedError):
        pull(directory)

    feed.records = every
    assert pull(directory).plan.is_empty


def test_a_service_whose_record_became_unreadable_stays_as_it_was(
    feed: Server, directory: Directory
) -> None:
    pull(directory)
    feed.records[1] = record("b", name="", last_modified="2026-03-03T00:00:00Z")

    pulled = pull(directory)

    assert (pulled.plan.retired, pulled.set_aside) == ((), 1)
    assert stored(directory)["other~b"].values["name"] == "Service b"
    assert ("b", "has no name: set aside") in noted(directory)


def test_the_problems_are_those_of_the_last_pull(feed: Server, directory: Directory) -> None:
    feed.records[0] = record("a", status="draft")
    pull(directory)
    assert noted(directory) == [("a", "does not say that it runs: paused")]

    feed.records[0] = record("a", last_modified="2026-03-03T00:00:00Z")
    pull(directory)
    assert noted(directory) == []


def test_a_service_of_a_feed_says_where_it_is_from(feed: Server, directory: Directory) -> None:
    feed.records = [record("x/1", pc_vendor="kept")]
    pull(directory)

    with directory.session() as session:
        [service] = session.scalars(select(Service))
        assert (service.feed_id, service.remote_id) == ("other", "x/1")
        assert "kept" in (service.vendor or "")
        assert service.id.startswith("other~")
