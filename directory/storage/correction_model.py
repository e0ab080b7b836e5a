"""What somebody told of an entry that is wrong."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base


class Correction(Base):
    """What somebody told of an entry that is wrong, for the directory team to deal with."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    what: Mapped[str]
    """One of directory.application.commands.corrections.WRONG."""
    text: Mapped[str | None] = mapped_column(Text)
    """What they wrote; taken away when it is dealt with."""
    role: Mapped[str | None]
    """Who told it, by role; taken away with the text."""
    visitor: Mapped[str | None]
    """A digest of who told it, of that day only, so that one visitor cannot shut out others."""
    hid: Mapped[str | None]
    """The places of the venues that it hid, and in which version: `12345:0;2`."""
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    settled_by: Mapped[str | None]
    """A role."""
    outcome: Mapped[str | None]
    """One of directory.application.commands.corrections.OUTCOMES; None while it waits."""
