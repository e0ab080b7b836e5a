"""Matching a family: each child's options over all its carers, and what would serve several."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from matcher.case import Case
from matcher.compiled_rules import compiled_rules
from matcher.conditions import facts_of
from matcher.differences import differences, gaps_among
from matcher.family import AT_RISK, Family, cases_of, names_of
from matcher.family_programmes import Serves, programmes_for_several, smallest_sets
from matcher.family_results import ChildOption, ChildResult, FamilyAsk, Numbers
from matcher.knowledge import ActFirst, Contradiction, Knowledge, PracticeNote
from matcher.matching import stand_case
from matcher.next_questions import ask_next
from matcher.option_builder import OptionStanding, place_of
from matcher.result import Ask, Option, Result

__all__ = ["FamilyResult", "across_children", "match_child", "match_family"]

_T = TypeVar("_T", ActFirst, PracticeNote, Contradiction)


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
    turn_on: Mapping[int, Sequence[str]] | None = None,
) -> FamilyResult:
    """Return how every recommendation stands for each child. Raises CaseError.

    A recommendation that is set aside for a child, by its number, is not counted across children.
    `turn_on` are, by the number of a child, the facts that services near by turn on.
    """
    knowledge = knowledge.on(on)
    numbers = range(1, len(family.children) + 1)
    facts = turn_on or {}
    children = tuple(
        match_child(family, child, knowledge, on, turn_on=facts.get(child, ())) for child in numbers
    )
    return across_children(children, knowledge, set_aside)


def across_children(
    children: Sequence[ChildResult],
    knowledge: Knowledge,
    left_out: Collection[tuple[int, str]] = (),
) -> FamilyResult:
    """Return the answer across children who have been matched.

    `left_out` are recommendations by the number of the child for whom they are not to count.
    """
    serves = programmes_for_several(children, knowledge, left_out)
    reached = {child for each in serves for child in each.children}
    return FamilyResult(
        children=tuple(children),
        serves=serves,
        smallest=tuple(smallest_sets(serves, reached)),
        unreached=tuple(n for n in range(1, len(children) + 1) if n not in reached),
    )


def match_child(
    family: Family, child: int, knowledge: Knowledge, on: date, *, turn_on: Sequence[str] = ()
) -> ChildResult:
    """Return how every recommendation stands for one child, over all its carers."""
    knowledge = knowledge.on(on)
    cases = cases_of(family, child, knowledge.facts, on)
    stands = [
        _Stand(
            number,
            case,
            *stand_case(case, knowledge, on, of_person=_named(family, number)),
            alone=len(cases) == 1,
        )
        for number, case in cases
    ]
    _count_over_parents(stands, family, knowledge, on)
    names = names_of([carer.role for carer in family.carers])
    options = [
        _option(rule.recommendation.id, stands, names, knowledge)
        for rule in compiled_rules(knowledge).rules
    ]
    results = [stand.result for stand in stands]
    by_id = {each.option.recommendation.id: each.option for each in options}
    unnamed = {gap.item.id for result in results for gap in result.nothing_named}
    return ChildResult(
        options=tuple(sorted(options, key=lambda each: place_of(each.option))),
        act_first=_in_order(knowledge.act_first, [r.act_first for r in results]),
        ask_next=_asks(_questions(stands, knowledge, turn_on), child, knowledge),
        practice_notes=_in_order(knowledge.practice_notes, [r.practice_notes for r in results]),
        contradictions=_in_order(knowledge.contradictions, [s.contradictions for s in stands]),
        contradicted_with={
            item.id: stand.number for stand in reversed(stands) for item in stand.contradictions
        },
        nothing_named=gaps_among(
            (item for item in knowledge.nothing_named if item.id in unnamed), by_id
        ),
        side_by_side=differences(knowledge.side_by_side, by_id),
        read_as=tuple(dict.fromkeys(each for r in results for each in r.read_as)),
    )


def _named(family: Family, carer: int | None) -> bool:
    return carer is not None and family.carers[carer - 1].role is not None


class _Stand:
    """A child with one carer, and how everything stands for the two."""

    def __init__(
        self,
        number: int | None,
        case: Case,
        result: Result,
        standings: Sequence[OptionStanding],
        *,
        alone: bool,
    ) -> None:
        self.number, self.case, self.result = number, case, result
        self.standings = standings
        self.option = {option.recommendation.id: option for option in result.options}
        self.contradictions = [i for i in result.contradictions if alone or not i.only_carer]


def _count_over_parents(
    stands: Sequence[_Stand], family: Family, knowledge: Knowledge, on: date
) -> None:
    """Answer what is counted over all parents of a family: what is so of one is so of them."""
    ids = [item.id for item in knowledge.recommendations if item.whole_family]
    if len(family.carers) < 2 or not ids:
        return
    case = stands[0].case
    known = {**case.known, **_of_any_parent(family, knowledge)}
    result, _ = stand_case(replace(case, known=known), knowledge, on)
    options = {option.recommendation.id: option for option in result.options}
    for stand in stands:
        stand.option.update({id: options[id] for id in ids})


def _of_any_parent(family: Family, knowledge: Knowledge) -> dict[str, bool]:
    """Return what is known of the parents together: so of one, or not so of any of them."""
    parents = [c for c in family.carers if not (c.role and c.role.instead_of_parents)]
    facts = [f for f in knowledge.facts.facts if knowledge.facts.about[f.id] == "carer"]
    found = {}
    for fact in facts:
        values = {carer.facts.get(fact.id) for carer in parents}
        if fact.type == "boolean" and (True in values or values == {False}):
            found[fact.id] = True in values
    return found


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
    return first._replace(
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
    """Say whether a recommendation asks who takes part; that somebody is at risk alone does not."""
    if option.recommendation.whole_family or option.recommendation.for_child:
        return False
    asked = {fact for part in option.recommendation.when for fact in facts_of(part)}
    about = knowledge.facts.about
    return any(about[fact] in ("carer", "pair") and fact != AT_RISK for fact in asked)


def _questions(
    stands: Sequence[_Stand], knowledge: Knowledge, turn_on: Sequence[str]
) -> Iterable[tuple[int | None, Ask]]:
    """Yield what may be asked with each carer, for no option that applies with another anyway."""
    settled = {
        option.recommendation.id
        for stand in stands
        for option in stand.result.options
        if option.status == "applies"
    }
    for stand in stands:
        open_ = [s for s in stand.standings if s.option.recommendation.id not in settled]
        for ask in ask_next(open_, knowledge.facts, stand.case.known, turn_on):
            yield stand.number, ask


def _asks(
    questions: Iterable[tuple[int | None, Ask]], child: int, knowledge: Knowledge
) -> tuple[FamilyAsk, ...]:
    """Return each question once for whom it is about, the most telling first."""
    best: dict[tuple[str, int | None], FamilyAsk] = {}
    for carer, ask in questions:
        asked = FamilyAsk.of(ask, child, carer, knowledge.facts.about[ask.fact])
        key = (ask.fact, asked.carer)
        if key not in best or asked.place < best[key].place:
            best[key] = asked
    return tuple(sorted(best.values(), key=lambda each: each.place))


def _in_order(order: Iterable[_T], found: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    """Return what any of the results has, in the order of the files."""
    ids = {item.id for items in found for item in items}
    return tuple(item for item in order if item.id in ids)
