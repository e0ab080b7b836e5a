"""The rule base as a library of CQL: one definition a recommendation, true, false or null.

An answer that is not known is a parameter that nobody gives, which is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matcher.conditions import Condition, FactValue
from matcher.exports.expressions import Dialect, written
from matcher.exports.readings import Reading, readings
from matcher.exports.shared_terms import terms_in
from matcher.exports.table_conditions import for_tables
from matcher.knowledge import ActFirst, Knowledge, Recommendation

__all__ = ["LIBRARY", "cql_name", "cql_text", "open_name", "said_name", "version_of"]

LIBRARY = "Waymark"
READ = " as read"
TYPES = {"boolean": "Boolean", "age": "Integer", "choice": "String"}


def cql_text(knowledge: Knowledge) -> str:
    """Return the library as text."""
    return "\n".join(_Library(knowledge).lines()) + "\n"


def version_of(knowledge: Knowledge) -> str:
    """Return the day on which a source was last read against its rules."""
    return max(source.checked_on for source in knowledge.sources).isoformat()


def cql_name(id: str) -> str:
    """Return an id as a quoted name of CQL; text in CQL takes a backslash as JSON does."""
    return '"' + id.replace("\\", "\\\\").replace('"', '\\"') + '"'


def open_name(item: Recommendation) -> str:
    """Return what says that a recommendation waits for something that is not known."""
    return f"{item.id} needs information"


def said_name(item: ActFirst) -> str:
    """Return what says that a notice is shown."""
    return f"act first: {item.id}"


def _text(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


class _Library:
    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts = knowledge.facts
        self.readings = readings(self.facts)
        filled = frozenset(reading.fact.id for reading in self.readings)
        self.dialect = Dialect(
            fact=lambda id: cql_name(id + READ if id in filled else id),
            term=lambda id: cql_name(f"term {id}"),
            equals=lambda name, value: f"{name} = {_text(value)}",
            denied=lambda text: f"(not {text})",
        )

    def lines(self) -> Iterator[str]:
        yield f"library {LIBRARY} version '{version_of(self.knowledge)}'"
        yield ""
        yield "// What is known of one child; a parameter that is not given is not known, never no."
        for fact in self.facts.facts:
            if fact.domain():
                # Some engines take a parameter that is not given for no value, which is not null.
                yield f"parameter {cql_name(fact.id)} {TYPES[fact.type]} default null"
        yield ""
        yield "context Unfiltered"
        for reading in self.readings:
            yield from _define(reading.fact.id + READ, self._reading(reading))
        for term in terms_in(self.knowledge):
            yield from _define(f"term {term.id}", self._all_of([term.when]))
        for item in self.knowledge.recommendations:
            yield from self._recommendation(item)
        for notice in self.knowledge.act_first:
            if not notice.of_person:
                yield from _define(said_name(notice), self._said(notice), notice.title)

    def _recommendation(self, item: Recommendation) -> Iterator[str]:
        cited = f"{item.citation.source} {item.citation.ref}, {item.strength}: {item.citation.url}"
        yield from _define(item.id, self._all_of(item.when), item.title, cited)
        yield from _define(open_name(item), f"{cql_name(item.id)} is null")

    def _said(self, notice: ActFirst) -> str:
        said = f"({self._all_of([notice.when])}) is true"
        if not notice.unless:
            return said
        return f"({said}) and (({self._all_of([notice.unless])}) is not true)"

    def _all_of(self, conditions: Iterable[Condition]) -> str:
        parts = for_tables(conditions, self.facts)
        return " and ".join(written(part, self.dialect, self.facts) for part in parts) or "true"

    def _reading(self, reading: Reading) -> str:
        name = cql_name(reading.fact.id)
        chain = [f"if {name} is not null then {name}"]
        for when, value in reading.ways:
            chain.append(f"if ({self._all_of([when])}) is true then {_value(value)}")
        return " else ".join([*chain, "null"])


def _define(name: str, expression: str, *says: str) -> Iterator[str]:
    yield ""
    yield from (f"// {' '.join(line.split())}" for line in says)
    yield f"define {cql_name(name)}:"
    yield f"  {expression}"


def _value(value: FactValue) -> str:
    return _text(value) if isinstance(value, str) else str(value).lower()
