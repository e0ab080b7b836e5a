"""Links that were sent by e-mail: to look at one changes nothing, and each works once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.application.commands.account_links import make_link
from directory.application.commands.accounts import add_account
from directory.infrastructure.clock import now
from directory.infrastructure.password_hash import is_password
from directory.model.roles import AccountRole
from directory.storage import Account
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page_client import PageClient

CHOSEN = "correct horse battery"
pytestmark = pytest.mark.database


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(app.extensions["engine"], expire_on_commit=False) as session:
        yield session


@pytest.fixture
def account(session: Session) -> Account:
    role, email = AccountRole.COMMISSIONER, "jo@council.gov.uk"
    return add_account(session, email=email, name="Jo", role=role, actor="test", now=now())


def path_of(session: Session, account: Account, before: timedelta = timedelta(0)) -> str:
    secret = make_link(session, account, "reset", now() - before)
    session.commit()
    return f"/account/link/{secret}"


def test_a_scanner_that_opens_a_link_uses_it_not_up(
    page_client: PageClient, session: Session, account: Account
) -> None:
    path = path_of(session, account)

    for _ in range(3):
        assert page_client.raw.get(path).status_code == 200
        assert page_client.raw.head(path).status_code == 200


def test_a_link_sets_one_password_and_opens_nothing_more(
    page_client: PageClient, session: Session, account: Account
) -> None:
    path = path_of(session, account)

    page_client.post(path, {"password": CHOSEN}, form_at=path)
    session.refresh(account)

    assert is_password(CHOSEN, account.password_hash)
    assert page_client.raw.get(path).status_code == 410


def test_an_expired_link_opens_nothing(
    page_client: PageClient, session: Session, account: Account
) -> None:
    path = path_of(session, account, before=timedelta(hours=1, seconds=1))

    assert page_client.raw.get(path).status_code == 410
