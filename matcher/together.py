"""Matching a family: each child's options over all its carers, and what would serve several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from matcher.case import Case
from matcher.conditions import facts_of
from matcher.family import Family, cases_of, names_of
from matcher.knowledge import ActFirst, Contradiction, Knowledge, PracticeNote, Programme
from matcher.matching import match_case
from matcher.result import Ask, Option, Result
from matcher.rulebook import rulebook_of
from matcher.standing import place_of

__all__ = [
    "ChildOption",
    "ChildResult",
    "FamilyAsk",
    "FamilyResult",
    "Serves",
    "match_child",
    "match_family",
]

Numbers = tuple[int, ...]
_T = TypeVar("_T", ActFirst, PracticeNote, Contradiction)
_PROGRAMMES = ("offer", "consider")
"""The strengths that recommend a programme; the others point to help, or say how to give it."""
_MOST_SETS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildOption:
    """A recommendation as it stands for a child with the carers for whom it stands best.

    Of several, `option` has the reasons of the first, and the cautions and near matches of all,
    each with the name of whom it is for where it is not for all.
    """

    option: Option
    carers: Numbers
    """With whom it stands so, from 1; empty where it does not depend on who takes part."""
    others: tuple[tuple[int, Option], ...]
    """How it stands with each other carer."""
    missing: tuple[tuple[str, int | None], ...]
    """The facts that it waits for, each with the carer whom it is asked of."""
    with_carers: tuple[tuple[int | None, Case], ...]
    """The child with each carer for whom it stands so, whether or not that matters to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAsk:
    """A question for a child's options, and whom it is about: the child, a carer, or both."""

    ask: Ask
    child: int | None
    carer: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildResult:
    """Every recommendation for one child, and what goes with them."""

    options: tuple[ChildOption, ...]
    act_first: tuple[ActFirst, ...]
    ask_next: tuple[FamilyAsk, ...]
    practice_notes: tuple[PracticeNote, ...]
    contradictions: tuple[Contradiction, ...]
    contradicted_with: Mapping[str, int | None]
    """The carer with whom each of these arose, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serves:
    """A programme and the children for whom a recommendation of it applies, from 1."""

    programme: Programme
    children: Numbers
    recommendations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyResult:
    """The answer for each child, and across them."""

    children: tuple[ChildResult, ...]
    serves: tuple[Serves, ...]
    """Every programme that applies for a child, those for most children first."""
    smallest: tuple[tuple[Serves, ...], ...]
    """The smallest sets of programmes that reach every child whom any reaches; the first dozen."""
    unreached: Numbers
    """The children for whom no programme applies with what is known."""


def match_family(
    family: Family,
    knowledge: Knowledge,
    on: date,
    *,
    set_aside: Collection[tuple[int, str]] = (),
) -> FamilyResult:
    """Return how every recommendation stands for each child. Raises CaseError.

    A recommendation that is set aside for a child, by its number, is not counted across children.
    """
    numbers = range(1, len(family.children) + 1)
    children = tuple(match_child(family, child, knowledge, on) for child in numbers)
    serves = _serves(children, knowledge, set_aside)
    reached = {child for each in serves for child in each.children}
    return FamilyResult(
        children=children,
        serves=serves,
        smallest=tuple(smallest_sets(serves, reached)),
        unreached=tuple(child for child in numbers if child not in reached),
    )


def match_child(family: Family, child: int, knowledge: Knowledge, on: date) -> ChildResult:
    """Return how every recommendation stands for one child, over all its carers."""
    stands = [
        _Stand(number, case, match_case(case, knowledge, on, of_person=_named(family, number)))
        for number, case in cases_of(family, child, knowledge.facts, on)
    ]
    names = names_of([carer.role for carer in family.carers])
    options = [
        _option(rule.recommendation.id, stands, names, knowledge)
        for rule in rulebook_of(knowledge).rules
    ]
    results = [stand.result for stand in stands]
    return ChildResult(
        options=tuple(sorted(options, key=lambda each: place_of(each.option))),
        act_first=_in_order(knowledge.act_first, [r.act_first for r in results]),
        ask_next=_asks(_open_still(stands, knowledge, on), child, knowledge),
        practice_notes=_in_order(knowledge.practice_notes, [r.practice_notes for r in results]),
        contradictions=_in_order(knowledge.contradictions, [r.contradictions for r in results]),
        contradicted_with={
            item.id: stand.number
            for stand in reversed(stands)
            for item in stand.result.contradictions
        },
    )


def _named(family: Family, carer: int | None) -> bool:
    return carer is not None and family.carers[carer - 1].role is not None


class _Stand:
    """A child with one carer, and how everything stands for the two."""

    def __init__(self, number: int | None, case: Case, result: Result) -> None:
        self.number, self.case, self.result = number, case, result
        self.option = {option.recommendation.id: option for option in result.options}


def _option(
    id: str, stands: Sequence[_Stand], names: Sequence[str], knowledge: Knowledge
) -> ChildOption:
    first = min(stands, key=lambda stand: place_of(stand.option[id])).option[id]
    alike = [stand for stand in stands if stand.option[id].status == first.status]
    others = [stand for stand in stands if stand not in alike]
    depends = bool(others) or _asks_about_carer(first, knowledge)
    named = [stand.number for stand in alike if stand.number]
    return ChildOption(
        option=_merged(first, [(stand.number, stand.option[id]) for stand in alike], names),
        carers=tuple(named) if depends else (),
        others=tuple((stand.number, stand.option[id]) for stand in others if stand.number),
        missing=tuple(
            dict.fromkeys(
                (fact, stand.number) for stand in alike for fact in stand.option[id].missing
            )
        ),
        with_carers=tuple((stand.number, stand.case) for stand in alike),
    )


def _merged(
    first: Option, alike: Sequence[tuple[int | None, Option]], names: Sequence[str]
) -> Option:
    """Return the option with what is said of it with any of these carers."""
    if len(alike) == 1:
        return first
    near = [(n, o) for n, o in alike if o.near_match]
    near_match, instead = (near[0][1].near_match, near[0][1].instead) if near else (None, ())
    if near_match and len(near) < len(alike):
        near_match = f"{_whom([n for n, _ in near], names)}: {near_match}"
    return replace(
        first,
        cautions=tuple(_cautions(alike, names)),
        missing=tuple(dict.fromkeys(fact for _, option in alike for fact in option.missing)),
        near_match=near_match,
        instead=instead,
    )


def _cautions(alike: Sequence[tuple[int | None, Option]], names: Sequence[str]) -> Iterable[str]:
    for says in dict.fromkeys(caution for _, option in alike for caution in option.cautions):
        having = [number for number, option in alike if says in option.cautions]
        yield says if len(having) == len(alike) else f"{_whom(having, names)}: {says}"


def _whom(numbers: Iterable[int | None], names: Sequence[str]) -> str:
    return f"With {' and '.join(names[number - 1] for number in numbers if number)}"


def _asks_about_carer(option: Option, knowledge: Knowledge) -> bool:
    """Say whether a recommendation asks who takes part; the stage alone is no such question."""
    asked = {fact for part in option.recommendation.when for fact in facts_of(part)}
    about = knowledge.facts.about
    return any(about[fact] in ("carer", "pair") and fact != "stage" for fact in asked)


def _open_still(
    stands: Sequence[_Stand], knowledge: Knowledge, on: date
) -> Sequence[tuple[int | None, Result]]:
    """Return the results with no question left whose option applies with another carer anyway."""
    if len(stands) == 1:
        return [(stand.number, stand.result) for stand in stands]
    settled = {
        option.recommendation.id
        for stand in stands
        for option in stand.result.options
        if option.status == "applies"
    }
    return [(s.number, match_case(s.case, knowledge, on, settled=settled)) for s in stands]


def _asks(
    results: Iterable[tuple[int | None, Result]], child: int, knowledge: Knowledge
) -> tuple[FamilyAsk, ...]:
    """Return each question once for whom it is about, the most telling first."""
    best: dict[tuple[str, int | None], FamilyAsk] = {}
    for carer, result in results:
        for ask in result.ask_next:
            about = knowledge.facts.about[ask.fact]
            asked = FamilyAsk(
                ask=ask,
                child=child if about in ("child", "pair") else None,
                carer=carer if about in ("carer", "pair") else None,
            )
            key = (ask.fact, asked.carer)
            if key not in best or best[key].ask.worth < ask.worth:
                best[key] = asked
    return tuple(sorted(best.values(), key=lambda each: -each.ask.worth))


def _in_order(order: Iterable[_T], found: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    """Return what any of the results has, in the order of the files."""
    ids = {item.id for items in found for item in items}
    return tuple(item for item in order if item.id in ids)


def _serves(
    children: Sequence[ChildResult], knowledge: Knowledge, set_aside: Collection[tuple[int, str]]
) -> tuple[Serves, ...]:
    found: dict[str, dict[int, list[str]]] = {}
    for child, result in enumerate(children, start=1):
        for each in result.options:
            item = each.option.recommendation
            if (child, item.id) in set_aside or each.option.status != "applies":
                continue
            if item.strength in _PROGRAMMES:
                # The first programme of a recommendation is the class; the rest are examples.
                found.setdefault(item.programmes[0], {}).setdefault(child, []).append(item.id)
    serves = [
        Serves(
            programme=knowledge.programme[id],
            children=tuple(by_child),
            recommendations=tuple(dict.fromkeys(r for ids in by_child.values() for r in ids)),
        )
        for id, by_child in found.items()
    ]
    return tuple(sorted(serves, key=lambda each: -len(each.children)))


def smallest_sets(serves: Sequence[Serves], reached: set[int]) -> Iterable[tuple[Serves, ...]]:
    """Return the smallest sets that reach every one of these children: an exact set cover.

    Of programmes that reach the same children each makes a set of its own, up to a dozen.
    """
    if not reached:
        return []
    for size in range(1, len(reached) + 1):
        sets = [
            chosen
            for chosen in combinations(serves, size)
            if {child for each in chosen for child in each.children} == reached
        ]
        if sets:
            return sets[:_MOST_SETS]
    return []
