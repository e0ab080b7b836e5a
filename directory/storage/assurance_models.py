"""Letters to services, and what people with accounts want to be told of."""

from datetime import date, datetime

from sqlalchemy import JSON, DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base


class ServiceLink(Base):
    """A letter that asks a service whether its entry is right, by the link that it holds."""

    __tablename__ = "service_link"

    digest: Mapped[str] = mapped_column(String, primary_key=True)
    """Of the secret in the link; the secret itself is kept nowhere."""
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    due_on: Mapped[date]
    """The day of the check that it asks for."""
    letter: Mapped[int]
    """The first, second or third about that check."""
    made_on: Mapped[date]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When somebody said with it that the entry is right."""

    __table_args__ = (UniqueConstraint("service_id", "due_on", "letter"),)


class Watch(Base):
    """What an account is told of: a service, a programme in an area, or a search."""

    __tablename__ = "watch"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str]
    """service, programme or search."""
    subject: Mapped[str] = mapped_column(Text)
    """The id of the service; `programme|area`; or the filters of the search."""
    often: Mapped[str]
    """`once` for at once, or `weekly`."""
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_change: Mapped[int]
    """The last service_change that was told, or was there before."""
    seen_on: Mapped[date]
    """The last day up to which ends were told."""
    found: Mapped[list[str] | None] = mapped_column(JSON)
    """Of a search, the services that it found when it was last told."""

    __table_args__ = (UniqueConstraint("account_id", "what", "subject"),)
