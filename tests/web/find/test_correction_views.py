"""Telling that an entry is wrong: kept for the directory team, and nothing about a family."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory.application.commands import corrections
from directory.application.commands.corrections import MOST_BY_VISITOR
from directory.storage import AuditEvent, Correction, DirectoryVersion
from tests.directory_builders import Directory, entry
from tests.web.find.wrong_page import FORM, at_noon, filled, tell
from tests.web.page_client import PageClient

__all__ = ["at_noon", "filled"]

pytestmark = pytest.mark.database


def kept(directory: Directory) -> list[tuple[str, str | None, str | None]]:
    with directory.session() as session:
        rows = select(Correction.what, Correction.text, Correction.role)
        return [tuple(row) for row in session.execute(rows.order_by(Correction.id))]


def test_what_was_told_is_kept_and_the_page_says_what_happens_next(
    client: PageClient, directory: Directory
) -> None:
    page = tell(client, "wait", "It is\r\n12 weeks now", role="health visitor")

    assert page.heading == "Thank you for telling us"
    assert "What you wrote is deleted once they have dealt with it" in page.text
    assert "hidden" not in page.text
    assert kept(directory) == [("wait", "It is\n12 weeks now", "health visitor")]


def test_neither_words_nor_a_role_are_needed(client: PageClient, directory: Directory) -> None:
    tell(client, "closed")

    assert kept(directory) == [("closed", None, None)]


def test_an_address_that_should_be_hidden_comes_first(client: PageClient) -> None:
    page = tell(client, "hide_address")

    said = page.text.removeprefix("Thank you for telling us ")
    assert said.startswith("You told us that an address should be hidden.")
    assert "It is hidden now" in said


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, "Select what is wrong"),
        ({"what": "prison"}, "Not a valid choice."),
        ({"what": "other"}, "Say what is wrong"),
        ({"what": "other", "text": " \n "}, "Say what is wrong"),
        ({"what": "closed", "text": "x" * 501}, "must be 500 characters or less"),
        ({"what": "contact", "text": "ann@example.org"}, "Take out the e-mail address"),
        ({"what": "takes", "text": "not 943 476 5919"}, "Take out the long number"),
        ({"what": "takes", "text": "943-476-5919."}, "Take out the long number"),
        ({"what": "takes", "text": "UPN A123456789012"}, "Take out the long number"),
        ({"what": "closed", "role": "ann@example.org"}, "without an e-mail address"),
        ({"what": "closed", "role": "ward 7"}, "Enter your role in words"),
        ({"what": "closed", "role": "x" * 61}, "must be 60 characters or less"),
    ],
)
def test_what_is_missing_or_may_point_to_a_person_is_refused_in_words(
    values: dict[str, str], error: str, client: PageClient, directory: Directory
) -> None:
    page = tell(client, status=422, **values)

    assert len(page.errors) == 1
    assert error in page.errors[0]
    assert kept(directory) == []


@pytest.mark.parametrize(
    "text",
    [
        "Now 0191 498 0101",
        "Now (0191) 498-0101 or 0800 123 456",
        "+44 (0)191 498 0101",
        "+44 191 498 0101",
        "Two numbers:\n0191 498 0101\n0191 498 0102",
        "Closed on 2026-10-31, company 01234567, ages 5 to 11",
    ],
)
def test_a_telephone_number_a_date_and_a_company_may_be_told(
    text: str, client: PageClient, directory: Directory
) -> None:
    tell(client, "contact", text)

    assert kept(directory) == [("contact", text, None)]


def test_signs_that_do_not_print_reach_no_terminal(
    client: PageClient, directory: Directory
) -> None:
    tell(client, "other", "a\x1b[31mred\u202e", role="x\x07y")

    assert kept(directory) == [("other", "a [31mred", "x y")]


def test_what_was_typed_is_still_there_after_an_error(client: PageClient) -> None:
    page = tell(client, "", "It moved", 422, role="midwife")

    assert page.form_values()["text"] == ["\nIt moved"] or page.form_values()["text"] == [
        "It moved"
    ]
    assert page.form_values()["role"] == ["midwife"]


def test_no_kept_answer_about_the_directory_lapses(
    client: PageClient, directory: Directory
) -> None:
    with directory.session() as session:
        before = session.scalar(select(DirectoryVersion.number))

    tell(client, "closed")

    with directory.session() as session:
        assert session.scalar(select(DirectoryVersion.number)) == before


def test_the_audit_trail_has_ids_alone(client: PageClient, directory: Directory) -> None:
    tell(client, "other", "It moved to a barge", role="midwife")

    with directory.session() as session:
        [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "correction.tell"))
        assert event.actor == "anybody"
        assert event.detail == '{"correction": 1, "service": "a", "what": "other"}'


def test_the_same_told_twice_is_kept_once(client: PageClient, directory: Directory) -> None:
    for _ in range(2):
        assert tell(client, "closed").heading == "Thank you for telling us"

    assert kept(directory) == [("closed", None, None)]


def from_address(client: PageClient, address: str) -> None:
    client.raw.environ_base["REMOTE_ADDR"] = address


def test_a_flood_by_one_visitor_shuts_nobody_else_out(
    client: PageClient, directory: Directory, at_noon: time_machine.Traveller
) -> None:
    for number in range(MOST_BY_VISITOR):
        tell(client, "other", f"word {number}")
    for number in range(30):
        page = tell(client, "other", f"more {number}", 429)

    assert page.errors == [
        "You have told us a lot today: tell us more tomorrow, if it is still wrong"
    ]
    from_address(client, "198.51.100.7")
    assert tell(client, "other", "another voice").heading == "Thank you for telling us"

    from_address(client, "127.0.0.1")
    at_noon.shift(timedelta(days=1, seconds=1))
    assert tell(client, "other", "one more").heading == "Thank you for telling us"
    assert len(kept(directory)) == MOST_BY_VISITOR + 2


def test_one_household_has_every_address_that_begins_alike(client: PageClient) -> None:
    for number in range(MOST_BY_VISITOR):
        from_address(client, f"2001:db8:1:2::{number + 1:x}")
        tell(client, "other", f"word {number}")

    tell(client, "other", "one more", 429)
    from_address(client, "2001:db8:1:3::1")
    tell(client, "other", "one more")


def test_who_told_is_kept_for_a_day_and_never_as_an_address(
    client: PageClient, directory: Directory, at_noon: time_machine.Traveller
) -> None:
    def visitors() -> list[str | None]:
        with directory.session() as session:
            return list(session.scalars(select(Correction.visitor).order_by(Correction.id)))

    tell(client, "other", "one")
    [first] = visitors()
    at_noon.shift(timedelta(days=1))
    tell(client, "other", "two")
    forgotten, second = visitors()

    assert first
    assert second
    assert forgotten is None
    assert first != second
    assert "127.0.0.1" not in first


def test_the_directory_as_a_whole_cannot_be_flooded(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "MOST_WAITING", 1)
    tell(client, "closed")

    page = tell(client, "wait", "", 429)

    assert page.errors == [
        "More is waiting to be read than can be read now: tell us again in a few days"
    ]
    assert tell(client, "hide_address").heading == "Thank you for telling us"


@pytest.mark.parametrize("path", ["/find/service/none/wrong", "/find/service/none/told"])
def test_of_a_service_that_is_not_there_nothing_can_be_told(path: str, client: PageClient) -> None:
    client.get(path, status=404)


def test_what_is_no_longer_listed_can_still_be_told_of(
    client: PageClient, directory: Directory
) -> None:
    directory.take(entry("b"))

    assert tell(client, "closed").heading == "Thank you for telling us"


def test_a_form_without_its_token_tells_nothing(client: PageClient, directory: Directory) -> None:
    assert client.raw.post(FORM, data={"what": "closed"}).status_code == 400
    assert kept(directory) == []
