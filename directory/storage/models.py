"""Organisations, services, venues, areas and criteria.

The columns of a service: docs/directory.md. None, or no words, is not stated, never "no".
"""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.storage.base import Base, WordList


class Organisation(Base):
    """Who provides services."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String)
    number: Mapped[str | None] = mapped_column(String)

    __table_args__ = (Index("uq_organisation_name_number", "name", "number", unique=True),)


def _index_of_the_few(column: str) -> Index:
    """Return an index of the services that have something in a column which most leave empty.

    An index of all would be taken to find those that leave it empty, which is nearly everyone.
    """
    few = text(f"{column} IS NOT NULL")
    return Index(f"ix_service_{column}", column, sqlite_where=few, postgresql_where=few)


class Service(Base):
    """One provider's local offer, of a programme or of general help."""

    __tablename__ = "service"
    __table_args__ = (_index_of_the_few("feed_id"), _index_of_the_few("same_as"))

    id: Mapped[str] = mapped_column(String, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    programme: Mapped[str | None] = mapped_column(String, index=True)
    kind: Mapped[str] = mapped_column(String, index=True)
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    age_from_months: Mapped[int | None]
    age_under_months: Mapped[int | None]
    eligibility_note: Mapped[str | None] = mapped_column(Text)
    delivery: Mapped[tuple[str, ...]] = mapped_column(WordList)
    referral_routes: Mapped[tuple[str, ...]] = mapped_column(WordList)
    referral_note: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None]
    hours: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None]
    url: Mapped[str | None]
    cost: Mapped[str | None]
    waiting_weeks: Mapped[int | None]
    waiting_as_of: Mapped[date | None]
    capacity: Mapped[str | None]
    """One of directory.model.capacity.CAPACITIES; a service without places still runs."""
    places_per_year: Mapped[int | None]
    cost_per_place: Mapped[int | None]
    languages: Mapped[tuple[str, ...]] = mapped_column(WordList)
    accessibility: Mapped[tuple[str, ...]] = mapped_column(WordList)
    trained_staff: Mapped[int | None]
    accreditation: Mapped[str | None]
    accreditation_expires: Mapped[date | None]
    weeks: Mapped[int | None]
    sessions: Mapped[int | None]
    on_call: Mapped[bool | None]
    assured_on: Mapped[date | None]
    assured_by: Mapped[str | None]

    feed_id: Mapped[str | None] = mapped_column(ForeignKey("feed.id"))
    """The feed that states it; None for a service of this directory's own file."""
    remote_id: Mapped[str | None]
    """Its id in that feed."""
    vendor: Mapped[str | None] = mapped_column(Text)
    """What that feed states beside the standard, as JSON."""
    same_as: Mapped[str | None] = mapped_column(ForeignKey("service.id"))
    """The entry that stands for this one, where the directory team said that both are one."""
    taken_in_on: Mapped[date | None]
    """When it was first taken in: its first check counts from then."""
    changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When an import last added, changed or retired it; None where that was not kept yet."""
    changed_in: Mapped[int] = mapped_column(BigInteger, index=True, server_default="0")
    """The version of the directory in which anything of it, or of its venues, last changed."""
    position: Mapped[int]
    """Its place in the last file, so that an export keeps the order."""
    is_sample: Mapped[bool] = mapped_column(default=False)
    """Made up, to show the tool with; never mixed with a real directory."""
    gone_on: Mapped[date | None]
    """When it was first missing from an imported file; nothing is ever deleted."""

    organisation: Mapped[Organisation] = relationship()
    feed: Mapped["Feed | None"] = relationship()
    venues: Mapped[list["Venue"]] = relationship(order_by="Venue.position")
    areas: Mapped[list["ServiceArea"]] = relationship(order_by="ServiceArea.position")
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position")


class Venue(Base):
    """A place where a service is delivered."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int]
    name: Mapped[str | None]
    address: Mapped[str | None]
    postcode: Mapped[str | None]
    hide_address: Mapped[bool | None]
    """The name, address and point then leave on no route out, not even as a distance."""
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    authority: Mapped[str | None] = mapped_column(String)
    located_by: Mapped[str | None]

    __table_args__ = (Index("ix_venue_grid", "easting", "northing"),)


class ServiceArea(Base):
    """An area, by its ONS code, whose families a service takes."""

    __tablename__ = "service_area"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String, index=True)


