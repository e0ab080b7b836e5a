"""Hostile requests by every role: other people's ids, forged forms, fields that nobody offered.

Whatever is sent, nothing of the directory or of an account is otherwise afterwards.
"""

import hashlib
import random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.accounts import add_account
from directory.application.commands.proposals import propose_change
from directory.infrastructure.clock import now
from directory.model.roles import AccountRole
from directory.storage import (
    Account,
    AccountOrganisation,
    Base,
    Organisation,
    ProposedChange,
    Service,
    Venue,
)
from tests.directory_builders import Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.signed_in import sign_in

pytestmark = [pytest.mark.database, pytest.mark.slow]
REQUESTS = 50
GUARDED = (Service, Venue, Organisation, Account, AccountOrganisation, ProposedChange)
MAY = {
    AccountRole.READER: "", AccountRole.PRACTITIONER: "", AccountRole.COMMISSIONER: "",
    AccountRole.PROVIDER: "own",
}  # fmt: skip
"""Who may change nothing at all, or nothing but their own."""
DEEDS = ["save", "hide", "show", "close", "checked", "approve", "delete", "invite"]
EXTRA = {
    "role": "administrator", "organisation_ids": "1", "is_sample": "0", "feed_id": "x",
    "assured_on": "2020-01-01", "assured_by": "Me", "changed_in": "1", "position": "0",
    "account_id": "1", "outcome": "approved", "is_demonstration": "0", "password_hash": "x",
    "hide_address": "no", "venue-1-held": "remove", "venue-1-hide_address": "no",
}  # fmt: skip


@pytest.fixture
def laid(directory: Directory, app: Flask) -> Flask:
    directory.take(
        entry("own", venue("NE1 4ST"), organisation="A"),
        entry("theirs", hidden("NE8 1AA"), organisation="Z"),
    )
    with Session(app.extensions["engine"]) as session, session.begin():
        other = add_account(
            session, email="z@z.example", name="Z", role=AccountRole.PROVIDER, actor="t", now=now()
        )
        propose_change(
            session, "theirs", {"phone": "0191 498 0101"}, account=other, organisation_id=2,
            based_on=1, now=now(),
        )  # fmt: skip
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def digest(app: Flask, but: str = "") -> str:
    """Return what the guarded tables hold, but for the demonstration person and one entry."""
    found = hashlib.sha256()
    with Session(app.extensions["engine"]) as session:
        for table in GUARDED:
            of = Base.metadata.tables[table.__tablename__]
            for row in session.execute(select(of).order_by(*of.primary_key)).mappings():
                ours = row.get("is_demonstration") or str(row.get("account_id")) == "2"
                if not (ours or (but in (row.get("id"), row.get("service_id")) and but)):
                    found.update(repr(dict(row)).encode())
    return found.hexdigest()


def paths(id: str) -> list[str]:
    service = f"/manage/service/{id}"
    return [
        service, f"{service}/contact", f"{service}/where", f"{service}/what", f"{service}/versions",
        "/manage/new", "/manage/own", "/manage/waiting/1", "/manage/list/never-checked",
        "/manage/reports",
        "/account/people/1", "/account/people/new", "/gaps/scenarios/1/drop",
    ]  # fmt: skip


def forged(chance: random.Random) -> tuple[str, dict[str, str]]:
    path = chance.choice(paths("theirs"))
    typed = {
        "do": chance.choice(DEEDS),
        "phone": "0191 498 0666", "change": "1", "before": "1", "id": "theirs", "sure": "yes",
        "name": "Mine", "organisation": "A", "kind": "other", "status": "closed",
        "email": "me@me.example", "based_on": chance.choice(["", "0", "1", "9" * 30, "x"]),
    }  # fmt: skip
    extra = chance.sample(sorted(EXTRA), 5)
    return path, typed | {name: EXTRA[name] for name in extra}


@pytest.mark.parametrize("role", [None, *MAY])
def test_nothing_of_others_is_changed(role: AccountRole | None, laid: Flask) -> None:
    client, chance = laid.test_client(), random.Random(str(role))
    if role is not None:
        sign_in(client, role)
    before = digest(laid)
    for _ in range(REQUESTS):
        path, typed = forged(chance)
        answer = client.post(path, data=typed)
        assert answer.status_code in (303, 400, 403, 404, 405, 422), (path, answer.status_code)

    assert digest(laid) == before


def test_a_provider_cannot_reach_beyond_their_own_by_any_field(laid: Flask) -> None:
    client = laid.test_client()
    sign_in(client, AccountRole.PROVIDER)
    before = digest(laid, but="own")

    for path in paths("own")[:5]:
        for name, value in EXTRA.items():
            client.post(path, data={"do": "save", name: value})
            client.post(path, data={"do": "show", name: value})

    assert digest(laid, but="own") == before
    with Session(laid.extensions["engine"]) as session:
        own = session.get_one(Service, "own")
        assert (own.is_sample, own.feed_id, own.organisation.name) == (False, None, "A")
        assert own.assured_by is None
