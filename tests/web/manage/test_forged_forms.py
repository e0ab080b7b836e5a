"""Forged forms and fields that no form offers, also from an editor and an administrator."""

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from directory.application.commands.accounts import add_account
from directory.infrastructure.clock import now
from directory.model.roles import AccountRole
from directory.storage import Base, Organisation
from tests.directory_builders import Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.access import ACCESS
from tests.web.manage.test_hostile import DEEDS, EXTRA
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = [pytest.mark.database, pytest.mark.slow]
REQUESTS = 50
NOBODY_SIGNED_IN = {"account.demonstrate", "account.sign_out", "account.sign_out_everywhere"}
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def laid(directory: Directory, app: Flask) -> Flask:
    directory.take(
        entry("a", venue("NE1 4ST"), organisation="A", phone="0191 498 0101"),
        entry("b", hidden("NE8 1AA"), organisation="Z", position=1),
    )
    with Session(app.extensions["engine"]) as session, session.begin():
        first = session.scalars(select(Organisation.id)).first()
        add_account(
            session, email="z@z.example", name="Z", role=AccountRole.PROVIDER, actor="t", now=now(),
            organisations=[first] if first else [],
        )  # fmt: skip
    return app


def tables(app: Flask) -> Tables:
    """Return every row of every table, those of a service in its own order."""
    with Session(app.extensions["engine"]) as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*_order(table))).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def _order(table: Table) -> list[Any]:
    of_service = [table.c[name] for name in ("service_id", "position") if name in table.c]
    return [*of_service, *table.primary_key]


def changed(before: Tables, after: Tables) -> dict[str, set[str]]:
    """Return the columns that differ, table by table; `*` where rows came or went."""
    found: dict[str, set[str]] = {}
    for table, rows in after.items():
        if len(rows) != len(before[table]):
            found[table] = {"*"}
        for old, new in zip(before[table], rows, strict=False):
            if columns := {name for name in new if new[name] != old[name]}:
                found.setdefault(table, set()).update(columns)
    return found


def forms() -> list[str]:
    """Return an address for every form, with ids that are there."""
    paths = {
        access.path.replace("/none", "/a").replace("/people/0", "/people/1")
        for endpoint, access in ACCESS.items()
        if access.method == "POST" and endpoint not in NOBODY_SIGNED_IN
    }
    topics = {f"/manage/service/a/{topic}" for topic in ("contact", "where", "what", "versions")}
    return sorted(paths | topics | {"/account/people/1", "/account/people/new", "/manage/new"})


@pytest.mark.parametrize("role", [None, *AccountRole])
def test_a_form_without_its_token_changes_nothing(role: AccountRole | None, laid: Flask) -> None:
    client, chance = laid.test_client(), random.Random(str(role))
    if role is not None:
        sign_in(client, role)
    before = tables(laid)
    for _ in range(REQUESTS):
        typed = {"do": chance.choice(DEEDS), "csrf_token": chance.choice(["", "x"]), "sure": "yes"}
        path = chance.choice(forms())
        answer = client.post(path, data=typed | dict(chance.sample(sorted(EXTRA.items()), 5)))
        assert answer.status_code in (303, 400, 403, 404, 405, 410, 413), (path, answer.status_code)

    assert changed(before, tables(laid)) == {}


def test_an_editor_changes_no_account(laid: Flask) -> None:
    laid.config["WTF_CSRF_ENABLED"] = False
    client, chance = laid.test_client(), random.Random(5)
    sign_in(client, AccountRole.EDITOR)
    before = tables(laid)
    for _ in range(REQUESTS):
        number = chance.choice(["1", "2", "new", "9" * 30])
        typed = {"do": chance.choice(["close", "open", "delete", "invite", "reset-codes", ""])}
        answer = client.post(f"/account/people/{number}", data={**typed, **EXTRA})
        assert answer.status_code in (403, 404)

    assert changed(before, tables(laid)) == {}


@pytest.mark.parametrize("role", [AccountRole.EDITOR, AccountRole.ADMINISTRATOR])
def test_a_field_that_the_form_of_an_entry_does_not_offer_changes_nothing(
    role: AccountRole, laid: Flask
) -> None:
    client = PageClient(laid.test_client())
    sign_in(client.raw, role)
    page = client.get("/manage/service/a/contact")
    values = page.form_values("#entry-form")
    before = tables(laid)

    client.raw.post(
        "/manage/service/a/contact",
        data={**EXTRA, **values, "do": "save", "phone": "0191 498 0102"},
    )

    after = tables(laid)
    told = changed(before, after)
    assert told["service"] <= {"phone", "changed_in", "changed_at"}
    assert after["service"][0]["phone"] == "0191 498 0102"
    assert told.get("venue", set()) <= {"id"}, "its row is written anew, and states the same"
    assert told.keys() - {"venue"} <= {
        "service", "service_version", "service_change", "service_words", "audit_event",
        "directory_version",
    }  # fmt: skip


def test_an_administrator_changes_of_an_account_what_the_form_offers(laid: Flask) -> None:
    client = PageClient(laid.test_client())
    sign_in(client.raw, AccountRole.ADMINISTRATOR)
    page = client.get("/account/people/1")
    values = page.form_values("main form[novalidate]")
    before = tables(laid)

    client.raw.post("/account/people/1", data={**EXTRA, **values, "role": "reader"})

    told = changed(before, tables(laid))
    assert told["account"] <= {"role", "session_number"}
    assert not told.keys() - {"account", "account_organisation", "audit_event"}
