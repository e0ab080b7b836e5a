"""E-mails that wait to be sent, and those that were."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base


class OutgoingMail(Base):
    """An e-mail of the product's own; it never says anything about a family."""

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String, unique=True)
    """What it is about: the same is never sent twice."""
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    """Emptied when it was sent: it may hold a link that opens something."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    queued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_try_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)
    """None for what was sent, or given up."""
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failure: Mapped[str | None] = mapped_column(Text)
    """What the mail server said last."""
