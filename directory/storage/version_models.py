"""Every version of an entry, and changes that wait for an editor."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base

Cells = dict[str, str]
"""Columns of the directory file by their names, each cell as the file writes it."""


class ServiceVersion(Base):
    """One change of one entry: what stood there before and after, for editors to read.

    Of a venue whose address is hidden, before or after, only that it is hidden is kept.
    """

    __tablename__ = "service_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"))
    version: Mapped[int] = mapped_column(BigInteger)
    """The version of the directory that the change made."""
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[str]
    """Who did it: a role and the number of the account, or the role that a command was given."""
    source: Mapped[str]
    """From where: a screen, a file or a link."""
    before: Mapped[Cells] = mapped_column(JSON)
    """The columns that changed, as they were; the venues are one of them."""
    after: Mapped[Cells] = mapped_column(JSON)

    __table_args__ = (Index("ix_service_version_service", "service_id", "version"),)


class ProposedChange(Base):
    """What a provider asks to change of an entry, until an editor decides."""

    __tablename__ = "proposed_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(String, index=True)
    """The entry; one that is new is not in the directory yet."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Who asks; None where the account was deleted since."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    based_on: Mapped[int] = mapped_column(BigInteger)
    """The version of the entry that the provider saw; 0 for a new one."""
    cells: Mapped[Cells] = mapped_column(JSON)
    """The columns that would change; the venues are one of them."""
    note: Mapped[str | None] = mapped_column(Text)
    """What the editor says to the provider."""
    outcome: Mapped[str | None]
    """approved, sent back, or withdrawn; None while it waits."""
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str | None]
