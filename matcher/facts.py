"""What may be known about a child, carer or parent: the vocabulary of `data/facts.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.conditions import Condition, FactValue, Known, met_when
from matcher.in_force import Entry

__all__ = [
    "About",
    "Asking",
    "Choice",
    "Fact",
    "FactBook",
    "FactGroup",
    "FactSays",
    "Follows",
    "Role",
]

FactType = Literal["boolean", "age", "date", "choice"]
About = Literal["child", "carer", "pair", "family"]
"""Whom a fact is about: one child, one carer, a carer with a child, or the whole family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts that are asked together; `none` labels the box that makes the rest "no"."""

    id: str
    title: str
    about: About
    hint: str | None = None
    none: str | None = None
    opens_a_case: bool = False
    """Its facts are asked of every child, so that an answer to one raises no need of its own."""
    meant_of_parents: bool = False
    """Its facts are about a parent; see the same of a fact."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """One value of a choice, its label on a form and its sentence in a reason.

    A choice that `sets` other facts is shorthand for them.
    """

    value: str
    label: str
    chip: str = ""
    """What it is called on the first page; empty where that is the label."""
    says: str
    sets: Mapping[str, FactValue] = field(default_factory=dict)
    changed: str | None = None
    """What the first edition of the rules made of it, and why it is read otherwise now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSays:
    """The sentences of a fact; a choice or an age says its value itself."""

    not_known: str
    met: str = ""
    not_met: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """A value that a fact has, where nobody gives it, as soon as a condition holds."""

    when: Condition
    value: FactValue
    of_another_carer: bool = False
    """Read only out of what is said of another carer of the child, who is named."""


