"""What comes from one origin is untouched by an import of another; what happened is kept."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.search_index import write_missing_words
from directory.storage import Feed, Service, ServiceChange, ServiceWords
from tests.directory_builders import NOW, Directory, entry, hidden, venue

pytestmark = pytest.mark.database


def add_feed(directory: Directory, id: str = "other") -> None:
    with directory.session() as session:
        session.add(Feed(id=id, source="https://other.example/oruk", added_at=NOW))


def happened(directory: Directory) -> list[tuple[str, str, tuple[str, ...]]]:
    with directory.session() as session:
        rows = session.scalars(select(ServiceChange).order_by(ServiceChange.id))
        return [(row.service_id, row.what, tuple(row.changed)) for row in rows]


def words_of(session: Session, id: str) -> ServiceWords:
    return session.scalars(select(ServiceWords).where(ServiceWords.service_id == id)).one()


def test_a_file_retires_nothing_that_a_feed_states(directory: Directory) -> None:
    add_feed(directory)
    directory.take(entry("other~1"), feed="other")

    directory.take(entry("a"))

    with directory.session() as session:
        kept = session.get_one(Service, "other~1")
        assert kept.gone_on is None
        assert kept.feed_id == "other"


def test_a_feed_retires_nothing_of_the_file(directory: Directory) -> None:
    add_feed(directory)
    directory.take(entry("a"))

    plan = directory.take(entry("other~1"), feed="other")

    assert plan.retired == ()
    assert directory.stored().keys() == {"a"}


def test_an_export_holds_the_own_file_alone(directory: Directory) -> None:
    add_feed(directory)
    directory.take(entry("other~1"), feed="other")
    directory.take(entry("a"))

    assert b"other~1" not in directory.export()


def test_filling_a_directory_is_no_news(directory: Directory) -> None:
    directory.take(entry("a"), entry("b"))

    assert happened(directory) == []


def test_each_thing_that_happens_to_a_service_is_kept(directory: Directory) -> None:
    directory.take(entry("a"), entry("b"), entry("c"), entry("d"), entry("e"))

    directory.take(
        entry("a", phone="0191 498 0000"),
        entry("b", status="paused"),
        entry("c", status="closing"),
        entry("d", status="closed"),
        entry("f"),
    )

    assert happened(directory) == [
        ("f", "opened", ()),
        ("a", "changed", ("phone",)),
        ("b", "paused", ("status",)),
        ("c", "ending", ("status",)),
        ("d", "closed", ("status",)),
        ("e", "left", ()),
    ]


def test_a_check_without_a_change_is_no_news(directory: Directory) -> None:
    directory.take(entry("a"))

    directory.take(entry("a", assured_on=NOW.date(), assured_by="Directory officer"))

    assert happened(directory) == []


def test_a_service_that_comes_back_has_opened_again(directory: Directory) -> None:
    directory.take(entry("a"), entry("b"))
    directory.take(entry("a"))
    directory.take(entry("a"), entry("b"))

    assert happened(directory)[-1][:2] == ("b", "opened")


def test_the_words_of_a_service_are_kept_plain_and_follow_its_changes(
    directory: Directory,
) -> None:
    directory.take(entry("a", name="Children’s Café"))
    directory.take(entry("a", name="Stay & Play", description="For babies."))

    with directory.session() as session:
        words = words_of(session, "a")
        assert (words.name, words.rest) == ("stay play", "made up for babies")


def test_a_hidden_address_is_among_no_words(directory: Directory) -> None:
    directory.take(
        entry("a", hidden("NE1 4ST", name="Secret House", address="1 Quiet Lane"), venue())
    )

    with directory.session() as session:
        words = words_of(session, "a")
        assert words.rest == "made up"


def test_services_of_an_older_version_are_indexed_once(directory: Directory) -> None:
    add_feed(directory)
    directory.take(entry("a"))
    directory.take(entry("other~1"), feed="other")
    with directory.session() as session:
        for words in session.scalars(select(ServiceWords)):
            session.delete(words)

    with directory.session() as session:
        assert write_missing_words(session) == 2
        assert write_missing_words(session) == 0
