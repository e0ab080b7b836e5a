"""Where e-mails go: an SMTP server, or in development a folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from directory.infrastructure import paths

SECURE_PORT, PLAIN_PORT = 465, 25
FOLDER = paths.instance() / "mail"
SENDER, SITE = "waymark@localhost", "http://127.0.0.1:5000"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """An SMTP server; `smtps` speaks TLS from the first byte, `smtp` turns to it where it can."""

    host: str
    port: int
    is_secure: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The server, or the folder where each e-mail becomes a file; whom they are from."""

    server: MailServer | None = None
    folder: Path = FOLDER
    sender: str = SENDER
    site: str = SITE
    """The address of this copy, with which every link in an e-mail begins."""


def read_mail(environ: Mapping[str, str], problems: list[str]) -> MailSettings:
    """Return where e-mails go; add what is wrong to `problems`, never a password."""
    sender = environ.get("WAYMARK_MAIL_FROM") or SENDER
    if "@" not in sender.strip("@"):
        problems.append("WAYMARK_MAIL_FROM must be an e-mail address")
    site = (environ.get("WAYMARK_SITE") or SITE).rstrip("/")
    if not site.startswith(("https://", "http://")):
        problems.append("WAYMARK_SITE must begin with https:// or http://")
    folder = Path(environ.get("WAYMARK_MAIL_FOLDER") or FOLDER)
    return MailSettings(server=_server(environ, problems), folder=folder, sender=sender, site=site)


def _server(environ: Mapping[str, str], problems: list[str]) -> MailServer | None:
    value = environ.get("WAYMARK_SMTP")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("not an SMTP server")
        port = parts.port
    except ValueError:
        problems.append("WAYMARK_SMTP must be smtp://user:password@host:port, or smtps://…")
        return None
    is_secure = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=port or (SECURE_PORT if is_secure else PLAIN_PORT),
        is_secure=is_secure,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
