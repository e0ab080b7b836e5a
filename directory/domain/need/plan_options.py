"""What could be bought for an area: each option with its cost, and where the cost comes from.

Services come from the directory, costs from what a service states or from what is given. An option
without a cost is told and not offered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from directory.domain.coverage.analysis_data import AnalysisData
from directory.domain.coverage.coverage import candidates
from directory.domain.coverage.gap_query import SuitabilityTerms
from directory.domain.coverage.gap_types import as_recommended
from directory.domain.coverage.service_areas import NEAR, WHOLE
from directory.domain.coverage.suitability import ALL, NONE
from directory.domain.need.chain_data import NeedChains
from directory.domain.need.children_by_area import meant_by
from directory.domain.need.need_rows import ProgrammeRow
from directory.domain.need.purchase_plan import NeedGroup, OptionKind, PlanOption
from directory.domain.need.suppliers import every_district, suppliers_of
from directory.model.service_status import ServiceState
from directory.storage.snapshot import Flags, Numbers
from matcher import Knowledge

MOST_OF_A_KIND = 10
"""Services of one kind of option and one programme that are looked at: those of the least cost."""
STATED, GIVEN = "stated by the service", "the figure that you gave"
AT_SERVICES: tuple[OptionKind, ...] = ("places", "ages", "area")
NEW: dict[OptionKind, tuple[str, str, str | None]] = {
    "venue": ("venue_cost", "venue_places", None),
    "team": ("team_cost", "team_places", None),
    "training": ("training_cost", "training_places", "training_people"),
}
"""Of what is no service yet: what gives its cost, its places, and how many there can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedOption:
    """An option with its cost.

    Attributes:
        service: the id of its service, where it has one.
        is_sure: whether it takes all of the children meant, as far as kinds of abuse and carers go.
    """

    option: PlanOption
    source: str
    service: str | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UncostedOption:
    """What could not be costed: the names of its services, none for what is no service yet."""

    kind: OptionKind
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """The options of an area.

    Attributes:
        may_serve: services that do not say whether they come to the area, and are no option.
        differing: services that say they deliver otherwise than is recommended, and are no option.
        left_out: services that cost more than others of their kind.
    """

    options: tuple[OfferedOption, ...]
    uncosted: tuple[UncostedOption, ...]
    may_serve: int
    differing: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanGround:
    """What options are found in.

    Attributes:
        here: which districts of all people are meant.
        stated: pounds of a place, by the id of each service that states it.
        given: the costs that were given, by the names of `plan_params`.
    """

    ground: AnalysisData
    knowledge: Knowledge
    chains: NeedChains
    terms: SuitabilityTerms
    places: Numbers
    here: Flags
    stated: Mapping[str, int]
    given: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    """The services of a programme by kind of option, those that may serve, and that differ."""

    by_kind: Mapping[OptionKind, list[int]]
    may_serve: Numbers
    differing: frozenset[int]
    surely: frozenset[int]


def plan_offer(
    of: PlanGround, rows: Sequence[ProgrammeRow], groups: Sequence[NeedGroup]
) -> PlanOffer:
    """Return what can be bought for the rows, each of which is the group at its place."""
    found = [_services(of, row) for row in rows]
    can_serve = dict[tuple[OptionKind, int], list[int]]()
    uncosted, left_out = dict[tuple[OptionKind, int], None](), set[tuple[OptionKind, int]]()
    for group, each in enumerate(found):
        for kind in AT_SERVICES:
            priced, unpriced = _by_cost(of, kind, each.by_kind[kind])
            uncosted.update({(kind, at): None for at in unpriced})
            left_out.update((kind, at) for at in priced[MOST_OF_A_KIND:])
            for at in priced[:MOST_OF_A_KIND]:
                can_serve.setdefault((kind, at), []).append(group)
    options = [
        *(
            replace(
                _at_service(of, kind, at, some, groups),
                is_sure=all(at in found[group].surely for group in some),
            )
            for (kind, at), some in can_serve.items()
        ),
        *_new(of, rows, groups),
    ]
    return PlanOffer(
        options=tuple(options),
        uncosted=tuple([*_uncosted(of, uncosted), *_uncosted_new(of)]),
        may_serve=len({at for each in found for at in each.may_serve.tolist()}),
        differing=len(frozenset().union(*(each.differing for each in found))),
        left_out=len(left_out.difference(can_serve)),
    )


