"""The same service in two sources is proposed with its reasons; the directory team decides."""

import pytest
from sqlalchemy import select

from directory.application.commands.feeds import RefusedError, decide_different, decide_same
from directory.application.feeds.duplicate_detection import DuplicateMatch, proposals
from directory.model.service_entry import ServiceEntry
from directory.storage import AuditEvent, Feed, Service
from directory.storage.snapshot import STORES, Snapshot
from tests.directory_builders import NOW, Directory, entry, hidden, venue

pytestmark = pytest.mark.database
KITTIWAKE = {"organisation": "Kittiwake Families", "organisation_number": "1234567"}


@pytest.fixture
def feeds(directory: Directory) -> Directory:
    with directory.session() as session:
        for id in ("other", "third"):
            session.add(Feed(id=id, source="https://x.example", added_at=NOW))
    return directory


def proposed(directory: Directory) -> list[DuplicateMatch]:
    with directory.session() as session:
        return proposals(session)


def same(directory: Directory, one: str, other: str) -> None:
    with directory.session() as session:
        decide_same(session, one, other, actor="Directory officer", now=NOW)


def different(directory: Directory, one: str, other: str) -> None:
    with directory.session() as session:
        decide_different(session, one, other, actor="Directory officer", now=NOW)


def shown(directory: Directory) -> list[str]:
    with directory.session() as session:
        return [*STORES.current(session, Snapshot).ids]


def own_and_copy(directory: Directory, own: ServiceEntry, copy: ServiceEntry) -> None:
    directory.take(own)
    directory.take(copy, feed="other")


def test_one_service_in_two_sources_is_proposed_with_the_own_entry_to_stand(
    feeds: Directory,
) -> None:
    own_and_copy(
        feeds,
        entry("a", venue("NE1 4ST"), name="Harbour Parenting Group", **KITTIWAKE),
        entry("other~1", venue("NE1 4ST"), name="Parenting Group - Harbour", **KITTIWAKE),
    )

    [match] = proposed(feeds)

    assert (match.service_id, match.same_as) == ("other~1", "a")
    assert match.why == ("names 100% alike", "one organisation number", "both at NE1 4ST")
    assert match.score == 100


def test_names_are_compared_as_plain_words(feeds: Directory) -> None:
    own_and_copy(
        feeds,
        entry("a", venue("NE1 4ST"), name="Dads & Little Ones", organisation="Toms Charity"),
        entry(
            "other~1", venue("NE1 4ST"), name="Dads and Little Ones", organisation="Tom’s Charity"
        ),
    )

    [match] = proposed(feeds)

    assert match.why == ("names 100% alike", "organisations 100% alike", "both at NE1 4ST")


@pytest.mark.parametrize(
    ("own", "copy"),
    [
        ({"name": "Harbour"}, {"name": "Harbour"}),
        ({"name": "Harbour", **KITTIWAKE}, {"name": "Lighthouse", **KITTIWAKE}),
        (
            {"name": "Baby Group", "organisation": "Kittiwake"},
            {"name": "Baby Group", "organisation": "Puffin Trust"},
        ),
    ],
    ids=["a name alone", "an organisation alone", "another organisation"],
)
def test_what_is_only_alike_in_one_thing_is_not_proposed(
    own: dict[str, str], copy: dict[str, str], feeds: Directory
) -> None:
    usual = {"organisation": "Not stated"}
    own_and_copy(feeds, entry("a", **(usual | own)), entry("other~1", **(usual | copy)))

    assert proposed(feeds) == []


def test_two_of_one_source_are_not_proposed(feeds: Directory) -> None:
    feeds.take(
        entry("a", venue("NE1 4ST"), name="Harbour", **KITTIWAKE),
        entry("b", venue("NE1 4ST"), name="Harbour", position=1, **KITTIWAKE),
    )

    assert proposed(feeds) == []


def test_the_postcode_of_a_hidden_venue_is_never_a_reason(feeds: Directory) -> None:
    own_and_copy(
        feeds,
        entry("a", hidden("NE1 4ST"), name="Harbour", **KITTIWAKE),
        entry("other~1", venue("NE1 4ST"), name="Harbour", **KITTIWAKE),
    )

    assert not [match for match in proposed(feeds) if "NE1" in str(match)]


def test_a_copy_is_no_longer_shown_until_that_is_taken_back(feeds: Directory) -> None:
    own_and_copy(feeds, entry("a", name="Harbour"), entry("other~1", name="Harbour"))

    same(feeds, "other~1", "a")
    assert shown(feeds) == ["a"]

    different(feeds, "other~1", "a")
    assert shown(feeds) == ["a", "other~1"]


def test_what_was_said_to_be_different_is_not_proposed_again(feeds: Directory) -> None:
    twins = {"name": "Harbour", **KITTIWAKE}
    own_and_copy(
        feeds, entry("a", venue("NE1 4ST"), **twins), entry("other~1", venue("NE1 4ST"), **twins)
    )
    assert len(proposed(feeds)) == 1

    different(feeds, "a", "other~1")
    assert proposed(feeds) == []

    same(feeds, "other~1", "a")
    different(feeds, "other~1", "a")
    assert proposed(feeds) == []


def test_each_decision_leaves_who_and_which(feeds: Directory) -> None:
    own_and_copy(feeds, entry("a"), entry("other~1"))

    same(feeds, "other~1", "a")

    with feeds.session() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last is not None
        assert (last.action, last.actor) == ("feed.same", "Directory officer")
        assert last.detail == '{"same_as": "a", "service": "other~1"}'


def test_a_copy_is_shown_again_when_its_stand_in_is_gone(feeds: Directory) -> None:
    feeds.take(entry("a"), entry("b", position=1))
    feeds.take(entry("other~1"), feed="other")
    same(feeds, "other~1", "a")

    feeds.take(entry("b", position=1))

    assert shown(feeds) == ["b", "other~1"]


def test_an_update_of_the_feed_keeps_the_decision(feeds: Directory) -> None:
    own_and_copy(feeds, entry("a"), entry("other~1"))
    same(feeds, "other~1", "a")

    feeds.take(entry("other~1", description="New"), feed="other")

    with feeds.session() as session:
        assert session.get_one(Service, "other~1").same_as == "a"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("a", "a", "one entry"),
        ("a", "none", "there is no service none"),
        ("third~1", "other~1", "itself the same as a"),
        ("a", "third~1", "stands for other~1"),
    ],
)
def test_what_would_hide_too_much_is_refused(
    one: str, other: str, said: str, feeds: Directory
) -> None:
    own_and_copy(feeds, entry("a"), entry("other~1"))
    feeds.take(entry("third~1"), feed="third")
    same(feeds, "other~1", "a")

    with pytest.raises(RefusedError, match=said):
        same(feeds, one, other)


def test_what_is_made_up_cannot_stand_for_a_real_service(feeds: Directory) -> None:
    feeds.take(entry("sample"), sample=True)
    feeds.take(entry("other~a"), feed="other")

    with pytest.raises(RefusedError, match="made up"):
        same(feeds, "other~a", "sample")
