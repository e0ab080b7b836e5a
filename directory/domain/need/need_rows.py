"""Need, places and shortfall of each programme that a service can deliver, area by area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.authorities import ChildrensAuthority
from directory.domain.coverage.coverage import candidates
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.gap_text import say_ages_meant
from directory.domain.coverage.report import is_delivered
from directory.domain.need.chain import ChainInputs, NeedChain, need_chain
from directory.domain.need.chain_data import NeedChains
from directory.domain.need.children_by_area import by_district, children_by_area, meant_by
from directory.domain.need.quantity import Quantity, total
from directory.domain.need.service_places import ServicePlaces, service_places, shortfall
from directory.domain.need.suppliers import suppliers_of
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge
from matcher.age_window import in_words
from matcher.programme_index import deliverers

DELIVERED = ("offer", "consider")
"""Strengths of what is counted. A signpost names help that no figure says the need of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedColumn:
    """One authority, or several that are told together."""

    code: str
    name: str
    authorities: tuple[ChildrensAuthority, ...]

    @property
    def districts(self) -> tuple[str, ...]:
        """Return the districts of all of it."""
        return tuple(sorted(code for each in self.authorities for code in each.districts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeCell:
    """One recommendation in one column."""

    column: NeedColumn
    chains: tuple[NeedChain, ...]
    """One for each authority."""
    places: ServicePlaces

    @property
    def children(self) -> float:
        """Return the children of these ages."""
        return sum(chain.children for chain in self.chains)

    @property
    def need(self) -> Quantity | None:
        """Return who is likely to need it; None where that is not known of some authority."""
        known = [chain.need for chain in self.chains if chain.need is not None]
        return total(known) if known and len(known) == len(self.chains) else None

    @property
    def short(self) -> Quantity | None:
        """Return the need less the places."""
        return shortfall(self.need, self.places)

    @property
    def asks(self) -> tuple[str, ...]:
        """Return what nobody has a figure for, each once."""
        return tuple(dict.fromkeys(ask for chain in self.chains for ask in chain.asks))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One recommendation in every column, and all of them together."""

    target: GapTarget
    cells: tuple[ProgrammeCell, ...]
    total: ProgrammeCell
    suppliers: Numbers
    """The places in the snapshot of the services that take some of the children."""

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        """Return what rows are sorted by: known shortfalls, then those at most, largest first."""
        short = self.total.short
        if short is None:
            return True, True, 0.0, self.target.id
        known = short.likely is not None
        return (
            False,
            not known,
            -(short.high if short.likely is None else short.likely),
            (self.target.id),
        )


def counted_targets(knowledge: Knowledge, chains: NeedChains) -> Iterable[GapTarget]:
    """Yield each recommendation that names something a service can deliver and has a chain."""
    for item in knowledge.recommendations:
        if (
            is_delivered(item)
            and item.strength in DELIVERED
            and item.id in chains.chain
            and deliverers(knowledge, item.id)
        ):
            yield GapTarget(what="recommendation", id=item.id)


def need_row(
    ground: AnalysisData,
    knowledge: Knowledge,
    chains: NeedChains,
    target: GapTarget,
    terms: SuitabilityTerms,
    columns: Sequence[NeedColumn],
    inputs: Mapping[str, ChainInputs],
    places_per_year: Numbers,
) -> ProgrammeRow:
    """Return the row of a recommendation. Raises KeyError for one without a chain."""
    rule = chains.chain[target.id]
    meant = meant_by(knowledge, target, terms, rule)
    children = by_district(ground, children_by_area(ground, meant.months))
    found = candidates(ground, knowledge, target, meant, terms)
    supply, at = suppliers_of(ground, places_per_year, found, meant)
    districts = np.array(ground.people.districts)
    ages = _ages(target, terms, knowledge, rule.under_months)

    def cell(column: NeedColumn) -> ProgrammeCell:
        here: Flags = np.isin(districts, column.districts)
        told = tuple(
            need_chain(
                chains, rule, float(children[np.isin(districts, each.districts)].sum()), ages,
                inputs[each.code],
            )
            for each in column.authorities
        )  # fmt: skip
        return ProgrammeCell(
            column=column, chains=told, places=service_places(supply, children, here)
        )

    every = tuple(each for column in columns for each in column.authorities)
    whole = NeedColumn(code="all", name="All", authorities=every)
    return ProgrammeRow(
        target=target, cells=tuple(map(cell, columns)), total=cell(whole), suppliers=at
    )


def _ages(
    target: GapTarget, terms: SuitabilityTerms, knowledge: Knowledge, under: int | None
) -> str:
    """Return the children of a chain in words."""
    return f"children {in_words(0, under)}" if under else say_ages_meant(target, terms, knowledge)