def _services(of: PlanGround, row: ProgrammeRow) -> _Found:
    rule = of.chains.chain[row.target.id]
    meant = meant_by(of.knowledge, row.target, of.terms, rule)
    found = candidates(of.ground, of.knowledge, row.target, meant, of.terms)
    supply, at = suppliers_of(of.ground, of.places, found, meant)
    serves = supply.serves[:, of.here].any(axis=1)
    may = supply.may_serve[:, of.here].any(axis=1) & ~serves
    others = np.setdiff1d(found.places[found.suits != NONE], at)
    comes = (every_district(of.ground)[others][:, of.here] & (WHOLE | NEAR) > 0).any(axis=1)
    kinds: dict[OptionKind, Numbers] = {
        "places": at[serves], "ages": others[comes], "area": at[~serves & ~may],
    }  # fmt: skip
    differing = _differing(of, row, np.concatenate([kinds["places"], kinds["ages"]]))
    return _Found(
        by_kind={kind: _lasting(of, row, some) for kind, some in kinds.items()},
        may_serve=at[may],
        differing=differing,
        surely=frozenset(found.places[found.suits == ALL].tolist()),
    )


def _lasting(of: PlanGround, row: ProgrammeRow, some: Numbers) -> list[int]:
    """Return the services that run, are not to end, and may deliver as is recommended."""
    lines, differing = of.ground.offers.lines, _differing(of, row, some)
    return [
        at
        for at in some.tolist()
        if at not in differing and lines[at].runs.on(of.terms.on) is not ServiceState.ENDING
    ]


def _differing(of: PlanGround, row: ProgrammeRow, some: Numbers) -> frozenset[int]:
    """Return the services that say they deliver otherwise: fewer weeks, say, than recommended."""
    fits = as_recommended(of.ground, of.knowledge, row.target, some, of.terms.on)
    return frozenset(some[fits == NONE].tolist())


def _by_cost(of: PlanGround, kind: OptionKind, some: list[int]) -> tuple[list[int], list[int]]:
    """Return the services that have a cost, the least first, and those that have none."""
    started = kind == "places" or f"{kind}_cost" in of.given
    costs = {at: _place_cost(of, at) for at in some}
    priced = {at: cost for at, cost in costs.items() if cost is not None and started}
    return sorted(priced, key=lambda at: (priced[at], at)), [at for at in costs if at not in priced]


def _place_cost(of: PlanGround, at: int) -> int | None:
    stated = of.stated.get(of.ground.snapshot.ids[at])
    return of.given.get("place_cost") if stated is None else stated


def _at_service(
    of: PlanGround, kind: OptionKind, at: int, some: Sequence[int], groups: Sequence[NeedGroup]
) -> OfferedOption:
    line = of.ground.offers.lines[at]
    source = STATED if line.id in of.stated else GIVEN
    if kind != "places":
        source = GIVEN if source == GIVEN else f"a place: {STATED}; what it begins with: {GIVEN}"
    option = PlanOption(
        id=f"{kind}:{line.id}", kind=kind, says=line.name,
        fixed_cost=0 if kind == "places" else of.given[f"{kind}_cost"],
        unit_cost=_place_cost(of, at) or 0, places=1,
        most_units=ceil(sum(groups[group].short for group in some)), groups=tuple(some),
    )  # fmt: skip
    return OfferedOption(option=option, source=source, service=line.id)


def _new(
    of: PlanGround, rows: Sequence[ProgrammeRow], groups: Sequence[NeedGroup]
) -> Iterator[OfferedOption]:
    """Yield what is no service yet, for each programme; staff are trained in one programme each."""
    for kind, (cost, places, most) in NEW.items():
        if cost not in of.given or places not in of.given:
            continue
        for group, (row, each) in enumerate(zip(rows, groups, strict=True)):
            enough = ceil(each.short / of.given[places])
            title = of.knowledge.recommendation[row.target.id].short_title
            option = PlanOption(
                id=f"{kind}:{row.target.id}", kind=kind, says=title, fixed_cost=0,
                unit_cost=of.given[cost], places=of.given[places], groups=(group,),
                most_units=min(enough, of.given[most]) if most else enough,
            )  # fmt: skip
            yield OfferedOption(option=option, source=GIVEN)


def _uncosted(
    of: PlanGround, some: Mapping[tuple[OptionKind, int], None]
) -> Iterator[UncostedOption]:
    lines = of.ground.offers.lines
    for kind in AT_SERVICES:
        names = tuple(dict.fromkeys(lines[at].name for each, at in some if each == kind))
        if names:
            yield UncostedOption(kind=kind, names=names)


def _uncosted_new(of: PlanGround) -> Iterator[UncostedOption]:
    for kind, (cost, *_) in NEW.items():
        if cost not in of.given:
            yield UncostedOption(kind=kind)