Way: TypeAlias = tuple[Callable[[Known], bool], Follows]
"""How a fact follows, with what says whether it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Entry):
    """One thing that may be known, how it is asked and which source makes us ask."""

    id: str
    group: str
    type: FactType
    label: str
    question: str
    asked_of: str
    says: FactSays
    source: str
    hint: str | None = None
    choices: tuple[Choice, ...] = ()
    about: About | None = None
    """Given where it differs from the group's."""
    of_person: str | None = None
    """The question where the carer it is about is named; else `question` serves."""
    opposite_of: str | None = None
    """The fact that this one denies of a named person: not that one, so this one, and the reverse.

    What it does not say is that nobody else could be so: that one holding leaves this one open.
    """
    asked_from_months: int | None = None
    """The age from which asking makes sense: nobody asks whether an unborn child is missing."""
    asked_at_any_age_when: Condition | None = None
    """What opens the question at a younger age."""
    asked_age_is: str | None = None
    """Where that age comes from; it says so where it is a reading of ours."""
    asked_unless: Condition | None = None
    """Where asking makes no sense."""
    asked_first: int | None = None
    """Its place among the questions of safety, which come before all others."""
    asked_sooner_when: Condition | None = None
    """What puts the question before those that only settle options."""
    meant_of_parents: bool = False
    """Not asked of who brings the child up in place of the parents, unless harm is raised."""
    of_other_carer: str | None = None
    """The question that is asked first instead, where such a carer and harm are both there."""
    opens_a_case: bool | None = None
    """Given where it differs from the group's."""
    is_common: bool = False
    """Whether it is so common a need that the first page offers it."""
    chip: str = ""
    """What it is called there; empty where that is the label."""
    follows: tuple[Follows, ...] = ()
    """What is read out of other answers; the first whose condition holds."""

    def domain(self) -> tuple[FactValue, ...]:
        """Return every value the fact may have; a date has none, it is read as an age."""
        match self.type:
            case "boolean":
                return (True, False)
            case "choice":
                return tuple(choice.value for choice in self.choices)
            case "age":
                return tuple(range(YOUNGEST_MONTHS, OLDEST_MONTHS + 1))
            case "date":
                return ()

    def say(self, value: FactValue | None) -> str:
        """Return the sentence for a value, or for its not being known."""
        if value is None:
            return self.says.not_known
        if self.type == "choice":
            return next(choice.says for choice in self.choices if choice.value == value)
        return self.says.met if value else self.says.not_met


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Role:
    """What a person who would take part is called, and which facts the word itself says."""

    id: str
    label: str
    named: str
    """In a sentence: "the mother"."""
    sets: Mapping[str, FactValue]
    instead_of_parents: bool = False
    """Brings the child up in place of the parents, so that what is meant of parents is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """When questions that are meant of parents are asked of somebody else."""

    in_place_of_parents: Condition
    """A carer in place of the parents would take part."""
    parents: Condition
    """A parent would take part as well."""
    harm_raised: Condition
    """What makes it right to ask such a carer all the same."""


@dataclass(frozen=True, kw_only=True)
class FactBook:
    """Every fact and group, and the roles of carers, in the order of the file."""

    groups: tuple[FactGroup, ...]
    facts: tuple[Fact, ...]
    roles: tuple[Role, ...] = ()
    asking: Asking | None = None

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Return the facts by their ids."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def shorthand(self) -> Mapping[str, Mapping[FactValue, Choice]]:
        """Return the facts that stand for others, each with its choices by their values."""
        return {
            fact.id: {choice.value: choice for choice in fact.choices}
            for fact in self.facts
            if any(choice.sets for choice in fact.choices)
        }

    @cached_property
    def following(self) -> tuple[Fact, ...]:
        """Return the facts that may follow from others."""
        return tuple(fact for fact in self.facts if fact.follows)

    @cached_property
    def opposites(self) -> tuple[tuple[str, str], ...]:
        """Return each fact that denies another of a named person, with that other."""
        return tuple((fact.id, fact.opposite_of) for fact in self.facts if fact.opposite_of)

    @cached_property
    def role(self) -> Mapping[str, Role]:
        """Return the roles by their ids."""
        return {role.id: role for role in self.roles}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Return each fact's place in the file, for questions that are otherwise equal."""
        return {fact.id: place for place, fact in enumerate(self.facts)}

    @cached_property
    def _values(self) -> frozenset[tuple[str, type, FactValue]]:
        return frozenset((f.id, type(value), value) for f in self.facts for value in f.domain())

    def allows(self, id: str, value: object) -> bool:
        """Say whether a fact may have this very value; a date is told apart elsewhere."""
        try:
            return (id, type(value), value) in self._values
        except TypeError:  # a list or an object, which no fact can be
            return False

    @cached_property
    def about(self) -> Mapping[str, About]:
        """Return whom each fact is about, by its id."""
        of_group = {group.id: group.about for group in self.groups}
        return {fact.id: fact.about or of_group[fact.group] for fact in self.facts}

    @cached_property
    def opening(self) -> frozenset[str]:
        """Return the facts that are asked of every child."""
        of_group = {group.id: group.opens_a_case for group in self.groups}
        return frozenset(
            fact.id
            for fact in self.facts
            if (of_group.get(fact.group) if fact.opens_a_case is None else fact.opens_a_case)
        )

    @cached_property
    def common(self) -> tuple[Fact, ...]:
        """Return the needs that the first page offers, in the order of the file."""
        return tuple(fact for fact in self.facts if fact.is_common)

    @cached_property
    def of_safety(self) -> tuple[str, ...]:
        """Return the facts whose questions come before all others."""
        return tuple(fact.id for fact in self.facts if fact.asked_first is not None)

    @cached_property
    def put_sooner(self) -> Mapping[str, Callable[[Known], bool]]:
        """Return the facts that something known puts before those that only settle options."""
        found = {fact.id: fact.asked_sooner_when for fact in self.facts}
        return {id: met_when(when) for id, when in found.items() if when is not None}

    @cached_property
    def makes_no_sense(self) -> Mapping[str, Callable[[Known], bool]]:
        """Return the facts that are not asked where something is known, each with what it is."""
        found = {fact.id: fact.asked_unless for fact in self.facts}
        return {id: met_when(when) for id, when in found.items() if when is not None}

    @cached_property
    def follows_when(
        self,
    ) -> tuple[tuple[str, tuple[tuple[Callable[[Known], bool], Follows], ...]], ...]:
        """Return the facts that may follow from others, each with the ways it does."""
        return tuple(
            (fact.id, tuple((met_when(each.when), each) for each in fact.follows))
            for fact in self.following
        )

    @cached_property
    def of_parents(self) -> frozenset[str]:
        """Return the facts that are meant of parents."""
        of_group = {group.id for group in self.groups if group.meant_of_parents}
        return frozenset(f.id for f in self.facts if f.meant_of_parents or f.group in of_group)

    def in_group(self, group: str) -> tuple[Fact, ...]:
        """Return the facts of a group, in order."""
        return tuple(fact for fact in self.facts if fact.group == group)
