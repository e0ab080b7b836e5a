"""Sending what waits, to a real mail server on this machine."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.application.commands.mail_queue import MOST_TRIES, queue_mail
from directory.application.mail.run import send_due
from directory.application.mail.sender import NotSentError, sender_of
from directory.infrastructure.mail_settings import MailServer, MailSettings
from directory.storage import OutgoingMail
from directory.storage.engine import engine_for
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

pytestmark = pytest.mark.database
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@dataclass
class Inbox:
    letters: list[Envelope] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: SMTP, session: SmtpSession, letter: Envelope) -> str:
        if self.answer.startswith("250"):
            self.letters.append(letter)
        return self.answer


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    engine = engine_for(database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, MailSettings]]:
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        server = MailServer(host="127.0.0.1", port=port, is_secure=False)
        yield inbox, MailSettings(server=server, sender="waymark@council.example")
    finally:
        controller.stop()


def queue(session: Session, key: str = "one", now: datetime = NOW) -> bool:
    queued = queue_mail(
        session, key=key, recipient="team@abc.example", subject="Still right?",
        body="Open the link — it works once.", now=now,
    )  # fmt: skip
    session.commit()
    return queued


def test_a_letter_arrives_once_and_its_text_is_then_forgotten(
    session: Session, inbox: tuple[Inbox, MailSettings]
) -> None:
    box, settings = inbox
    queue(session)

    counts = [send_due(session, settings, sender_of(settings), NOW) for _ in range(2)]

    assert [(c.sent, c.failed) for c in counts] == [(1, 0), (0, 0)]
    [letter] = box.letters
    assert letter.rcpt_tos == ["team@abc.example"]
    assert b"Subject: Still right?" in letter.content
    assert session.scalars(select(OutgoingMail.body)).all() == [""]


def test_the_same_is_not_queued_twice(session: Session) -> None:
    assert queue(session)
    assert not queue(session)


def test_a_server_that_refuses_is_tried_again_later_and_nothing_is_lost(
    session: Session, inbox: tuple[Inbox, MailSettings]
) -> None:
    box, settings = inbox
    box.answer = "451 try again"
    queue(session)

    assert send_due(session, settings, sender_of(settings), NOW).failed == 1
    box.answer = "250 OK"
    assert send_due(session, settings, sender_of(settings), NOW).sent == 0
    later = NOW + timedelta(minutes=2)
    assert send_due(session, settings, sender_of(settings), later).sent == 1
    assert len(box.letters) == 1


def test_a_server_that_is_down_is_given_up_after_the_last_try(session: Session) -> None:
    settings = MailSettings(server=MailServer(host="127.0.0.1", port=1, is_secure=False))
    queue(session)
    at = NOW
    for _ in range(MOST_TRIES):
        assert send_due(session, settings, sender_of(settings), at).failed == 1
        at += timedelta(hours=6)

    [mail] = session.scalars(select(OutgoingMail))
    assert mail.next_try_at is None
    assert mail.failure == "the mail server: ConnectionRefusedError"
    assert mail.body, "an e-mail that was not sent keeps its text"


def test_without_a_server_each_letter_is_a_file(session: Session, tmp_path: Path) -> None:
    settings = MailSettings(folder=tmp_path / "mail")
    queue(session)

    send_due(session, settings, sender_of(settings), NOW)

    [file] = (tmp_path / "mail").iterdir()
    assert b"To: team@abc.example" in file.read_bytes()


def test_another_sender_does_not_send_what_one_has_claimed(session: Session) -> None:
    queue(session)
    seen: list[int] = []

    def slow(_: object) -> None:
        with Session(session.get_bind()) as other:
            seen.append(send_due(other, MailSettings(), slow, NOW).sent)

    assert send_due(session, MailSettings(), slow, NOW).sent == 1
    assert seen == [0]


def test_a_failure_says_nothing_of_the_recipient(session: Session) -> None:
    def refuse(_: object) -> None:
        raise NotSentError("the mail server answered 550")

    queue(session)
    send_due(session, MailSettings(), refuse, NOW)

    [mail] = session.scalars(select(OutgoingMail))
    assert "team@abc.example" not in (mail.failure or "")
