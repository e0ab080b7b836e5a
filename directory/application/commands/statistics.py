"""Taking in figures about children by area: each set in force is replaced whole, or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.application.commands.audit import hold_directory, record
from directory.application.commands.batches import batches
from directory.exchange.statistics.deprivation import Deprivation
from directory.exchange.statistics.need import Need
from directory.exchange.statistics.need_shares import NeedShares
from directory.exchange.statistics.population import Population
from directory.exchange.statistics.publication_registry import Publication
from directory.exchange.statistics.travel_times import TravelTimesFile
from directory.storage import (
    AreaClass,
    Base,
    FigureSource,
    NeedFigure,
    NeedShare,
    PopulationArea,
    TravelTime,
)

POPULATION, NEED, TRAVEL, SHARES = "population", "need", "travel", "shares"
DEPRIVATION = "deprivation"
AUTHORITIES = "authority"
AT_ONCE = 100_000
"""Stored times that are compared at once: a national table holds millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """One set of figures, as it goes into its table."""

    what: str
    table: type[Base]
    published: Publication
    areas: str
    rows: Iterable[Mapping[str, Any]]
    detail: Mapping[str, int]
    is_stored: Callable[[Session], bool]
    """Whether the table holds these rows and no others."""


def take_population(
    session: Session, population: Population, *, actor: str, now: datetime, is_sample: bool
) -> bool:
    """Replace the children by area whole and return whether that was done; the caller commits.

    A sample never replaces a real set. What is there already changes nothing, and leaves no audit
    event.
    """
    taken = _Set(
        what=POPULATION,
        table=PopulationArea,
        published=population.published,
        areas=population.areas,
        rows=(rows := tuple(asdict(row) for row in population.rows)),
        is_stored=lambda session: _are_stored(session, PopulationArea, rows),
        detail={"areas": len(population.rows), "children": population.children},
    )
    return _take(session, taken, actor=actor, now=now, is_sample=is_sample)


def take_need(session: Session, need: Need, *, actor: str, now: datetime, is_sample: bool) -> bool:
    """Replace the figures of children in need whole and return whether that was done.

    As take_population; the caller commits.
    """
    taken = _Set(
        what=NEED,
        table=NeedFigure,
        published=need.published,
        areas=AUTHORITIES,
        rows=(rows := tuple(asdict(row) for row in need.rows)),
        is_stored=lambda session: _are_stored(session, NeedFigure, rows),
        detail={"figures": len(need.rows), "withheld": need.withheld},
    )
    return _take(session, taken, actor=actor, now=now, is_sample=is_sample)


def take_shares(session: Session, shares: NeedShares, *, actor: str, now: datetime) -> bool:
    """Replace the shares that councils set for the steps of need, and return whether it was done.

    As take_population; there are none in the sample. The caller commits.
    """
    rows = tuple(asdict(row) for row in shares.rows)
    taken = _Set(
        what=SHARES,
        table=NeedShare,
        published=shares.published,
        areas=AUTHORITIES,
        rows=rows,
        is_stored=lambda session: _are_stored(session, NeedShare, rows),
        detail={"shares": len(rows)},
    )
    return _take(session, taken, actor=actor, now=now, is_sample=False)


def take_deprivation(
    session: Session, deprivation: Deprivation, *, actor: str, now: datetime
) -> bool:
    """Replace how deprived each LSOA is whole and return whether that was done.

    As take_population; there is none in the sample. The caller commits.
    """
    rows = tuple(asdict(row) for row in deprivation.rows)
    taken = _Set(
        what=DEPRIVATION,
        table=AreaClass,
        published=deprivation.published,
        areas=deprivation.areas,
        rows=rows,
        is_stored=lambda session: _are_stored(session, AreaClass, rows),
        detail={"areas": len(rows)},
    )
    return _take(session, taken, actor=actor, now=now, is_sample=False)


def take_travel(session: Session, travel: TravelTimesFile, *, actor: str, now: datetime) -> bool:
    """Replace the table of travel times whole and return whether that was done.

    As take_population; there is none in the sample. The caller commits.
    """
    taken = _Set(
        what=TRAVEL,
        table=TravelTime,
        published=travel.published,
        areas=travel.kind,
        rows=travel.rows(),
        is_stored=lambda session: _times_are_stored(session, travel),
        detail={
            "times": len(travel.key),
            "areas": len(travel.areas),
            "postcodes": len(travel.postcodes),
        },
    )
    return _take(session, taken, actor=actor, now=now, is_sample=False)


def _take(session: Session, taken: _Set, *, actor: str, now: datetime, is_sample: bool) -> bool:
    hold_directory(session)
    before = session.get(FigureSource, taken.what)
    if before and is_sample and not before.is_sample:
        return False
    if before and _says(before, taken, is_sample) and taken.is_stored(session):
        return False
    _replace(session, taken)
    session.merge(
        FigureSource(
            what=taken.what,
            **asdict(taken.published),
            areas=taken.areas,
            is_sample=is_sample,
            taken_at=now,
        )
    )
    detail = {**taken.detail, "sample": is_sample}
    record(session, f"{taken.what}.import", actor=actor, now=now, detail=detail)
    return True


def _says(before: FigureSource, taken: _Set, is_sample: bool) -> bool:
    about = taken.published
    return (before.title, before.dated, before.licence, before.areas, before.is_sample) == (
        *(about.title, about.dated, about.licence),
        *(taken.areas, is_sample),
    )


def _are_stored(session: Session, holder: type[Base], rows: Iterable[Mapping[str, Any]]) -> bool:
    table = Base.metadata.tables[holder.__tablename__]
    stored = (dict(row) for row in session.execute(select(table)).mappings())
    return set(map(_frozen, stored)) == set(map(_frozen, rows))


def _times_are_stored(session: Session, travel: TravelTimesFile) -> bool:
    """Compare some times at once: all of a national table would not fit into memory as rows."""
    if session.scalar(select(func.count()).select_from(TravelTime)) != len(travel.key):
        return False
    stored = session.execute(select(TravelTime.area, TravelTime.postcode, TravelTime.minutes))
    return all(travel.holds(some) for some in stored.partitions(AT_ONCE))


def _frozen(row: Mapping[str, Any]) -> frozenset[tuple[str, Any]]:
    return frozenset(row.items())


def _replace(session: Session, taken: _Set) -> None:
    """Insert by the table: its class would make a statement of every set of empty columns."""
    table = Base.metadata.tables[taken.table.__tablename__]
    session.execute(delete(taken.table))
    for some in batches(taken.rows):
        session.execute(insert(table), some)
    session.expire_all()
