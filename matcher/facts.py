"""What may be known about a child, carer or parent: the vocabulary of `data/facts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.conditions import FactValue

__all__ = ["About", "Choice", "Fact", "FactBook", "FactSays", "Group", "Role"]

FactType = Literal["boolean", "age", "date", "choice"]
About = Literal["child", "carer", "pair", "family"]
"""Whom a fact is about: one child, one carer, a carer with a child, or the whole family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Facts that are asked together; `none` labels the box that makes the rest "no"."""

    id: str
    title: str
    about: About
    hint: str | None = None
    none: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a choice, its label on a form and its sentence in a reason."""

    value: str
    label: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSays:
    """The sentences of a fact; a choice or an age says its value itself."""

    not_known: str
    met: str = ""
    not_met: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
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
    sets: Mapping[str, bool]


@dataclass(frozen=True, kw_only=True)
class FactBook:
    """Every fact and group, and the roles of carers, in the order of the file."""

    groups: tuple[Group, ...]
    facts: tuple[Fact, ...]
    roles: tuple[Role, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """Return the facts by their ids."""
        return {fact.id: fact for fact in self.facts}

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

    def in_group(self, group: str) -> tuple[Fact, ...]:
        """Return the facts of a group, in order."""
        return tuple(fact for fact in self.facts if fact.group == group)
