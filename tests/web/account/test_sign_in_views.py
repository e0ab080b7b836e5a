"""Signing in, step by step, as people do it and as others try to."""

import re
from collections.abc import Iterator

import pyotp
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.accounts import add_account, close_account, set_password_hash
from directory.infrastructure.clock import now
from directory.infrastructure.password_hash import hash_password
from directory.model.roles import AccountRole
from directory.storage import Account, AuditEvent
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.page import Page
from tests.web.page_client import PageClient

PATH = "/account/sign-in"
PASSWORD = "correct horse battery"
EMAIL = "jo@council.gov.uk"
pytestmark = pytest.mark.database


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with Session(app.extensions["engine"], expire_on_commit=False) as session:
        yield session


def person(session: Session, role: AccountRole = AccountRole.COMMISSIONER) -> Account:
    account = add_account(session, email=EMAIL, name="Jo", role=role, actor="test", now=now())
    set_password_hash(session, account, hash_password(PASSWORD), actor="test", now=now())
    session.commit()
    return account


def try_with(client: PageClient, password: str = PASSWORD, status: int = 200, **more: str) -> Page:
    values = {"email": EMAIL, "password": password} | more
    return client.post(PATH, values, status, form_at=PATH)


def test_a_password_signs_in_and_leads_to_the_account(
    page_client: PageClient, session: Session
) -> None:
    person(session)

    page = try_with(page_client, email=" Jo@Council.GOV.uk ")

    assert page.heading == "Your account"
    assert "Jo, commissioner" in page.text
    assert (
        session.scalar(select(AuditEvent.action).order_by(AuditEvent.id.desc()))
        == "account.sign_in"
    )


@pytest.mark.parametrize(
    "values", [{"password": "wrong horse battery"}, {"email": "nobody@council.gov.uk"}]
)
def test_a_wrong_password_and_a_wrong_address_get_one_answer(
    values: dict[str, str], page_client: PageClient, session: Session
) -> None:
    person(session)

    page = try_with(page_client, **{"password": PASSWORD, "status": 422} | values)  # type: ignore[arg-type]

    assert page.errors == [
        "The e-mail address or the password is not right. After several tries, wait 15 minutes"
    ]
    assert PASSWORD not in page.response.text
    assert page_client.raw.get("/account/").status_code == 303


def test_after_five_wrong_tries_the_right_password_waits_a_quarter_of_an_hour(
    page_client: PageClient, session: Session
) -> None:
    person(session)
    with time_machine.travel("2026-12-01T09:00:00Z") as clock:
        for _ in range(5):
            try_with(page_client, "guessed and guessed", 422)
        try_with(page_client, PASSWORD, 422)
        clock.shift(15 * 60 + 1)
        assert try_with(page_client).heading == "Your account"


def test_a_closed_account_does_not_sign_in(page_client: PageClient, session: Session) -> None:
    close_account(session, person(session), actor="test", now=now())
    session.commit()

    try_with(page_client, status=422)


def test_closing_an_account_ends_its_session_at_once(
    page_client: PageClient, session: Session
) -> None:
    account = person(session)
    try_with(page_client)
    close_account(session, account, actor="test", now=now())
    session.commit()

    assert page_client.raw.get("/account/").location.startswith(PATH)


@pytest.mark.parametrize(("minutes", "lives"), [(59, True), (61, False)])
def test_a_session_ends_an_hour_after_its_last_page(
    minutes: int, lives: bool, page_client: PageClient, session: Session
) -> None:
    person(session)
    with time_machine.travel("2026-12-01T09:00:00Z") as clock:
        try_with(page_client)
        clock.shift(minutes * 60)
        assert (page_client.raw.get("/account/").status_code == 200) is lives


def test_no_session_outlives_twelve_hours(page_client: PageClient, session: Session) -> None:
    person(session)
    with time_machine.travel("2026-12-01T09:00:00Z") as clock:
        try_with(page_client)
        for _ in range(23):
            clock.shift(30 * 60)
            assert page_client.raw.get("/account/").status_code == 200
        clock.shift(30 * 60 + 1)
        assert page_client.raw.get("/account/").status_code == 303


def test_an_editor_sets_codes_up_and_then_needs_one(
    page_client: PageClient, session: Session
) -> None:
    person(session, AccountRole.EDITOR)
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False) as clock:
        page = try_with(page_client)
        assert page.heading == "Set up one-time codes"
        [secret] = re.findall(r"<code>([A-Z2-7]+)</code>", page.response.text)
        page = page_client.submit(page, {"code": "000000"}, "main form:not(.waymark-presses)", 422)
        assert page.errors == [
            "That code is not right, or was used: enter the one that the app shows now"
        ]

        page = page_client.submit(
            page, {"code": pyotp.TOTP(secret).at(now())}, "main form:not(.waymark-presses)"
        )
        assert page.heading == "Your account"
        page_client.submit(page, form='form[action="/account/sign-out"]')

        page = try_with(page_client)
        assert page.heading == "Enter your one-time code"
        assert page_client.raw.get("/account/").status_code == 303
        page = page_client.submit(
            page, {"code": pyotp.TOTP(secret).at(now())}, "main form:not(.waymark-presses)", 422
        )
        clock.shift(30)
        page = page_client.submit(
            page, {"code": pyotp.TOTP(secret).at(now())}, "main form:not(.waymark-presses)"
        )
        assert page.heading == "Your account"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/\t/evil.example"],
)
def test_signing_in_leads_to_no_other_site(
    elsewhere: str, page_client: PageClient, session: Session
) -> None:
    person(session)
    form = page_client.get(PATH).form_values("main form:not(.waymark-presses)")

    answer = page_client.raw.post(
        PATH, query_string={"next": elsewhere}, data=form | {"email": EMAIL, "password": PASSWORD}
    )

    assert answer.location == "/account/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(
    page_client: PageClient, session: Session
) -> None:
    person(session)
    led = page_client.raw.get("/gaps/scenarios?miles=3")
    page = page_client.get(led.location)

    answer = page_client.raw.post(
        str(page.one("main form:not(.waymark-presses)")["action"]),
        data=page.form_values("main form:not(.waymark-presses)")
        | {"email": EMAIL, "password": PASSWORD},
    )

    assert answer.location == "/gaps/scenarios?miles=3"


def test_a_made_up_cookie_signs_nobody_in(page_client: PageClient, session: Session) -> None:
    person(session)
    page_client.raw.set_cookie("waymark_account", "gAAAAABmade-up")

    assert page_client.raw.get("/account/").status_code == 303


def test_signing_out_ends_it(page_client: PageClient, session: Session) -> None:
    person(session)
    page = try_with(page_client)

    page_client.submit(page, form='form[action="/account/sign-out"]')

    assert page_client.raw.get("/account/").status_code == 303
