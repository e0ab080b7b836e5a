"""What this directory's team adds to a feed, apart from what the feed states: it survives pulls."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from directory.storage.base import Base

TERM, AREA, WHOLE = "term", "area", "whole"
"""What a rule is about: a term, the name of an area, or every entry of the feed."""


class FeedRule(Base):
    """What a term, or the name of an area, of a feed means here; or what all of it serves."""

    __tablename__ = "feed_rule"

    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), primary_key=True)
    what: Mapped[str] = mapped_column(String, primary_key=True)
    """term, area or whole."""
    key: Mapped[str] = mapped_column(String, primary_key=True)
    """The term or name, without capitals and doubled spaces; empty for the whole feed."""
    kind: Mapped[str | None]
    programme: Mapped[str | None]
    area: Mapped[str | None]
    """An ONS code."""
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str]
    """A role."""


class EntryOverlay(Base):
    """What holds for one entry of a feed in place of what the feed states."""

    __tablename__ = "entry_overlay"

    service_id: Mapped[str] = mapped_column(String, primary_key=True)
    column: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    """As it stands in a cell of the directory file; empty: not stated."""
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str]
    """A role."""


class FeedStated(Base):
    """What a feed itself states in a column in which something else holds."""

    __tablename__ = "feed_stated"

    service_id: Mapped[str] = mapped_column(String, primary_key=True)
    column: Mapped[str] = mapped_column(String, primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), index=True)
    stated: Mapped[str] = mapped_column(Text)
    """As it stands in a cell of the directory file; empty: not stated."""


class FeedContact(Base):
    """Whether an address at a personal host, that was in doubt, is of a group or of a person."""

    __tablename__ = "feed_contact"

    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String, primary_key=True)
    """A digest that stands for the address, which itself is not kept here."""
    is_group: Mapped[bool]
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str]
    """A role."""


class DroppedSuggestion(Base):
    """What the words of an entry seem to name, and an editor said is not right."""

    __tablename__ = "dropped_suggestion"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    """The entry, the column, and the cells that were suggested: others may be suggested again."""
    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), index=True)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str]
    """A role."""


def stated_by_feed(session: Session, service_id: str) -> Mapping[str, str]:
    """Return what the feed itself states of an entry, by column, where something else holds."""
    found = select(FeedStated.column, FeedStated.stated).where(FeedStated.service_id == service_id)
    found = found.order_by(FeedStated.column)
    return {column: stated for column, stated in session.execute(found)}
