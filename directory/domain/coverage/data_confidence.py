"""What an answer rests on, and how far it can be relied on, in plain words."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.gap_query import SuitabilityTerms
from directory.domain.coverage.population import AreaPopulation, PopulationSource, whole
from directory.domain.coverage.suitability import assured, states_ages
from directory.domain.coverage.travel_times import NOWHERE, VenueTravelTimes
from directory.infrastructure.text_format import count, vague_date
from directory.storage.snapshot import Flags
from matcher.ages import completed_months

OLD_MONTHS = 24
ASSURED_MONTHS = 12


def population_source(ground: AnalysisData) -> PopulationSource | None:
    """Return the source of the numbers of children; None where there are none."""
    return ground.people.source if ground.people.codes else None


def confidence(
    ground: AnalysisData, districts: tuple[str, ...], terms: SuitabilityTerms
) -> tuple[str, ...]:
    """Return what to bear in mind of the numbers for some districts, the weightiest first."""
    return (
        *_of_people(ground, districts, terms.on),
        *_of_services(ground, terms.on),
        *_of_distance(ground, districts, terms),
        "Each year of age is spread evenly over its twelve months.",
    )


def _of_people(ground: AnalysisData, districts: tuple[str, ...], on: date) -> Iterator[str]:
    people = ground.people
    here = np.isin(people.districts, districts)[people.district]
    if people.spread[here].any():
        yield (
            "Children are known by authority only. They are spread evenly over its live postcodes,"
            " so where they live within it is an estimate."
        )
    if left_out := _nowhere(people, here):
        yield (
            f"{left_out:,} children are left out: no postcode of their authority is known here, so"
            " it is not known where they live."
        )
    old = _months_old(people.source.dated if people.source else "", on)
    if old is not None and old >= OLD_MONTHS:
        yield f"The numbers of children are {old // 12} years old: some areas have changed since."
    if not people.tells_sex:
        yield "The figures do not tell girls from boys: where it matters, half are taken as girls."


def _nowhere(people: AreaPopulation, here: Flags) -> int:
    """Return how many children there are in areas that have no point."""
    points = np.bincount(people.area, minlength=len(people.codes))
    return whole(float(people.children[here & (points == 0)].sum()))


def _of_services(ground: AnalysisData, on: date) -> Iterator[str]:
    total = len(ground.snapshot.ids)
    silent = total - int(states_ages(ground.snapshot).sum())
    unchecked = total - int(assured(ground.offers, ASSURED_MONTHS, on).sum())
    if silent:
        services = count(silent, "service")
        yield f"{services} of {total} do not state ages: we cannot tell whom they take."
    if unchecked:
        yield f"{count(unchecked, 'entry')} of {total} not checked within a year.".replace(
            "entrys", "entries"
        )


def _of_distance(
    ground: AnalysisData, districts: tuple[str, ...], terms: SuitabilityTerms
) -> Iterator[str]:
    if terms.within.minutes is None:
        yield "Distances are in a straight line; the way by road or bus is longer."
    elif ground.travel is None:
        yield "There is no table of travel times, so nothing that depends on one is sure."
    else:
        yield from _of_table(ground, ground.travel, districts, terms.on)


def _of_table(
    ground: AnalysisData, travel: VenueTravelTimes, districts: tuple[str, ...], on: date
) -> Iterator[str]:
    source, people = travel.table.source, ground.people
    yield f"Times of travel: {source.title}, {vague_date(source.dated)}. {source.licence}."
    old = _months_old(source.dated, on)
    if old is not None and old >= OLD_MONTHS:
        yield f"The times of travel are {old // 12} years old: some ways have changed since."
    here = np.flatnonzero(np.isin(people.districts, districts)[people.district])
    _, many = travel.table.spans(here)
    silent, unknown = int((many == 0).sum()), int((travel.at == NOWHERE).sum())
    if silent:
        yield f"The table has no time from {silent:,} of the {len(here):,} areas here."
    if unknown:
        yield f"The table has no time to {unknown:,} of the {len(travel.at):,} venues."


def _months_old(dated: str, on: date) -> int | None:
    try:
        return completed_months(date.fromisoformat(dated), on)
    except ValueError:
        return None
