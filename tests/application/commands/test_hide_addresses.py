"""What must not be found is hidden in what is stored already, and in what feeds say of it."""

import pytest

from directory.application.commands.hide_addresses import (
    hide_by_words,
    own_hidden_places,
    without_hidden_places,
)
from directory.storage import AuditEvent, Feed
from directory.storage.entry_repository import stored_entries
from tests.directory_builders import NOW, Directory, entry, hidden, venue

pytestmark = pytest.mark.database
ROSE = {"address": "1 Rose Street, Newcastle"}


def with_feed(directory: Directory) -> None:
    with directory.session() as session:
        session.add(Feed(id="north", source="north.json", added_at=NOW))


def test_what_is_stored_and_says_refuge_is_hidden_unless_somebody_said_no(
    directory: Directory,
) -> None:
    directory.take(
        entry("a", venue("NE1 4ST", **ROSE), name="Rose refuge"),
        entry("b", venue("NE8 1AA", hide_address=False), name="Quay refuge"),
        entry("c", venue("NE8 2AA"), name="Refugee advice"),
    )

    with directory.session() as session:
        assert hide_by_words(session, actor="test", now=NOW) == 1
        assert hide_by_words(session, actor="test", now=NOW) == 0

    stored = directory.stored()
    assert [stored[id].venues[0].hide_address for id in "abc"] == [True, False, None]
    with directory.session() as session:
        actions = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert actions == ["services.import", "venue.hide"]
    assert b"Rose Street" not in directory.export()


def test_a_place_that_our_own_file_hides_is_hidden_where_a_feed_shows_it(
    directory: Directory,
) -> None:
    with_feed(directory)
    here, near = venue("NE1 4ST", **ROSE), venue("NE1 4ST", address="9 Quay Road")
    directory.take(entry("north~1", here, near), feed="north")
    directory.take(entry("a", hidden("NE1 4ST", **ROSE)))

    with directory.session() as session:
        places = own_hidden_places(session)
    [again] = without_hidden_places([entry("north~1", here, near)], places)
    with directory.session() as session:
        stored = stored_entries(session, "north")["north~1"]

    assert [v.hide_address for v in stored.venues] == [True, None]
    assert [v.address for v in again.venues] == [None, "9 Quay Road"]
