"""Signing in through the council's identity provider."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests
from flask import Flask
from sqlalchemy.orm import Session

from directory.application.commands.accounts import account_of, add_account, close_account
from directory.infrastructure.account_settings import AccountSettings, IdentityProvider
from directory.infrastructure.clock import now
from directory.infrastructure.settings import Settings
from directory.model.roles import AccountRole
from directory.storage import Account
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.directory_fixtures import settings as usual_settings  # noqa: F401
from tests.web.account.identity_provider import CLIENT, SECRET, Provider, running_provider
from tests.web.page import Page
from tests.web.page_client import PageClient

EMAIL = "jo@council.gov.uk"
pytestmark = pytest.mark.database


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def settings(usual_settings: Settings, provider: Provider) -> Settings:  # noqa: F811
    named = IdentityProvider(issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET)
    return replace(usual_settings, accounts=AccountSettings(provider=named))


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(app.extensions["engine"]) as session:
        yield session


def invited(session: Session) -> Account:
    role = AccountRole.EDITOR
    account = add_account(session, email=EMAIL, name="Jo", role=role, actor="test", now=now())
    session.commit()
    return account


def come_back(client: PageClient, status: int = 303, **changes: str) -> Page:
    """Go to the provider and come back with what it says."""
    leaving = client.raw.get("/account/council?next=/gaps/")
    assert leaving.status_code == 302, leaving.text
    there = requests.get(leaving.location, allow_redirects=False, timeout=5)
    back = there.headers["Location"].partition("/account/")[2]
    for was, becomes in changes.items():
        back = back.replace(was, becomes)
    page = Page(client.raw.get(f"/account/{back}"))
    assert page.status == status
    return page


def test_an_invited_person_is_signed_in_and_known_by_their_id_from_then_on(
    page_client: PageClient, session: Session, provider: Provider
) -> None:
    invited(session)

    assert come_back(page_client).response.location == "/gaps/"
    assert "Jo, editor" in page_client.get("/account/").text

    provider.person |= {"email": "jo.married@council.gov.uk", "email_verified": False}
    assert come_back(PageClient(page_client.raw.application.test_client())).status == 303


@pytest.mark.parametrize(
    "person",
    [
        {"email": "somebody@else.gov.uk"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"sub": ""},
    ],
)
def test_whom_nobody_invited_is_not_signed_in(
    person: dict[str, object], page_client: PageClient, session: Session, provider: Provider
) -> None:
    invited(session)
    provider.person |= person

    page = come_back(page_client, 403)

    assert page.heading == "You are not signed in"
    assert page_client.raw.get("/account/").status_code == 303


def test_another_person_of_the_provider_does_not_take_an_account_over(
    page_client: PageClient, session: Session, provider: Provider
) -> None:
    invited(session)
    come_back(page_client)
    provider.person["sub"] = "person-8"

    come_back(PageClient(page_client.raw.application.test_client()), 403)


def test_a_closed_account_is_not_signed_in(page_client: PageClient, session: Session) -> None:
    close_account(session, invited(session), actor="test", now=now())
    session.commit()

    come_back(page_client, 403)


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another"}, {"iss": "https://other.example"}, {"exp": 1}, {"nonce": "another"}],
)
def test_a_token_that_is_not_for_us_signs_nobody_in(
    claims: dict[str, object], page_client: PageClient, session: Session, provider: Provider
) -> None:
    invited(session)
    provider.claims = claims

    come_back(page_client, 403)


def test_an_answer_that_was_not_asked_for_signs_nobody_in(
    page_client: PageClient, session: Session
) -> None:
    invited(session)

    come_back(page_client, 403, **{"state=": "state=x"})


def test_a_provider_that_is_down_is_said_to_be_so(
    page_client: PageClient, session: Session, provider: Provider
) -> None:
    provider.is_down = True

    page = Page(page_client.raw.get("/account/council"))

    assert page.status == 503
    assert "does not answer now" in page.text
    assert account_of(session, EMAIL) is None
