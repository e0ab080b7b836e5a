"""The first answer of gaps: the largest shortfalls, each with its range, and what is not known.

The page, its downloads, the API and the command read it, so they say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.gap_query import GapQuery, GapTarget
from directory.domain.coverage.report import chosen_authorities, say_where
from directory.domain.coverage.service_columns import PlacesColumns
from directory.domain.need.chain_data import NeedChains
from directory.domain.need.children_by_area import meant_by
from directory.domain.need.need_rows import NeedColumn, ProgrammeRow, counted_targets, need_row
from directory.domain.need.published_figures import chain_inputs
from directory.domain.need.quantity import Quantity
from directory.domain.need.reach_range import ReachRange
from directory.domain.need.services_reach import services_reach
from directory.exchange.statistics.authorities import district_of
from directory.model.service_line import ServiceLine
from directory.storage import reference_data
from directory.storage.column_store import STORES
from directory.storage.snapshot import Numbers
from matcher import Knowledge

MOST_ROWS, MOST_COLUMNS, MOST_UNKNOWNS, SENTENCES = 14, 12, 10, 3
LEAST_CHILDREN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownService:
    """A service that may take children and does not say so, and how many that would move."""

    service: ServiceLine
    target: GapTarget
    children: float
    """Of these ages, who would have a service that says it takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A row with whom services reach of the children of these ages, in all columns together."""

    row: ProgrammeRow
    reached: Quantity
    unknowns: tuple[UnknownService, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedReport:
    """The rows that are shown, by shortfall, and the rest."""

    where: str
    columns: tuple[NeedColumn, ...]
    rows: tuple[ReportRow, ...]
    rest: tuple[ProgrammeRow, ...]
    has_sample: bool
    """Whether services of the sample directory are counted."""

    @property
    def worst(self) -> tuple[ReportRow, ...]:
        """Return the rows with the largest shortfalls, at most three.

        A row of which only the most is known is among them only where of none more is known: the
        most is often every child in need, and would read as the largest shortfall of all.
        """
        told = [each for each in self.rows if _is_short(each.row.total.short)]
        known = [each for each in told if _is_likely(each.row.total.short)]
        return tuple((known or told)[:SENTENCES])

    @property
    def of_unknown_need(self) -> int:
        """Return of how many programmes besides `worst` nobody has said which share needs them."""
        named = {each.row.target for each in self.worst}
        every = [*(each.row for each in self.rows), *self.rest]
        return sum(row.target not in named and not _is_likely(row.total.short) for row in every)

    @property
    def unknowns(self) -> tuple[UnknownService, ...]:
        """Return what to find out, what moves most children first: each service once."""
        every = [each for row in self.rows for each in row.unknowns]
        every.sort(key=lambda each: (-round(each.children), each.service.id, each.target.id))
        first = {each.service.id: each for each in reversed(every)}
        return tuple(each for each in every if first[each.service.id] is each)[:MOST_UNKNOWNS]

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the figures and shares that nobody has, each once."""
        return tuple(dict.fromkeys(ask for each in self.rows for ask in each.row.total.asks))


def need_report(
    session: Session,
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    query: GapQuery,
) -> NeedReport:
    """Return the answer to a question; kept until a service or a figure changes."""
    return ground.keep(
        ("need report", query), lambda: _report(session, ground, knowledge, chains, query)
    )


def one_row(
    session: Session,
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    query: GapQuery,
    target: GapTarget,
) -> ReportRow:
    """Return the row of one recommendation. Raises KeyError for one without a chain."""
    columns = columns_of(chosen_authorities(ground, query.areas))
    [row] = _rows(session, ground, knowledge, chains, query, columns, [target])
    return _with_reach(ground, knowledge, chains, query, columns, row)


def columns_of(chosen: Sequence[ChildrensAuthority]) -> tuple[NeedColumn, ...]:
    """Return a column for each authority, or for each region where they are many."""
    if len(chosen) <= MOST_COLUMNS:
        return tuple(
            NeedColumn(code=each.code, name=each.name, authorities=(each,)) for each in chosen
        )
    by_region: dict[str, list[ChildrensAuthority]] = {}
    for each in chosen:
        district = district_of(each.districts[0])
        # One that is none of today's stands by itself: it is in no region that we could name.
        by_region.setdefault(district.region if district else each.code, []).append(each)
    found = (
        NeedColumn(code=code, name=reference_data.area_name(code) or code, authorities=tuple(some))
        for code, some in by_region.items()
    )
    return tuple(sorted(found, key=lambda column: column.name))


def _report(
    session: Session,
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    query: GapQuery,
) -> NeedReport:
    chosen = chosen_authorities(ground, query.areas)
    columns = columns_of(chosen)
    targets = list(counted_targets(knowledge, chains))
    rows = _rows(session, ground, knowledge, chains, query, columns, targets) if columns else []
    rows.sort(key=lambda row: row.order)
    return NeedReport(
        where=say_where(ground, chosen),
        columns=columns,
        rows=tuple(
            _with_reach(ground, knowledge, chains, query, columns, row) for row in rows[:MOST_ROWS]
        ),
        rest=tuple(rows[MOST_ROWS:]),
        has_sample=ground.snapshot.has_sample,
    )


def _rows(
    session: Session,
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    query: GapQuery,
    columns: Sequence[NeedColumn],
    targets: Sequence[GapTarget],
) -> list[ProgrammeRow]:
    every = [each for column in columns for each in column.authorities]
    inputs = chain_inputs(session, ground, every, query.terms.on)
    places = places_stated(session, ground)
    return [
        need_row(ground, knowledge, chains, target, query.terms, columns, inputs, places)
        for target in targets
    ]


def places_stated(session: Session, ground: AnalysisData) -> Numbers:
    """Return the places a year that each service of the ground states, in its order."""
    columns = STORES.current(session, PlacesColumns)
    stated: Mapping[str, int] = dict(
        zip(columns.snapshot.ids, columns.places_per_year.tolist(), strict=True)
    )
    return np.array([stated.get(id, -1) for id in ground.snapshot.ids], np.int64)


def _with_reach(
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    query: GapQuery,
    columns: Sequence[NeedColumn],
    row: ProgrammeRow,
) -> ReportRow:
    meant = meant_by(knowledge, row.target, query.terms, chains.chain[row.target.id])
    districts = tuple(sorted(code for column in columns for code in column.districts))
    found = services_reach(ground, knowledge, row.target, meant, query.terms, districts)
    here = np.flatnonzero(np.isin(ground.people.districts, districts))
    return ReportRow(
        row=row,
        reached=found.reach.of(here),
        unknowns=_unknowns(ground, row.target, found.reach, found.found.places),
    )


def _unknowns(
    ground: AnalysisData, target: GapTarget, reach: ReachRange, places: Numbers
) -> tuple[UnknownService, ...]:
    """Return the services that leave something open, what moves most first."""
    moved = reach.moved.sum(axis=0)
    lines = ground.offers.lines
    found = [
        UnknownService(service=lines[place], target=target, children=float(children))
        for place, children in zip(places.tolist(), moved.tolist(), strict=True)
        if children >= LEAST_CHILDREN
    ]
    found.sort(key=lambda each: (-round(each.children), each.service.id))
    return tuple(found[:MOST_UNKNOWNS])


def _is_likely(short: Quantity | None) -> bool:
    return short is not None and short.likely is not None


def _is_short(short: Quantity | None) -> bool:
    return short is not None and short.high >= LEAST_CHILDREN
