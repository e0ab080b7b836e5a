"""A link in a letter: to open it changes nothing, one press says that the entry is right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.assurance import remind
from directory.infrastructure.clock import now, today
from directory.storage import OutgoingMail, ProposedChange, Service, ServiceLink
from tests.directory_builders import Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
SITE = "https://waymark.example"
PHONE = "0191 498 0100"
CHECKED = date(2026, 1, 10)
HIDDEN = hidden("NE8 1AA", name="Rose House", address="1 Rose Street")


@pytest.fixture
def path(directory: Directory) -> str:
    """Return where the link of the first letter about the entry leads."""
    directory.take(
        entry("a", HIDDEN, venue("NE1 4ST", name="The Rooms"), name="Harbour", phone=PHONE,
              email="team@harbour.example", assured_on=CHECKED),
        now=datetime(2026, 1, 10, tzinfo=UTC),
    )  # fmt: skip
    with directory.session() as session:
        remind(session, SITE, now())
        body = session.scalars(select(OutgoingMail.body)).one()
    return body.split(SITE)[1].split()[0]


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app.test_client())


def stored(app: Flask) -> Service:
    with Session(app.extensions["engine"], expire_on_commit=False) as session:
        return session.get_one(Service, "a")


def changes(app: Flask) -> list[ProposedChange]:
    with Session(app.extensions["engine"], expire_on_commit=False) as session:
        return list(session.scalars(select(ProposedChange)))


def test_to_open_it_many_times_changes_nothing(path: str, client: PageClient, app: Flask) -> None:
    for address in (path, f"{path}/change", path):
        client.raw.head(address)
        client.get(address)

    assert stored(app).assured_on == CHECKED
    assert changes(app) == []


def test_one_press_says_that_it_is_right(path: str, client: PageClient, app: Flask) -> None:
    page = client.submit(client.get(path))

    assert page.heading == "Thank you"
    assert stored(app).assured_on == today()
    assert stored(app).phone == PHONE


def test_a_press_twice_is_harmless(path: str, client: PageClient, app: Flask) -> None:
    page = client.get(path)
    client.submit(page)
    client.submit(page)

    assert stored(app).assured_on == today()
    assert not client.get(path).all("main form")


def test_a_press_on_what_was_changed_meanwhile_shows_the_entry_again(
    path: str, client: PageClient, app: Flask
) -> None:
    page = client.get(path)

    again = client.submit(page, {"seen": "1"}, status=409)
    assert "The entry was changed meanwhile" in again.text
    assert stored(app).assured_on == CHECKED
    assert client.submit(again).heading == "Thank you"


def test_a_hidden_address_is_on_no_page_of_a_link(path: str, client: PageClient) -> None:
    shown = client.get(path).text + client.get(f"{path}/change").text

    assert "The Rooms" in shown
    assert "kept back for safety" in shown
    assert not any(words in shown for words in ("Rose", "NE8 1AA"))


def test_what_has_changed_waits_for_an_editor(path: str, client: PageClient, app: Flask) -> None:
    page = client.get(f"{path}/change")
    client.submit(page, {"phone": "0191 498 0101", "capacity": "none"})
    client.submit(page, {"phone": "0191 498 0101", "capacity": "none"})

    [change] = changes(app)
    assert change.cells == {"phone": "0191 498 0101", "capacity": "none"}
    assert change.account_id is None
    assert change.organisation_id == stored(app).organisation_id
    assert (stored(app).phone, stored(app).assured_on) == (PHONE, CHECKED)


def test_a_form_sent_as_it_stands_asks_for_nothing(
    path: str, client: PageClient, app: Flask
) -> None:
    page = client.submit(client.get(f"{path}/change"))

    assert page.heading == "Is this entry still right?"
    assert changes(app) == []


def test_what_cannot_be_read_is_said_beside_its_field(
    path: str, client: PageClient, app: Flask
) -> None:
    page = client.get(f"{path}/change")

    again = client.submit(page, {"waiting_weeks": "soon", "cost": "Free"}, status=422)
    assert any("“soon” should be" in error for error in again.errors)
    assert again.form_values()["cost"] == ["Free"]
    assert changes(app) == []


def test_columns_that_the_form_does_not_have_cannot_be_changed(
    path: str, client: PageClient, app: Flask
) -> None:
    page = client.get(f"{path}/change")
    client.submit(page, {"cost": "Free", "email": "x@evil.example", "id": "b", "venues": "[]"})

    assert [change.cells for change in changes(app)] == [{"cost": "Free"}]


def test_one_link_cannot_fill_the_list_of_changes(
    path: str, client: PageClient, app: Flask
) -> None:
    page = client.get(f"{path}/change")
    for number in range(3):
        client.submit(page, {"cost": f"£{number}"})

    client.submit(page, {"cost": "£9"}, status=429)
    assert len(changes(app)) == 3


@pytest.mark.parametrize("secret", ["none", "a" * 43, "%2e%2e"])
def test_a_forged_link_opens_nothing(secret: str, client: PageClient) -> None:
    client.get(f"/assure/{secret}", status=410)


def test_a_link_that_is_too_old_opens_nothing(
    path: str, client: PageClient, directory: Directory, app: Flask
) -> None:
    page = client.get(path)
    with directory.session() as session:
        session.scalars(select(ServiceLink)).one().expires_at = now() - timedelta(days=1)

    client.get(path, status=410)
    client.submit(page, status=410)
    assert stored(app).assured_on == CHECKED
