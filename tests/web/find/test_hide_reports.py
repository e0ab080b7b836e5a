"""That an address should be hidden hides it at once, whoever says so and however often."""

import pytest

from directory.application.commands.corrections import MOST_BY_VISITOR, settle
from directory.application.commands.geocoding import locator
from tests.directory_builders import Directory, entry, hidden, venue
from tests.web.find.wrong_page import FORM, NOON, at_noon, filled, tell
from tests.web.page_client import PageClient

__all__ = ["at_noon", "filled"]

pytestmark = pytest.mark.database
OPEN = venue("NE1 4ST", name="The Rooms", address="1 High Street")
REFUGE = hidden("NE8 1AA", name="Rose House", address="2 Low Road")


def venues(directory: Directory, id: str = "a") -> list[bool]:
    return [bool(each.hide_address) for each in directory.stored()[id].venues]


def decide(directory: Directory, number: int, outcome: str) -> None:
    with directory.session() as session:
        locate = locator(directory.places)
        settle(session, number, outcome, actor="editor", locate=locate, now=NOON)


def test_it_hides_the_address_at_once_on_every_page(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", OPEN, name="Harbour"), entry("b", position=1))
    assert "1 High Street" in client.get("/find/service/a").text

    tell(client, "hide_address")

    for path in ("/find/service/a", "/find/service/a/record.json", "/find/?q=Harbour"):
        answer = client.raw.get(path).text
        assert not any(words in answer for words in ("High Street", "NE1 4ST", "The Rooms"))


def test_no_flood_shuts_out_that_an_address_should_be_hidden(
    client: PageClient, directory: Directory
) -> None:
    for number in range(12):
        told = client.raw.get(FORM)
        assert told.status_code == 200
        tell(client, "hide_address", f"flood {number}")
        directory.take(entry("a", OPEN), entry("b", OPEN, position=1))
    for number in range(MOST_BY_VISITOR):
        tell(client, "other", f"word {number}")

    form = client.get("/find/service/b/wrong")
    client.submit(form, {"what": "hide_address"})

    assert venues(directory, "a") == [True]
    assert venues(directory, "b") == [True]


def test_a_file_of_before_does_not_show_it_again(client: PageClient, directory: Directory) -> None:
    directory.take(entry("a", OPEN), entry("b", position=1))
    tell(client, "hide_address")

    directory.take(entry("a", OPEN, phone="01"), entry("b", position=1))
    assert venues(directory) == [True]

    decide(directory, 1, "mended")
    assert venues(directory) == [True]


def test_what_was_not_true_is_shown_again_and_what_was_hidden_before_stays_so(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", REFUGE, OPEN), entry("b", position=1))
    tell(client, "hide_address")
    assert venues(directory) == [True, True]

    decide(directory, 1, "not-true")

    assert venues(directory) == [True, False]
    assert "Low Road" not in client.get("/find/service/a").text
    assert "1 High Street" in client.get("/find/service/a").text


def test_it_stays_hidden_while_somebody_else_says_so_too(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", OPEN), entry("b", position=1))
    tell(client, "hide_address")
    tell(client, "hide_address", "I live there")

    decide(directory, 1, "not-true")
    assert venues(directory) == [True]


def test_what_an_editor_changed_since_is_not_shown_by_a_decision(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", OPEN), entry("b", position=1))
    tell(client, "hide_address")
    directory.take(entry("a", REFUGE), entry("b", position=1))

    decide(directory, 1, "not-true")
    assert venues(directory) == [True]


def test_an_address_of_what_is_gone_is_hidden_and_it_stays_gone(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", OPEN), entry("b", position=1))
    directory.take(entry("b"))

    tell(client, "hide_address")

    assert venues(directory) == [True]
    assert directory.gone() == {"a"}
