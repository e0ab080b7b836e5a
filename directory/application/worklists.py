"""What the directory team has to look at: lists of entries, each by one condition."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from directory.application.commands.batches import batches
from directory.exchange.directory_file.address_leaks import given_away
from directory.model.assurance import (
    LETTER_AFTER,
    LISTED_AFTER,
    last_check_due_before,
    months_between_checks,
)
from directory.model.columns import KINDS
from directory.model.service_entry import ServiceEntry
from directory.storage import Criterion, Organisation, Service, ServiceArea, ServiceLink, Venue
from directory.storage.entry_repository import entries_of
from directory.storage.geocoded import EXACT

DUE_WITHIN, ENDING_WITHIN = timedelta(days=14), timedelta(days=180)
Condition = ColumnElement[bool]
LACKS: Mapping[str, Condition] = {
    "kind": Service.kind == "other",
    "area": ~select(ServiceArea.code).where(ServiceArea.service_id == Service.id).exists(),
    "ages": and_(Service.age_from_months.is_(None), Service.age_under_months.is_(None)),
}
"""What an entry may lack: without it nobody can be told with certainty that it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """A list: its place in the address, its title, and what to do about it."""

    id: str
    title: str
    advice: str
    condition: Callable[[date], Condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry on a list, as a person looks for it."""

    id: str
    name: str
    organisation: str
    status: str
    assured_on: date | None
    ends_on: date | None
    feed: str | None = None
    """The id of the feed that it comes from."""


def _is_live() -> Condition:
    """Return that an entry is of the directory's own file, and is not closed."""
    return and_(
        Service.feed_id.is_(None),
        Service.status != "closed",
        Service.gone_on.is_(None),
        Service.same_as.is_(None),
    )


def _of_venue(*conditions: Condition) -> Condition:
    """Return that an entry has a venue of which this is so."""
    return select(Venue.id).where(Venue.service_id == Service.id, *conditions).exists()


def _due_before(day: date) -> Condition:
    """Return that an entry was checked, and is to be checked again before a day."""
    kinds: dict[int, list[str]] = {}
    for kind in KINDS:
        kinds.setdefault(months_between_checks(kind), []).append(kind)
    each = (
        and_(Service.kind.in_(some), Service.assured_on <= last_check_due_before(day, months))
        for months, some in kinds.items()
    )
    return or_(*each)


def _overdue(on: date) -> Condition:
    return _due_before(on)


def _due(on: date) -> Condition:
    return and_(_due_before(on + DUE_WITHIN + timedelta(days=1)), ~_due_before(on))


def _never(_: date) -> Condition:
    return Service.assured_on.is_(None)


def _ending(on: date) -> Condition:
    return Service.ends_on.between(on, on + ENDING_WITHIN)


def _ended(on: date) -> Condition:
    return Service.ends_on < on


def _without_criteria(_: date) -> Condition:
    stated = select(Criterion.fact).where(Criterion.service_id == Service.id).exists()
    return and_(~stated, LACKS["ages"])


def _unlocated(_: date) -> Condition:
    names_a_place = or_(Venue.postcode.is_not(None), Venue.address.is_not(None))
    return _of_venue(Venue.easting.is_(None), names_a_place)


def _rough(_: date) -> Condition:
    return _of_venue(Venue.located_by.is_not(None), Venue.located_by.not_in(EXACT))


def _twin(_: date) -> Condition:
    """Return that another entry has the same name and organisation, in a feed or out of it."""
    other = aliased(Service)
    return (
        select(other.id)
        .where(
            other.id != Service.id,
            func.lower(other.name) == func.lower(Service.name),
            other.organisation_id == Service.organisation_id,
            other.gone_on.is_(None),
            other.same_as.is_(None),
        )
        .exists()
    )


def _unanswered(on: date) -> Condition:
    """Return that the last letter about the check that is due was not answered for 4 weeks."""
    return (
        select(ServiceLink.digest)
        .where(
            ServiceLink.service_id == Service.id,
            ServiceLink.letter == len(LETTER_AFTER),
            ServiceLink.made_on <= on - LISTED_AFTER,
            or_(Service.assured_on.is_(None), Service.assured_on < ServiceLink.due_on),
        )
        .exists()
    )


WORKLISTS: tuple[Worklist, ...] = (
    Worklist(
        id="overdue",
        title="The next check is overdue",
        advice="Ask the service whether the entry is still right.",
        condition=_overdue,
    ),
    Worklist(
        id="unanswered",
        title="Three letters without an answer",
        advice="Nobody at the service answers e-mails: ring it. Nothing in the entry has changed.",
        condition=_unanswered,
    ),
    Worklist(
        id="due",
        title="To be checked within 2 weeks",
        advice="Ask the service whether the entry is still right.",
        condition=_due,
    ),
    Worklist(
        id="never-checked",
        title="Never checked",
        advice="Nobody has said on which day these were right.",
        condition=_never,
    ),
    Worklist(
        id="ending",
        title="Funding or contract ends within 6 months",
        advice="Find out whether it goes on.",
        condition=_ending,
    ),
    Worklist(
        id="ended",
        title="The end has passed, and the entry is not closed",
        advice="Families are told that these are closed. Close them, or write in the new end.",
        condition=_ended,
    ),
    Worklist(
        id="no-area",
        title="No area stated",
        advice="A service that names no area “may fit” everywhere, and surely fits nowhere.",
        condition=lambda _: LACKS["area"],
    ),
    Worklist(
        id="no-criteria",
        title="Nothing about who it takes",
        advice="Without ages and needs no family can be told that it fits.",
        condition=_without_criteria,
    ),
    Worklist(
        id="unlocated",
        title="A place that is on no map",
        advice="Its postcode or address was not found, so nobody is told that it is near.",
        condition=_unlocated,
    ),
    Worklist(
        id="roughly-placed",
        title="A place that is only roughly known",
        advice="Its postcode is not in the list: the middle of a wider area stands for it.",
        condition=_rough,
    ),
    Worklist(
        id="twins",
        title="Likely the same as another entry",
        advice="Two entries have one name and one organisation.",
        condition=_twin,
    ),
)
BY_ID: Mapping[str, Worklist] = {each.id: each for each in WORKLISTS}


def counts_of(session: Session, on: date) -> dict[str, int]:
    """Return how many entries stand on each list."""
    return {each.id: _count(session, each.condition(on)) for each in WORKLISTS}


def entries_on(session: Session, id: str, on: date, most: int | None = None) -> list[ListedEntry]:
    """Return the entries of a list, those that were checked longest ago first."""
    return listed_entries(session, [BY_ID[id].condition(on)], most)


def found_entries(session: Session, words: str, most: int) -> list[ListedEntry]:
    """Return entries, those of feeds too, whose name or organisation holds the words."""
    parts = [f"%{_escaped(word)}%" for word in words.split()]
    each = [
        or_(Service.name.ilike(p, escape="\\"), Organisation.name.ilike(p, escape="\\"))
        for p in parts
    ]
    return listed_entries(session, each, most, live=Service.gone_on.is_(None))


def listed_entries(
    session: Session,
    conditions: Iterable[Condition],
    most: int | None,
    *,
    live: Condition | None = None,
) -> list[ListedEntry]:
    """Return entries of which all of this is so, those that were checked longest ago first.

    `live` says which are looked at: where nothing is said, own entries that are not closed.
    """
    live = _is_live() if live is None else live
    query = (
        select(
            Service.id, Service.name, Organisation.name, Service.status, Service.assured_on,
            Service.ends_on, Service.feed_id,
        )
        .join(Organisation)
        .where(live, *conditions)
        .order_by(Service.assured_on.is_not(None), Service.assured_on, Service.name, Service.id)
        .limit(most)
    )  # fmt: skip
    return [
        ListedEntry(
            id=id,
            name=name,
            organisation=by,
            status=status,
            assured_on=assured,
            ends_on=ends,
            feed=feed,
        )
        for id, name, by, status, assured, ends, feed in session.execute(query)
    ]


def telling_entries(session: Session) -> list[str]:
    """Return the ids of entries whose address is hidden and whose own words tell where it is."""
    hidden = select(Venue.service_id).where(Venue.hide_address.is_(True)).distinct()
    ids = list(session.scalars(hidden))
    found = (entries_of(session, some) for some in batches(ids))
    return [entry.id for entries in found for entry in entries.values() if _tells(entry)]


def _tells(entry: ServiceEntry) -> bool:
    return any(True for _ in given_away((1, row.venue, entry.values) for row in entry.rows))


def _count(session: Session, condition: Condition) -> int:
    found = select(func.count()).select_from(Service).where(_is_live(), condition)
    return session.scalar(found) or 0


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
