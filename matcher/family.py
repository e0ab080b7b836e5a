"""A family: several children, and the carers whom they have in common, named by role only.

Each child with each carer is a case of its own, since stage and harm are per child and per carer
(NG76 1.5 and 1.7; `docs/knowledge.md`, "whom a fact is about").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.case import Case, CaseError, Problem, read_case
from matcher.conditions import AGE
from matcher.facts import About, FactBook, Role
from matcher.implied_facts import follows_of_child, read_shorthand

__all__ = [
    "AT_RISK",
    "STAGE",
    "Carer",
    "Family",
    "cases_of",
    "family_of",
    "names_of",
    "read_family",
]

Facts = Mapping[str, Any]
STAGE = "stage"
"""May be said of a child for all its carers, and differ with one of them."""
AT_RISK = "harm.at_risk"
"""Of a child with a carer; what the stage of a child says of it is said of every parent."""
_PARTS = ("family", "children", "carers")
_MOST_PEOPLE = 20
"""A bound on the work that a hostile file can ask for; no real family comes near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carer:
    """Someone who would take part, for the children named by their numbers, counted from 1.

    The role is so for those children alone: the mother of one child need not be another's.
    `with_child` holds what is so with one child alone.
    """

    for_children: frozenset[int]
    role: Role | None = None
    facts: Facts = field(default_factory=dict)
    with_child: Mapping[int, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What is known of a family, sorted by whom it is about."""

    shared: Facts
    children: tuple[Facts, ...]
    carers: tuple[Carer, ...]


def names_of(roles: Sequence[Role | None]) -> tuple[str, ...]:
    """Return what carers of these roles are called in a sentence; those of one role are counted."""
    names = [role.named if role else "the parent or carer" for role in roles]
    return tuple(
        f"{name} {names[: place + 1].count(name)}" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    )


def cases_of(
    family: Family, child: int, facts: FactBook, on: date
) -> tuple[tuple[int | None, Case], ...]:
    """Return the number and the case of each carer who would take part for a child.

    Where nobody is named for the child there is one case, of nobody. Raises CaseError.
    """
    own = {**family.shared, **family.children[child - 1]}
    carers = [(n, c) for n, c in enumerate(family.carers, start=1) if child in c.for_children]
    if not carers:
        return ((None, read_case(own, facts, on)),)
    own = {**_said_of_child(own, facts), **own}
    own = {**_of_child([c for _, c in carers], child, own, facts, on), **own}
    return tuple(
        (number, read_case(_with(carer, child, own, facts), facts, on)) for number, carer in carers
    )


def _said_of_child(own: Facts, facts: FactBook) -> dict[str, Any]:
    """Return what shorthand says of a child itself, and not of a carer with it."""
    gives = (pair for each in read_shorthand(own, facts) for pair in each.gives)
    return {id: value for id, value in gives if facts.about.get(id) == "child"}


def _of_child(
    carers: Sequence[Carer], child: int, own: Facts, facts: FactBook, on: date
) -> dict[str, Any]:
    """Return what is so of a child because of what is said of it with one of its carers.

    Harm that happened is of the child, whoever is asked about; what somebody says that it is counts
    before what nobody could say that it is.
    """
    found: dict[str, Any] = {}
    for carer in carers:
        known = read_case(_with(carer, child, own, facts), facts, on).known
        of_child = {id: v for id, v in known.items() if facts.about.get(id) == "child"}
        for id, value in (of_child | follows_of_child(known, facts)).items():
            if found.get(id) is not True:
                found[id] = value
    return {id: value for id, value in found.items() if id != AGE}


def _with(carer: Carer, child: int, own: Facts, facts: FactBook) -> dict[str, Any]:
    """Return what is known of a carer with a child: what is said of the two counts before all else.

    What is said of "a carer" of the child is not said of one who is named by role; the stage is,
    unless that carer brings the child up in place of the parents: it is meant of parents.
    """
    if carer.role is None:
        return {**own, **carer.facts, **carer.with_child.get(child, {})}
    said = {id: v for id, v in own.items() if facts.about.get(id) != "pair"}
    if STAGE in own and not carer.role.instead_of_parents:
        said[STAGE] = own[STAGE]
    known = {**carer.role.sets, **said, **carer.facts, **carer.with_child.get(child, {})}
    for id, other in facts.opposites:
        if known.get(other) is False:
            known.setdefault(id, True)
        elif known.get(id) is True:
            known.setdefault(other, False)
    return known


def family_of(case: Facts, facts: FactBook) -> Family:
    """Return the family of one child and, where something is known of one, of one carer."""
    by: dict[About, dict[str, Any]] = {"child": {}, "carer": {}, "pair": {}, "family": {}}
    for id, value in case.items():
        by[facts.about.get(id, "child")][id] = value
    carer = Carer(for_children=frozenset({1}), facts=by["carer"]) if by["carer"] else None
    child = {**by["child"], **by["pair"]}
    return Family(shared=by["family"], children=(child,), carers=(carer,) if carer else ())


def read_family(data: object, facts: FactBook, on: date) -> Family:
    """Return the family that an object describes, as `docs/matcher.md` shows it.

    Raises CaseError naming every field that cannot be read, such as `children[2].abuse.neglect`.
    """
    if not isinstance(data, Mapping):
        raise CaseError((Problem(field=None, problem="a family is an object with children"),))
    problems = [
        Problem(field=str(id), problem=f"is not one of {', '.join(_PARTS)}")
        for id in data
        if id not in _PARTS
    ]
    shared = _facts(data.get("family"), "family", problems)
    children = tuple(
        _facts(each, f"children[{n}]", problems) for n, each in _list(data, "children", problems)
    )
    count = len(children)
    carers = tuple(
        _carer(each, n, count, facts, problems) for n, each in _list(data, "carers", problems)
    )
    family = Family(shared=shared, children=children, carers=carers)
    if not children and not problems:
        problems.append(Problem(field="children", problem="name at least one child"))
    problems += _of_facts(family, facts, on)
    if problems:
        raise CaseError(tuple(problems))
    return family


def _list(data: Facts, part: str, problems: list[Problem]) -> list[tuple[int, object]]:
    value = data.get(part)
    if value is None:
        return []
    if isinstance(value, list) and len(value) <= _MOST_PEOPLE:
        return list(enumerate(value, start=1))
    problems.append(Problem(field=part, problem=f"should be a list of at most {_MOST_PEOPLE}"))
    return []


def _facts(value: object, where: str, problems: list[Problem]) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return {str(id): each for id, each in value.items() if each is not None}
    problems.append(Problem(field=where, problem="should be an object of fact id to value"))
    return {}


def _carer(
    value: object, place: int, children: int, facts: FactBook, problems: list[Problem]
) -> Carer:
    where = f"carers[{place}]"
    given = _facts(value, where, problems)
    for id in given.keys() - {"role", "for_children", "facts", "with_child"}:
        problems.append(Problem(field=f"{where}.{id}", problem="is not part of a carer"))
    role = given.get("role")
    if role is not None and (not isinstance(role, str) or role not in facts.role):
        known = ", ".join(facts.role)
        problems.append(Problem(field=f"{where}.role", problem=f"is not one of {known}"))
        role = None
    pairs = _facts(given.get("with_child"), f"{where}.with_child", problems)
    return Carer(
        role=facts.role[role] if role else None,
        for_children=_for_children(given.get("for_children"), where, children, problems),
        facts=_facts(given.get("facts"), f"{where}.facts", problems),
        with_child={
            int(child): _facts(each, f"{where}.with_child.{child}", problems)
            for child, each in pairs.items()
            if _is_place(child, where, problems)
        },
    )


def _for_children(
    value: object, where: str, children: int, problems: list[Problem]
) -> frozenset[int]:
    """Return the children for whom a carer would take part; an only child need not be named."""
    if children == 0:
        return frozenset()  # that there is none is told elsewhere
    if value is None and children == 1:
        return frozenset({1})
    numbers = value if isinstance(value, list) else [None]
    if all(type(n) is int and 1 <= n <= children for n in numbers):
        return frozenset(numbers)
    text = f"should be a list of the numbers of children, 1 to {children}, that this carer is for"
    problems.append(Problem(field=f"{where}.for_children", problem=text))
    return frozenset()


def _is_place(child: str, where: str, problems: list[Problem]) -> bool:
    if child.isascii() and child.isdigit() and len(child) <= 2:
        return True
    text = "should be the number of a child, counted from 1"
    problems.append(Problem(field=f"{where}.with_child.{child}", problem=text))
    return False


def _of_facts(family: Family, facts: FactBook, on: date) -> Iterator[Problem]:
    """Yield what is wrong with the facts, each where it stands."""
    yield from _in("family", family.shared, ("family",), facts, on)
    for place, child in enumerate(family.children, start=1):
        yield from _in(f"children[{place}]", child, ("child", "pair"), facts, on)
        yield from _of_nobody(family, place, child, facts)
    for place, carer in enumerate(family.carers, start=1):
        yield from _in(f"carers[{place}].facts", carer.facts, ("carer", "pair"), facts, on)
        for number, known in carer.with_child.items():
            where = f"carers[{place}].with_child.{number}"
            yield from _in(where, known, ("pair",), facts, on)
            if not 1 <= number <= len(family.children):
                yield Problem(field=where, problem=f"there is no child {number}")
            elif number not in carer.for_children:
                yield Problem(field=where, problem=f"child {number} is not in for_children")


def _of_nobody(family: Family, place: int, child: Facts, facts: FactBook) -> Iterator[Problem]:
    """Yield what is said of "a carer" of a child for whom every carer is named by role."""
    roles = [carer.role for carer in family.carers if place in carer.for_children]
    for id in child:
        if roles and all(roles) and facts.about.get(id) == "pair" and id != STAGE:
            text = "is about a carer, and carers are named: put it into with_child of one of them"
            yield Problem(field=f"children[{place}].{id}", problem=text)


def _in(
    where: str, known: Facts, about: tuple[About, ...], facts: FactBook, on: date
) -> Iterator[Problem]:
    try:
        read_case(known, facts, on)
    except CaseError as error:
        for problem in error.problems:
            yield Problem(field=f"{where}.{problem.field}", problem=problem.problem)
    for id in known:
        if id in facts.about and facts.about[id] not in about:
            right = {
                "family": "the family",
                "child": "a child",
                "carer": "a carer",
                "pair": "a child",
            }
            text = f"is about {right[facts.about[id]]}: put it there"
            yield Problem(field=f"{where}.{id}", problem=text)
