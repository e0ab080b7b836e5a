"""What an online geocoder answered about the addresses of venues."""

from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, Text, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from directory.storage.base import Base
from directory.storage.models import Venue

EXACT = ("postcode", "terminated")
"""How a venue was located where that is by its own postcode, and no address is needed."""
BY_ADDRESS = "address"
"""How a venue was located where that is by its address."""


class GeocodedAddress(Base):
    """One address that was asked about once: its point, or why there is none."""

    __tablename__ = "geocoded_address"

    address: Mapped[str] = mapped_column(Text, primary_key=True)
    """As it was sent, in one line."""
    source: Mapped[str]
    """Who answered: the geocoder and, where it is not the usual one, its server."""
    credit: Mapped[str]
    """Whom its answers credit, in the words to show."""
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    authority: Mapped[str | None]
    """The code of the authority of the nearest postcode."""
    error_m: Mapped[int | None]
    """How far the place that was found stretches from the point, metres."""
    found_as: Mapped[str | None] = mapped_column(Text)
    """What the geocoder calls it."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why no point is kept, in words; None where one is."""


def in_one_line(address: str) -> str:
    """Return an address as it is sent and kept."""
    return " ".join(address.split())


def without_point() -> ColumnElement[bool]:
    """Return the condition for venues that are shown and stand at no point of their own."""
    located = or_(Venue.easting.is_(None), Venue.located_by.not_in([*EXACT, BY_ADDRESS]))
    return and_(Venue.hide_address.is_not(True), located)
