"""Reading YAML files strictly: every problem at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from matcher.citations import Citation, Link
from matcher.condition_parser import FactTypes, fact_types, read_condition
from matcher.conditions import All, Condition, FactValue, Term
from matcher.dated_files import as_of, read_period
from matcher.diagnostics import KnowledgeProblem, line_at
from matcher.in_force import Entry, Period
from matcher.yaml_files import YamlFiles
from matcher.yaml_scalars import exactly, fact_value, one_of

T = TypeVar("T")


NOTHING = All(parts=())
"""Stands where a condition cannot be read for a reason that has been noted already."""


class KnowledgeReader:
    """Reads the files of one folder as of one day and gathers what is wrong with them.

    With a `base`, the folder is a council's own layer upon what the base has read.
    """

    def __init__(
        self, files: YamlFiles, day: date | None, base: KnowledgeReader | None = None
    ) -> None:
        self.files, self.day, self.base = files, day, base
        self.problems: list[KnowledgeProblem] = []
        self.documents: dict[str, dict[str, Any]] = {}
        self.terms: dict[str, Term] = dict(base.terms) if base else {}
        own = fact_types(self.document("facts.yaml"))
        self.facts: FactTypes = {**base.facts, **own} if base else own
        self.links: dict[str, Link] = dict(base.links) if base else {}
        self.converter = _converter(self.facts, self.terms, self.links)

    def note(self, name: str, line: int | None, text: str) -> None:
        """Gather one problem of a file."""
        file = self.files.folder / name
        self.problems.append(KnowledgeProblem(file=file, line=line, text=text))

    def document(self, name: str) -> dict[str, Any]:
        """Return a file as it is in force; an empty mapping where it cannot be read."""
        if name not in self.documents:
            self.documents[name] = as_of(self.files.document(name), self.day)
        return self.documents[name]

    def expect(self, name: str, parts: tuple[str, ...]) -> None:
        """Note each part of a file that nobody would read, because its name is wrong."""
        found = self.document(name)
        for key in (key for key in found if key not in parts):
            line = line_at(found, f"$['{key}']")
            self.note(name, line, f"{key}: is not one of {', '.join(parts)}")

    def whole(self, name: str, into: type[T]) -> T | None:
        """Return a whole file as one value, or None where it has problems."""
        found = self.document(name)
        return self.part(name, found, into, "$") if found else None

    def part(self, name: str, value: object, into: type[T], path: str) -> T | None:
        """Return one entry as a value, or None where it has problems."""
        try:
            return self.converter.structure(self._whose(value, into), into)
        except Exception as error:
            for message in transform_error(error, path=path, format_exception=_plain):
                text, _, where = message.rpartition(" @ ")
                line = line_at(self.documents[name], where)
                self.note(name, line, f"{where[2:] or 'file'}: {text}")
        return None

    def _whose(self, value: object, into: type) -> object:
        """Return an entry with whose it is, which follows from the folder of its file."""
        if not isinstance(value, dict):
            return value
        if not issubclass(into, Entry):
            # It is read as it counts on the day, and nothing shows when that is.
            return {key: part for key, part in value.items() if key != "in_force"}
        return {**value, "local": self.base is not None}

    def entries(self, name: str, key: str) -> Iterator[tuple[str, object]]:
        """Yield each entry of a list in a file with its path."""
        found = self.document(name)
        entries = found.get(key)
        if isinstance(entries, list):
            yield from ((f"$.{key}[{place}]", entry) for place, entry in enumerate(entries))
        elif found and (key in found or not self.base):
            self.note(name, line_at(found, f"$.{key}"), f"{key}: should be a list of entries")

    def each(
        self, name: str, key: str, into: type[T], add: Callable[[object], object] | None = None
    ) -> tuple[T, ...]:
        """Return each entry of a list in a file; entries with problems are left out and noted."""
        parts = (
            self.part(name, add(entry) if add else entry, into, path)
            for path, entry in self.entries(name, key)
        )
        return tuple(part for part in parts if part is not None)


def _converter(facts: FactTypes, terms: Mapping[str, Term], links: Mapping[str, Link]) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool, date):
        converter.register_structure_hook(kind, exactly)

    def condition(value: object, kind: object) -> Condition | None:
        if value is None and kind != Condition:
            return None
        return read_condition(value, facts, terms) if facts else NOTHING

    converter.register_structure_hook_func(
        lambda kind: kind in (Condition, Condition | None), condition
    )
    converter.register_structure_hook_func(lambda kind: kind == FactValue, fact_value)
    plain = make_dict_structure_fn(
        Citation, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def citation(value: Any, kind: Any) -> Citation:
        made = plain(value, kind)
        link = links.get(made.url)
        return replace(made, state=link.state, on=link.on, was=link.was) if link else made

    converter.register_structure_hook(Citation, citation)
    converter.register_structure_hook(Period, lambda value, _: read_period(value))
    converter.register_structure_hook_func(_is_literal, one_of)
    converter.register_structure_hook_factory(_is_tuple, _list_of)
    return converter


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _list_of(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """Return what reads a list; by itself cattrs also takes a text for a list of its letters."""
    entries: Any = list.__class_getitem__(get_args(kind)[0])
    structure = converter.get_structure_hook(entries)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise TypeError
        return tuple(structure(value, entries))

    return read


def _plain(error: BaseException, kind: type | None) -> str:
    """Word one problem for the person who edits the file."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        names = ", ".join(sorted(map(str, error.extra_fields)))
        return f"has parts that are not known here: {names}"
    if isinstance(error, TypeError | AttributeError):
        return "should be a list of entries, or a mapping, as docs/knowledge.md shows"
    return str(error)
