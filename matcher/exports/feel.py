"""The expression language of DMN, FEEL: names, texts, and conditions in three values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from matcher.conditions import Condition, FactValue
from matcher.exports.expressions import Dialect, written
from matcher.exports.readings import Reading, readings
from matcher.exports.table_conditions import for_tables
from matcher.facts import FactBook
from matcher.result import Status

__all__ = ["Feel", "feel_name", "feel_text"]

READ = "_as_read"
"""Ends the name of a fact that others may fill: the answer, or what they fill it with."""


def feel_name(id: str) -> str:
    """Return an id as a name that every FEEL engine can read: `abuse.neglect`, `abuse_neglect`."""
    return re.sub(r"\W", "_", id)


def feel_text(value: str | bool | None) -> str:
    """Return a value as FEEL writes it; its escapes in a text are those of JSON."""
    return json.dumps(value, ensure_ascii=False)


class Feel:
    """FEEL over one vocabulary."""

    def __init__(self, facts: FactBook) -> None:
        self.facts = facts
        self.readings = readings(facts)
        self.filled = frozenset(reading.fact.id for reading in self.readings)
        self.dialect = Dialect(
            fact=self.read_name,
            term=self.term_name,
            # In FEEL, null = "x" is false, and what is not known has to stay null.
            equals=lambda name, value: (
                f"(if {name} = null then null else {name} = {feel_text(value)})"
            ),
            denied=lambda text: f"not({text})",
        )

    def read_name(self, fact: str) -> str:
        """Return the name under which conditions read a fact."""
        return feel_name(fact) + READ if fact in self.filled else feel_name(fact)

    def term_name(self, term: str) -> str:
        """Return the name of a term."""
        return f"term_{feel_name(term)}"

    def all_of(self, conditions: Iterable[Condition]) -> str:
        """Return whether all of the conditions hold: true, false, or null for not known."""
        parts = self.parts(conditions)
        return " and ".join(written(part, self.dialect, self.facts) for part in parts) or "true"

    def parts(self, conditions: Iterable[Condition]) -> Sequence[Condition]:
        """Return the conditions as they are written, for the names in them."""
        return for_tables(conditions, self.facts)

    def said(self, when: Condition, unless: Condition | None) -> str:
        """Return whether a notice is said: its condition is known to hold, and no exception."""
        # In FEEL, null = true is false: what is not known says nothing, and keeps nothing back.
        said = f"({self.all_of([when])}) = true"
        return f"{said} and not(({self.all_of([unless])}) = true)" if unless else said

    def reading(self, reading: Reading) -> str:
        """Return what a fact is read as: the answer, or the first way that is known to hold."""
        name = feel_name(reading.fact.id)
        chain = [f"if {name} != null then {name}"]
        for when, value in reading.ways:
            chain.append(f"if ({self.all_of([when])}) = true then {_value(value)}")
        return " else ".join([*chain, "null"])

    def status(self, name: str) -> str:
        """Return how a recommendation stands, by the word that Waymark uses."""
        words: tuple[tuple[str, Status], ...] = (("true", "applies"), ("false", "does_not_apply"))
        chain = [f'if {name} = {value} then "{word}"' for value, word in words]
        return " else ".join([*chain, '"needs_information"'])


def _value(value: FactValue) -> str:
    return str(value) if type(value) is int else feel_text(value)  # type: ignore[arg-type]
