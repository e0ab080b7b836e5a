"""A person takes away everything that is kept of them, and no secret."""

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.application.commands.mail_queue import queue_mail
from directory.application.commands.proposals import propose_change
from directory.infrastructure.clock import now, today
from directory.model.roles import AccountRole
from directory.storage import Account, AccountLink, Base, Organisation
from tests.directory_builders import Directory, entry
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
WATCH = "form[action$='/watching']"


@pytest.fixture
def provider(app: Flask, directory: Directory) -> PageClient:
    directory.take(entry("a", name="Harbour"))
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.PROVIDER)
    return client


def test_what_is_kept_of_a_person_is_in_the_file(app: Flask, provider: PageClient) -> None:
    provider.submit(provider.get("/find/service/a"), {"often": "weekly"}, WATCH)
    with Session(app.extensions["engine"]) as session, session.begin():
        account = session.query(Account).filter_by(role=AccountRole.PROVIDER).one()
        organisation = session.query(Organisation).first()
        assert organisation is not None
        propose_change(
            session, "a", {"phone": "0191 498 0101"}, account=account,
            organisation_id=organisation.id, based_on=1, now=now(),
        )  # fmt: skip
        queue_mail(
            session, key="k", recipient=account.email, subject="A link", body="/link/secret",
            account_id=account.id, now=now(),
        )  # fmt: skip

    text = provider.raw.get("/account/export.json").text

    found, day = json.loads(text), today().isoformat()
    assert found["role"] == "provider"
    assert found["watches"] == [{"what": "service", "of": "a", "told": "weekly", "since": day}]
    assert found["changes_asked_for"] == [
        {"service": "a", "on": day, "cells": {"phone": "0191 498 0101"}, "outcome": None,
         "answer": None},
    ]  # fmt: skip
    assert {"to": found["email"], "subject": "A link", "queued_on": day, "sent_on": None} in found[
        "emails"
    ]
    assert not any(word in text for word in ("secret", "password_hash", "argon2"))


def test_every_table_that_names_an_account_is_in_the_file_or_says_why_not() -> None:
    told = {"watch", "proposed_change", "outgoing_mail", "account_organisation"}
    secret = {AccountLink.__tablename__}
    """A link is a secret that opens something; that it was sent is among the e-mails."""

    tables = Base.metadata.sorted_tables

    assert {table.name for table in tables if "account_id" in table.c} == told | secret
