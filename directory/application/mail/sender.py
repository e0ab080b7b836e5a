"""How one e-mail leaves."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol

from directory.infrastructure.mail_settings import MailServer, MailSettings

TIMEOUT_SECONDS = 20


class NotSentError(Exception):
    """The server did not take it; the words hold no address."""


class Sender(Protocol):
    """What takes an e-mail away."""

    def __call__(self, message: EmailMessage) -> None:
        """Send it. Raises NotSentError."""


def sender_of(settings: MailSettings) -> Sender:
    """Return what sends by the server of the settings, or else writes files into the folder."""
    server = settings.server
    if server is None:
        return lambda message: _write(settings, message)
    return lambda message: _send(server, message)


def message_of(settings: MailSettings, recipient: str, subject: str, body: str) -> EmailMessage:
    """Return a plain-text e-mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.sender, recipient, subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _send(server: MailServer, message: EmailMessage) -> None:
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password or "")
            connection.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise NotSentError(f"the mail server answered {error.smtp_code}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSentError(f"the mail server: {type(error).__name__}") from None


def _connected(server: MailServer) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if server.is_secure:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=trusted)
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=trusted)
    return connection


def _write(settings: MailSettings, message: EmailMessage) -> None:
    name = message["Message-ID"].strip("<>").partition("@")[0]
    try:
        settings.folder.mkdir(parents=True, exist_ok=True)
        (settings.folder / f"{name}.eml").write_bytes(bytes(message))
    except OSError as error:
        raise NotSentError(f"the folder for e-mails: {error.strerror}") from None
