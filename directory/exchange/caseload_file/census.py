"""What the columns of the children in need census say in our facts: `data/census_columns.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cattrs import BaseValidationError, Converter, transform_error
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from matcher.conditions import FactValue
from matcher.facts import Fact, FactBook

FILE = "census_columns.yaml"
Reads = Literal["birth", "due", "died", "closed", "code", "codes"]
"""A date of birth, a due date, a day from which a child is not counted, one code or several."""
Says = Mapping[str, str]
"""Facts and their values as a file writes them: `yes`, `no` or a choice."""


class CensusError(Exception):
    """The table is not sound; each problem is a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusSource:
    """Where the code sets come from."""

    title: str
    publisher: str
    url: str
    read_in: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What a council may decide to read into its own codes; off unless somebody ticks it."""

    id: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CensusCode:
    """One code: what it says, or why it says nothing."""

    code: str
    means: str
    also: tuple[str, ...] = ()
    says: Says = field(default_factory=dict)
    says_if: Mapping[str, Says] = field(default_factory=dict)
    """What it says besides where an assumption, by its id, is made."""
    why: str | None = None

    @property
    def written(self) -> tuple[str, ...]:
        """Return the ways in which the code may be written."""
        return (self.code, *self.also)

    def told(self, assumed: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
        """Yield each fact with its value, and whether only an assumption says it."""
        yield from ((fact, value, False) for fact, value in self.says.items())
        for id in sorted(assumed & self.says_if.keys()):
            yield from ((fact, value, True) for fact, value in self.says_if[id].items())


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusColumn:
    """One column of the census, under each of its names."""

    names: tuple[str, ...]
    reads: Reads
    codes: tuple[CensusCode, ...] = ()
    gives_way: bool = False
    """To what any other column says."""
    as_columns: bool = False
    """A code may also head a column of its own, ticked row by row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedHeadings:
    """Headings of what may tell who somebody is: whole words, and letters within."""

    words: frozenset[str]
    within: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Census:
    """The whole table."""

    source: CensusSource
    assumptions: tuple[Assumption, ...]
    columns: tuple[CensusColumn, ...]
    not_used: tuple[str, ...]
    refused: RefusedHeadings


@lru_cache(maxsize=4)
def census_in(data: Path, facts: FactBook) -> Census:
    """Return the table of a folder, read once. Raises CensusError naming every problem."""
    try:
        read = YAML(typ="safe").load((data / FILE).read_text(encoding="utf-8"))
        census = _converter().structure(read, Census)
    except (YAMLError, BaseValidationError) as error:
        raise CensusError(f"data/{FILE}: {_said(error)}") from None
    if problems := [*_problems(census, facts)]:
        raise CensusError("\n".join(f"data/{FILE}: {problem}" for problem in problems))
    return census


def value_of(fact: Fact, text: str) -> FactValue | None:
    """Return the value of a fact that the table writes so; None where it has no such value."""
    value = {"yes": True, "no": False}.get(text) if fact.type == "boolean" else text
    return value if value is not None and value in fact.domain() else None


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(date, lambda value, _: value)  # YAML reads it as one
    return converter


def _said(error: Exception) -> str:
    if isinstance(error, BaseValidationError):
        return "; ".join(transform_error(error))
    return " ".join(str(error).split())


def _problems(census: Census, facts: FactBook) -> Iterator[str]:
    """Yield what no fact has, and each code that neither says anything nor says why not."""
    assumptions = {each.id for each in census.assumptions}
    for column in census.columns:
        for code in column.codes:
            where = f"{column.names[0]} {code.code}"
            for said in (code.says, *code.says_if.values()):
                yield from _unknown(where, said, facts)
            yield from (
                f"{where}: {id} is no assumption" for id in code.says_if if id not in assumptions
            )
            if not code.says and not code.why:
                yield f"{where}: says nothing and does not say why"


def _unknown(where: str, said: Says, facts: FactBook) -> Iterator[str]:
    for id, text in said.items():
        fact = facts.by_id.get(id)
        if fact is None:
            yield f"{where}: {id} is no fact"
        elif value_of(fact, text) is None:
            yield f"{where}: {id} is never {text}"
