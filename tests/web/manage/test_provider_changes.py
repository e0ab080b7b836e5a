"""What a provider changes waits for an editor, and reaches no entry of others."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.model.roles import AccountRole
from directory.storage import ProposedChange
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.manage.entry_pages import FORM, As, change, press, stored

pytestmark = pytest.mark.database


def test_a_provider_asks_and_an_editor_approves(as_role: As, app: Flask) -> None:
    provider = as_role(AccountRole.PROVIDER)
    page = change(provider, "contact", phone="0191 498 0101")
    assert "Sent to the directory team" in page.text
    assert stored(app).phone is None

    editor = as_role(AccountRole.EDITOR)
    page = editor.get("/manage/waiting/1")
    assert "0191 498 0101" in page.text
    editor.submit(
        page, {"do": "approve", "phone": "0191 498 0102", "text": "One digit mended"}, FORM
    )

    assert stored(app).phone == "0191 498 0102"
    said = provider.get("/manage/own").text
    assert "approved" in said
    assert "The directory team writes: One digit mended" in said


def test_what_is_sent_back_changes_nothing(as_role: As, app: Flask) -> None:
    change(as_role(AccountRole.PROVIDER), "contact", phone="0191 498 0101")
    editor = as_role(AccountRole.EDITOR)

    editor.submit(editor.get("/manage/waiting/1"), {"do": "send-back"}, FORM)

    assert stored(app).phone is None
    assert editor.raw.get("/manage/waiting/1").status_code == 404


def test_a_provider_is_told_at_once_what_cannot_be_read(as_role: As, app: Flask) -> None:
    change(as_role(AccountRole.PROVIDER), "places", 422, waiting_weeks="soon")

    with Session(app.extensions["engine"]) as session:
        assert session.scalar(select(ProposedChange.id)) is None


@pytest.mark.parametrize("path", ["", "/contact", "/versions"])
def test_another_organisations_entry_is_refused_to_a_provider(path: str, as_role: As) -> None:
    assert as_role(AccountRole.PROVIDER).raw.get(f"/manage/service/b{path}").status_code == 403


def test_a_provider_cannot_put_an_entry_into_another_organisation_without_an_editor(
    as_role: As, app: Flask
) -> None:
    change(as_role(AccountRole.PROVIDER), "what", organisation="Zebra")

    with Session(app.extensions["engine"]) as session:
        kept = session.scalars(select(ProposedChange)).one()
    assert kept.cells == {"organisation": "Zebra"}
    assert stored(app).organisation_id == stored(app, "a").organisation_id


def test_a_provider_pauses_when_an_editor_agrees_unless_the_settings_let_it_through(
    as_role: As, app: Flask
) -> None:
    page = press(as_role(AccountRole.PROVIDER), "pause")
    assert "Sent to the directory team" in page.text
    assert stored(app).status == "active"

    settings = app.extensions["waymark"]
    accounts = replace(settings.accounts, direct_columns=frozenset({"status"}))
    app.extensions["waymark"] = replace(settings, accounts=accounts)
    assert "Paused." in press(as_role(AccountRole.PROVIDER), "pause").text
    assert stored(app).status == "paused"