class Criterion(Base):
    """One fact that a service accepts, requires or excludes."""

    __tablename__ = "criterion"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String, primary_key=True)
    """accepts_abuse, accepts_carers, requires or excludes."""
    position: Mapped[int] = mapped_column(primary_key=True)
    fact: Mapped[str]


class Feed(Base):
    """Another directory, whose services are taken in from its Open Referral feed."""

    __tablename__ = "feed"

    id: Mapped[str] = mapped_column(String, primary_key=True)
    """A short name, as in an address; the ids of its services here begin with it."""
    source: Mapped[str]
    """Its address, or the file it was added from."""
    title: Mapped[str | None]
    version: Mapped[str | None]
    """The version of the standard that it says it follows."""
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    tried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    pulled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was last taken in whole."""
    outcome: Mapped[str | None] = mapped_column(Text)
    """What the last try came to, in words."""


class ServiceChange(Base):
    """Something that happened to an entry, as readers of the directory are told."""

    __tablename__ = "service_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    what: Mapped[str] = mapped_column(String)
    """One of directory.model.change_events.What."""
    changed: Mapped[dict[str, list[str | None]]] = mapped_column(JSON)
    """The columns that changed, each with what its cell held before and after.

    As the directory file writes it: "" where it was not stated; None where it is not kept, as of
    words, contacts and places.
    """

    @property
    def is_added(self) -> bool:
        """Say whether the service was new: nothing was stated before."""
        return not self.changed and self.what != "left"

    def states(self, *columns: str) -> bool:
        """Say whether one of these columns got its value here."""
        return self.is_added or not self.changed.keys().isdisjoint(columns)


class ServiceWords(Base):
    """The words of a service, made plain (`domain.search.normalise`), for the full-text index."""

    __tablename__ = "service_words"

    number: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), unique=True)
    name: Mapped[str] = mapped_column(Text)
    rest: Mapped[str] = mapped_column(Text)


class DirectoryVersion(Base):
    """One row that changes with every change of the directory, so that answers can be kept."""

    __tablename__ = "directory_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class AuditEvent(Base):
    """Who did what, and when; counts and ids only."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[str]
    action: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
    version: Mapped[int | None] = mapped_column(BigInteger, index=True)
    """The number of the version of the directory that it made; None for what changes no answer."""


class FeedPull(Base):
    """How far the last pull of a feed has come, so that one that was stopped can go on."""

    __tablename__ = "feed_pull"

    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), primary_key=True)
    number: Mapped[int]
    """Counts the pulls of this feed."""
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_page: Mapped[int]
    last_page: Mapped[str | None]
    """A digest of the last page, to notice one that comes again."""
    is_listed: Mapped[bool]
    """Whether every page was read."""
    is_finished: Mapped[bool]
    """Whether it was taken in, or given up."""
    problems: Mapped[str] = mapped_column(Text)
    """Problems of records that cannot be staged, as JSON."""


class FeedRecord(Base):
    """One service as a feed last gave it, without what is of persons."""

    __tablename__ = "feed_record"

    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), primary_key=True)
    remote_id: Mapped[str] = mapped_column(String, primary_key=True)
    position: Mapped[int]
    listed_in: Mapped[int]
    """The number of the pull that last found it listed."""
    read_in: Mapped[int]
    """The number of the pull that last settled what it states; 0 for none."""
    listed: Mapped[str] = mapped_column(Text)
    """As the list has it, as JSON."""
    document: Mapped[str | None] = mapped_column(Text)
    """As it is by its id, as JSON."""
    etag: Mapped[str | None]
    notes: Mapped[str] = mapped_column(Text)
    """What was taken out at the door, as JSON."""


class FeedProblem(Base):
    """Something of a record that the last pull repaired, left out, or set aside."""

    __tablename__ = "feed_problem"

    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[str] = mapped_column(ForeignKey("feed.id"), index=True)
    record: Mapped[str]
    """The id of the record in the feed, or its place where it has none."""
    field: Mapped[str]
    found: Mapped[str]
    became: Mapped[str]


class DifferentServices(Base):
    """Two entries that look like one service, and that the directory team said are two."""

    __tablename__ = "different_services"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    """The one whose id comes first."""
    other_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str]
    """A role."""
