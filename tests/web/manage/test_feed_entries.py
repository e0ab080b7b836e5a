"""One entry of a feed, opened and added to in the browser as an entry of our own is."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.model.roles import AccountRole
from directory.storage import Account, AccountOrganisation, Organisation
from tests.application.feeds.served import pull, record
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.manage.entry_pages import FORM, Taken, change, press, stored
from tests.web.page import words
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
ID = "other~a"
ENTRY = f"/manage/service/{ID}"
REFUGE = {"locations": [{"name": "Rooms", "addresses": [
    {"address_1": "1 High Street", "city": "Newcastle", "postal_code": "NE1 4ST"}]}]}  # fmt: skip


def test_a_kind_and_a_programme_are_said_of_one_entry_and_survive_a_pull(
    taken: Taken, app: Flask, directory: Directory
) -> None:
    editor = taken(record("a"), record("b"))

    page = change(editor, "what", path=ENTRY, kind="home_visiting", programme="safecare")
    pull(directory, refresh=True)

    assert "Saved." in page.text
    assert (stored(app, ID).kind, stored(app, ID).programme) == ("home_visiting", "safecare")
    assert stored(app, "other~b").kind == "parenting"
    said = words(editor.get(ENTRY).one("main"))
    assert "The feed states: Parenting" in said
    assert "Home visiting" in said


def test_only_what_a_feed_leaves_open_is_changed_here(taken: Taken) -> None:
    editor = taken(record("a"))

    page = editor.get(f"{ENTRY}/what")

    assert set(page.form_values(FORM)) >= {"kind", "programme"}
    assert "name" not in page.form_values(FORM)
    editor.get(f"{ENTRY}/contact", 404)
    offered = {str(link["href"]) for link in editor.get(ENTRY).all("main h2 a")}
    assert offered == {f"{ENTRY}/{topic}" for topic in ("what", "who", "conditions")}


@pytest.mark.parametrize("do", ["pause", "close", "reopen", "checked"])
def test_whether_it_runs_is_for_the_feed_to_state(do: str, taken: Taken, app: Flask) -> None:
    editor = taken(record("a"))

    page = editor.post(ENTRY, {"do": do}, 400)

    assert page.status == 400
    assert stored(app, ID).status == "active"


def test_ages_that_cannot_be_are_refused_beside_their_field(taken: Taken, app: Flask) -> None:
    editor = taken(record("a"))

    page = change(
        editor, "who", 422, path=ENTRY,
        **{"age_from_months-years": "9", "age_under_months-years": "4"},
    )  # fmt: skip

    assert page.errors
    assert page.form_values(FORM)["age_from_months-years"] == ["9"]
    assert stored(app, ID).age_from_months is None


def test_two_who_change_the_same_column_are_shown_both(taken: Taken, app: Flask) -> None:
    editor = taken(record("a"))
    stale = editor.get(f"{ENTRY}/who")
    change(editor, "who", path=ENTRY, areas_served="Gateshead")

    page = editor.submit(stale, {"do": "save", "areas_served": "Newcastle upon Tyne"}, FORM, 409)

    assert any("Gateshead" in error for error in page.errors)
    assert [area.code for area in stored(app, ID).areas] == ["E08000037"]


def test_it_is_seen_before_it_is_saved(taken: Taken, app: Flask) -> None:
    editor = taken(record("a"))

    page = change(editor, "what", do="preview", path=ENTRY, kind="helpline")

    assert "Not saved yet" in page.text
    assert stored(app, ID).kind == "parenting"


def test_what_the_feed_states_holds_again(taken: Taken, app: Flask) -> None:
    editor = taken(record("a"))
    change(editor, "what", path=ENTRY, kind="home_visiting")

    page = press(editor, "give-back", ENTRY)

    assert "What the feed states holds again." in page.text
    assert stored(app, ID).kind == "parenting"
    assert not page.all("[value=give-back]")


def test_its_address_is_hidden_at_once_and_stays_hidden(
    taken: Taken, app: Flask, directory: Directory
) -> None:
    editor = taken(record("a", **REFUGE))
    assert "1 High Street" in editor.get(f"/find/service/{ID}").text

    press(editor, "hide", ENTRY)
    pull(directory, refresh=True)
    change(editor, "what", path=ENTRY, kind="home_visiting")

    assert stored(app, ID).venues[0].hide_address
    for path in (f"/find/service/{ID}", ENTRY, f"{ENTRY}/versions"):
        assert "High Street" not in editor.get(path).text


def test_the_list_of_a_feed_names_what_entries_lack(taken: Taken) -> None:
    editor = taken(record("a", attributes=[]), record("b", service_areas=[{"name": "Gateshead"}]))

    lists = {
        lack: [words(link) for link in editor.get(f"/manage/feeds/other/entries{lack}").all("th a")]
        for lack in ("", "?lack=kind", "?lack=area", "?lack=ages")
    }

    assert lists == {
        "": ["Service a", "Service b"],
        "?lack=kind": ["Service a"],
        "?lack=area": ["Service a"],
        "?lack=ages": ["Service a", "Service b"],
    }
    editor.get("/manage/feeds/other/entries?lack=x", 400)


def test_an_entry_of_a_feed_is_found_from_the_desk_and_from_its_own_page(
    taken: Taken, app: Flask
) -> None:
    editor = taken(record("a"))

    found = editor.get("/manage/?q=Service+a").one("tbody a")
    link = editor.get(f"/find/service/{ID}").one(f"a[href='{ENTRY}']")

    assert found["href"] == ENTRY
    assert words(link) == "Change this entry"
    assert not PageClient(app.test_client()).get(f"/find/service/{ID}").all(f"a[href='{ENTRY}']")


def test_a_provider_changes_no_entry_of_a_feed(taken: Taken, app: Flask) -> None:
    taken(record("a"))
    provider = PageClient(app.test_client())
    sign_in(provider.raw, AccountRole.PROVIDER)
    own_of_all(app)

    provider.get(ENTRY, 403)
    provider.get(f"{ENTRY}/what", 403)


def own_of_all(app: Flask) -> None:
    """Let every provider own every organisation."""
    with Session(app.extensions["engine"]) as session:
        accounts = session.scalars(select(Account).where(Account.role == AccountRole.PROVIDER))
        organisations = session.scalars(select(Organisation.id)).all()
        for account in accounts:
            account.organisations = [
                AccountOrganisation(organisation_id=each) for each in organisations
            ]
        session.commit()
