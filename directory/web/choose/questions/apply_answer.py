"""Putting what a worker says where it belongs: with a child, a carer, the two, or the family."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from directory.web.family_session import AskedQuestion, SessionCarer, SessionChild, Visit, renamed
from matcher.case import BORN_ON
from matcher.conditions import AGE
from matcher.facts import FactBook
from matcher.family import STAGE

AGE_FACTS = (AGE, BORN_ON)
SAME_FOR_SIBLINGS = ("stage", "harm", "abuse")
"""The groups of facts that a brother or sister may begin with."""


def with_answer(
    visit: Visit, facts: FactBook, asked: AskedQuestion, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what of a visit changes with the answer to one question; "don't know" takes it away.

    With no carer named, an answer about one is kept for "the parent or carer".
    """
    dropped = AGE_FACTS if asked.fact in AGE_FACTS else (asked.fact,)
    match facts.about.get(asked.fact, "child"):
        case "family":
            return {"family": _put(visit.family, dropped, given)}
        case "carer":
            if asked.carer is None and not given:
                return {}
            if asked.carer is None:
                return {"carers": [*visit.carers, _nobody_named(visit, given)]}
            return {"carers": _changed(visit.carers, asked.carer, dropped, given)}
        case "pair" if asked.carer and asked.child:
            carer = visit.carers[asked.carer - 1]
            known = _put(carer.with_child.get(asked.child, {}), dropped, given)
            carer = replace(carer, with_child={**carer.with_child, asked.child: known})
            return {"carers": _replaced(visit.carers, asked.carer, carer)}
    number = asked.child or 1
    child = visit.children[number - 1]
    child = replace(child, facts=_put(child.facts, dropped, given))
    return {"children": _replaced(visit.children, number, child)}


def known_about(visit: Visit, facts: FactBook, asked: AskedQuestion) -> Mapping[str, Any]:
    """Return what is known where the answer to a question would be kept."""
    match facts.about.get(asked.fact, "child"):
        case "family":
            return visit.family
        case "carer":
            return visit.carers[asked.carer - 1].facts if asked.carer else {}
        case "pair" if asked.carer and asked.child:
            carer = visit.carers[asked.carer - 1]
            own = visit.children[asked.child - 1].facts
            return {**own, **carer.with_child.get(asked.child, {})}
    return visit.children[(asked.child or 1) - 1].facts


def _nobody_named(visit: Visit, given: Mapping[str, Any]) -> SessionCarer:
    """Return "the parent or carer" of the children for whom nobody is named yet."""
    named = {number for carer in visit.carers for number in carer.for_children}
    children = [n for n in range(1, len(visit.children) + 1) if n not in named]
    return SessionCarer(for_children=children, facts=dict(given))


def _changed(
    carers: list[SessionCarer], number: int, dropped: tuple[str, ...], given: Mapping[str, Any]
) -> list[SessionCarer]:
    carer = carers[number - 1]
    return _replaced(carers, number, replace(carer, facts=_put(carer.facts, dropped, given)))


def _replaced(people: list[Any], number: int, person: Any) -> list[Any]:
    return [*people[: number - 1], person, *people[number:]]


def _put(
    known: Mapping[str, Any], dropped: tuple[str, ...], given: Mapping[str, Any]
) -> dict[str, Any]:
    return {**{id: value for id, value in known.items() if id not in dropped}, **given}


def with_sibling(visit: Visit, facts: FactBook) -> dict[str, Any]:
    """Return the children and carers with one child more, to whom the same happened as to child 1.

    What happened and who would take part is the same; nothing else of child 1 is said of another.
    """
    number, first = len(visit.children) + 1, visit.children[0]
    same = {fact.id for fact in facts.facts if fact.group in SAME_FOR_SIBLINGS}
    sibling = SessionChild(facts={id: v for id, v in first.facts.items() if id in same})
    return {
        "children": [*visit.children, sibling],
        "carers": [_also_for(carer, number) for carer in visit.carers],
    }


def _also_for(carer: SessionCarer, number: int) -> SessionCarer:
    """Return a carer of child 1 as one of another child as well, with the same between the two."""
    if 1 not in carer.for_children:
        return carer
    with_first = carer.with_child.get(1, {})
    return replace(
        carer,
        for_children=[*carer.for_children, number],
        with_child={**carer.with_child, number: dict(with_first)}
        if with_first
        else carer.with_child,
    )


def without_child(visit: Visit, number: int) -> dict[str, Any]:
    """Return what of a visit changes when a child is taken out: those after it move up."""

    def moved(place: int) -> int:
        return place - 1 if place > number else place

    return {
        "children": [c for place, c in enumerate(visit.children, 1) if place != number],
        "carers": [
            replace(
                carer,
                for_children=[moved(n) for n in carer.for_children if n != number],
                with_child={moved(n): f for n, f in carer.with_child.items() if n != number},
            )
            for carer in visit.carers
        ],
        "thoughts": [
            replace(thought, child=moved(thought.child))
            for thought in visit.thoughts
            if thought.child != number
        ],
        **_others_now(),
    }


def without_carer(visit: Visit, number: int) -> dict[str, Any]:
    """Return what of a visit changes when a carer is taken out."""
    carers = [c for place, c in enumerate(visit.carers, 1) if place != number]
    return {"carers": carers, **_others_now()}


def _others_now() -> dict[str, Any]:
    """Return what goes with it when numbers mean other people than before."""
    return {"asking": None, "passed": [], "comparing": [], **renamed()}


def taking_part(visit: Visit, child: int, carers: Collection[int]) -> dict[str, Any]:
    """Return what changes when these carers, by their numbers, would take part for a child.

    What was said of "a carer" of the child is not said of one who is named, so it is asked anew.
    """
    changed = [
        replace(
            carer,
            for_children=sorted({*carer.for_children, child})
            if place in carers
            else [n for n in carer.for_children if n != child],
        )
        for place, carer in enumerate(visit.carers, start=1)
    ]
    return {"carers": changed}


def without_loose_ends(visit: Visit, facts: FactBook) -> dict[str, Any]:
    """Return the children, those whose carers are all named without what "a carer" was said of."""

    def kept(number: int, known: Mapping[str, Any]) -> dict[str, Any]:
        roles = [carer.role for carer in visit.carers if number in carer.for_children]
        all_named = bool(roles) and all(roles)
        return {
            id: value
            for id, value in known.items()
            if not all_named or facts.about.get(id) != "pair" or id == STAGE
        }

    return {
        "children": [
            replace(child, facts=kept(number, child.facts))
            for number, child in enumerate(visit.children, start=1)
        ]
    }
