"""Reading `data/`: strict, and every problem at once with its file and line.

The only module of the matcher that may use ruamel.yaml and cattrs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from matcher.conditions import All, Condition, Says, Term
from matcher.facts import FactBook
from matcher.grammar import FactTypes, fact_types, read_condition
from matcher.knowledge import (
    ActFirst,
    Contradiction,
    Knowledge,
    PracticeNote,
    Programme,
    Recommendation,
    SetAside,
    Sign,
    SignGroup,
    SignStep,
    Source,
)
from matcher.placed import KnowledgeError, Placed, line_at, line_of_bad_day
from matcher.scalars import exactly, one_of
from matcher.soundness import problems_of

__all__ = ["DATA", "KnowledgeError", "load"]

T = TypeVar("T")

_HERE = Path(__file__).resolve().parent
_PACKED = _HERE.parent / "waymark_files" / "data"
DATA = _PACKED if _PACKED.is_dir() else _HERE.parent / "data"
"""The knowledge files: packed beside the packages in a wheel, `data/` in a checkout."""

_PARTS = {
    "terms.yaml": ("terms",),
    "programmes.yaml": ("programmes",),
    "notices.yaml": ("act_first", "practice_notes", "contradictions", "set_aside"),
    "signs.yaml": ("groups", "signs", "steps"),
}
"""The files that are nothing but lists of entries, and the names of their lists."""

_NOTHING = All(parts=())
"""Stands where a condition cannot be read for a reason that has been noted already."""


def load(data: Path = DATA) -> Knowledge:
    """Return everything that `data` holds.

    Raises KnowledgeError with every problem found, each with its file and line.
    """
    reader = _Reader(data)
    facts = reader.whole("facts.yaml", FactBook)
    for name, parts in _PARTS.items():
        reader.expect(name, parts)
    _read_terms(reader)
    knowledge = _knowledge(reader, facts or FactBook(groups=(), facts=()))
    problems = reader.problems or problems_of(knowledge, reader.documents, data)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


class _Reader:
    """Reads files one by one and gathers what is wrong with them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.problems: list[Placed] = []
        self.documents: dict[str, dict[str, Any]] = {}
        self.terms: dict[str, Term] = {}
        self.facts = fact_types(self.document("facts.yaml"))
        self.converter = _converter(self.facts, self.terms)

    def note(self, name: str, line: int | None, text: str) -> None:
        """Gather one problem of a file."""
        self.problems.append(Placed(file=self.data / name, line=line, text=text))

    def document(self, name: str) -> dict[str, Any]:
        """Return a file as it is written; an empty mapping where it cannot be read."""
        if name not in self.documents:
            text = self._text(name)
            self.documents[name] = {} if text is None else self._mapping(name, text)
        return self.documents[name]

    def _text(self, name: str) -> str | None:
        try:
            return (self.data / name).read_text(encoding="utf-8")
        except OSError as error:
            self.note(name, None, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.note(name, line, "is not UTF-8 text")
        return None

    def _mapping(self, name: str, text: str) -> dict[str, Any]:
        try:
            found = YAML(typ="rt").load(text)
        except Exception as error:
            # ruamel raises more than its own errors: ValueError for a day that does not exist,
            # RecursionError for deep nesting, and others for tags that it cannot build.
            self.note(name, *_yaml_problem(text, error))
            return {}
        if isinstance(found, dict) and found:
            return found
        self.note(name, 1, "should be a mapping with named parts, as docs/knowledge.md shows")
        return {}

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
            return self.converter.structure(value, into)
        except Exception as error:
            for message in transform_error(error, path=path, format_exception=_plain):
                text, _, where = message.rpartition(" @ ")
                line = line_at(self.documents[name], where)
                self.note(name, line, f"{where[2:] or 'file'}: {text}")
        return None

    def entries(self, name: str, key: str) -> Iterator[tuple[str, object]]:
        """Yield each entry of a list in a file with its path."""
        found = self.document(name)
        entries = found.get(key)
        if isinstance(entries, list):
            yield from ((f"$.{key}[{place}]", entry) for place, entry in enumerate(entries))
        elif found:
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


def _read_terms(reader: _Reader) -> None:
    """Gather the terms; each may use those above it, and none may hide a fact or another term."""
    for path, entry in reader.entries("terms.yaml", "terms"):
        term = reader.part("terms.yaml", entry, Term, path) or _stand_in(entry)
        if term.id in reader.terms or term.id in reader.facts:
            line = line_at(reader.document("terms.yaml"), path)
            reader.note("terms.yaml", line, f"{term.id}: this id is used twice")
        reader.terms[term.id] = term


def _stand_in(entry: object) -> Term:
    """Return a term for one with problems, so that its uses are not reported as well."""
    id = str(entry.get("id")) if isinstance(entry, dict) else ""
    return Term(id=id, when=_NOTHING, says=Says(met="", not_met="", not_known=""))


def _knowledge(reader: _Reader, facts: FactBook) -> Knowledge:
    names = sorted(f"rules/{path.name}" for path in (reader.data / "rules").glob("*.yaml"))
    if not names:
        reader.note("rules", None, "holds no recommendations: one .yaml file a source")
    sources = [source for name in names if (source := _source(reader, name))]
    return Knowledge(
        facts=facts,
        sources=tuple(sources),
        recommendations=tuple(item for name in names for item in _recommendations(reader, name)),
        programmes=reader.each("programmes.yaml", "programmes", Programme),
        act_first=reader.each("notices.yaml", "act_first", ActFirst),
        practice_notes=reader.each("notices.yaml", "practice_notes", PracticeNote),
        contradictions=reader.each("notices.yaml", "contradictions", Contradiction),
        set_aside=reader.each("notices.yaml", "set_aside", SetAside),
        sign_groups=reader.each("signs.yaml", "groups", SignGroup),
        signs=reader.each("signs.yaml", "signs", Sign),
        sign_steps=reader.each("signs.yaml", "steps", SignStep),
    )


def _source(reader: _Reader, name: str) -> Source | None:
    head = dict(reader.document(name))
    if not head:
        return None
    head.pop("recommendations", None)
    head["id"] = head.pop("source", None)
    if head["id"] != Path(name).stem:
        line = line_at(reader.document(name), "$.source")
        reader.note(name, line, f"source: should be {Path(name).stem}, the name of the file")
    if type(head.get("published")) is date:
        head["published"] = head["published"].isoformat()
    head.setdefault("url_note", None)
    return reader.part(name, head, Source, "$")


def _recommendations(reader: _Reader, name: str) -> tuple[Recommendation, ...]:
    head = reader.document(name)

    def cited(entry: object) -> object:
        if not isinstance(entry, dict):
            return entry
        # The parts of a citation are checked where they are written; here they need only be text.
        url = entry.get("url", str(head.get("url")))
        citation = {"source": str(head.get("name")), "ref": str(entry.get("ref")), "url": url}
        return {key: entry[key] for key in entry if key != "url"} | {"citation": citation}

    return reader.each(name, "recommendations", Recommendation, cited)


def _converter(facts: FactTypes, terms: Mapping[str, Term]) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool, date):
        converter.register_structure_hook(kind, exactly)

    def condition(value: object, kind: object) -> Condition | None:
        if value is None and kind != Condition:
            return None
        return read_condition(value, facts, terms) if facts else _NOTHING

    converter.register_structure_hook_func(
        lambda kind: kind in (Condition, Condition | None), condition
    )
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


def _yaml_problem(text: str, error: Exception) -> tuple[int | None, str]:
    """Return the line of a text that is not sound YAML, and what is wrong there."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else line_of_bad_day(text)
    said = str(getattr(error, "problem", None) or error).strip() or type(error).__name__
    return line, f"is not sound YAML: {said.splitlines()[0]}"
