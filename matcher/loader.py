"""Reading `data/`: strict, and every problem at once with its file and line.

The only module of the matcher that may use ruamel.yaml and cattrs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from matcher.conditions import Condition, Term
from matcher.facts import FactBook
from matcher.grammar import read_condition
from matcher.knowledge import (
    ActFirst,
    Contradiction,
    Knowledge,
    PracticeNote,
    Programme,
    Recommendation,
    Source,
)
from matcher.placed import KnowledgeError, Placed, line_at
from matcher.soundness import problems_of

__all__ = ["DATA", "KnowledgeError", "load"]

T = TypeVar("T")

_HERE = Path(__file__).resolve().parent
DATA = _HERE / "_data" if (_HERE / "_data").is_dir() else _HERE.parent / "data"
"""The knowledge files: packed beside the code in a wheel, `data/` in a checkout."""


def load(data: Path = DATA) -> Knowledge:
    """Return everything that `data` holds.

    Raises KnowledgeError with every problem found, each with its file and line.
    """
    reader = _Reader(data)
    facts = reader.whole("facts.yaml", FactBook)
    terms = _terms(reader, facts) if facts else {}
    knowledge = _knowledge(reader, facts or FactBook(groups=(), facts=()), terms)
    problems = reader.problems or problems_of(knowledge, reader.documents, data)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


class _Reader:
    """Reads files one by one and gathers what is wrong with them."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.problems: list[Placed] = []
        self.documents: dict[str, Any] = {}

    def document(self, name: str) -> dict[str, Any]:
        path = self.data / name
        if name not in self.documents:
            self.documents[name] = self._parse(path) or {}
        found = self.documents[name]
        return found if isinstance(found, dict) else {}

    def _parse(self, path: Path) -> Any:
        try:
            found = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Placed(file=path, line=None, text=f"cannot be read: {error}"))
        except YAMLError as error:
            self.problems.append(_yaml_problem(path, error))
        else:
            if isinstance(found, dict):
                return found
            text = "should be a mapping with named parts, as docs/knowledge.md shows"
            self.problems.append(Placed(file=path, line=1, text=text))
        return None

    def whole(self, name: str, into: type[T], hooks: Mapping[str, Any] | None = None) -> T | None:
        """Return a whole file as one value, or None where it has problems."""
        found = self.document(name)
        return self.part(name, found, into, "$", hooks or {}) if found else None

    def part(
        self, name: str, value: Any, into: type[T], path: str, terms: Mapping[str, Any]
    ) -> T | None:
        converter = _converter(self.facts_of(), terms)
        try:
            return converter.structure(value, into)
        except (BaseValidationError, ValueError, KeyError, TypeError) as error:
            for message in transform_error(error, path=path, format_exception=_plain):
                text, _, where = message.rpartition(" @ ")
                line = line_at(self.documents[name], where)
                self.problems.append(
                    Placed(file=self.data / name, line=line, text=f"{where[2:] or 'file'}: {text}")
                )
        return None

    def facts_of(self) -> Mapping[str, tuple[str, ...]]:
        """Return the type and the choices of each fact named in the file, sound or not."""
        found = self.document("facts.yaml").get("facts")
        entries = [e for e in found or [] if isinstance(e, dict)]
        return {
            str(e.get("id")): (
                str(e.get("type")),
                *(str(c.get("value")) for c in e.get("choices", []) if isinstance(c, dict)),
            )
            for e in entries
        }

    def each(
        self, name: str, key: str, into: type[T], terms: Mapping[str, Term], add: Any = None
    ) -> tuple[T, ...]:
        """Return each entry of a list in a file; entries with problems are left out and noted."""
        entries = self.document(name).get(key)
        if not isinstance(entries, list):
            if self.document(name):
                text = f"{key}: should be a list of entries"
                self.problems.append(Placed(file=self.data / name, line=1, text=text))
            return ()
        parts = (
            self.part(name, add(entry) if add else entry, into, f"$.{key}[{place}]", terms)
            for place, entry in enumerate(entries)
        )
        return tuple(part for part in parts if part is not None)


def _terms(reader: _Reader, facts: FactBook) -> dict[str, Term]:
    """Return the terms; each may use those above it."""
    terms: dict[str, Term] = {}
    for place, entry in enumerate(reader.document("terms.yaml").get("terms", [])):
        term = reader.part("terms.yaml", entry, Term, f"$.terms[{place}]", terms)
        if term:
            terms[term.id] = term
    return terms


def _knowledge(reader: _Reader, facts: FactBook, terms: Mapping[str, Term]) -> Knowledge:
    names = sorted(f"rules/{path.name}" for path in (reader.data / "rules").glob("*.yaml"))
    sources = [source for name in names if (source := _source(reader, name))]
    return Knowledge(
        facts=facts,
        sources=tuple(sources),
        recommendations=tuple(
            item for name in names for item in _recommendations(reader, name, terms)
        ),
        programmes=reader.each("programmes.yaml", "programmes", Programme, terms),
        act_first=reader.each("notices.yaml", "act_first", ActFirst, terms),
        practice_notes=reader.each("notices.yaml", "practice_notes", PracticeNote, terms),
        contradictions=reader.each("notices.yaml", "contradictions", Contradiction, terms),
    )


def _source(reader: _Reader, name: str) -> Source | None:
    head = dict(reader.document(name))
    if not head:
        return None
    head.pop("recommendations", None)
    head["id"] = head.pop("source", None)
    if isinstance(head.get("published"), date):
        head["published"] = head["published"].isoformat()
    head.setdefault("url_note", None)
    return reader.part(name, head, Source, "$", {})


def _recommendations(
    reader: _Reader, name: str, terms: Mapping[str, Term]
) -> tuple[Recommendation, ...]:
    head = reader.document(name)

    def cited(entry: Any) -> Any:
        if not isinstance(entry, dict):
            return entry
        filled = dict(entry)
        url = filled.pop("url", head.get("url"))
        filled["citation"] = {"source": head.get("name"), "ref": filled.get("ref"), "url": url}
        return filled

    return reader.each(name, "recommendations", Recommendation, terms, cited)


def _converter(facts: Mapping[str, tuple[str, ...]], terms: Mapping[str, Term]) -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool, date):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook_func(
        lambda kind: kind == Condition, lambda value, _: read_condition(value, facts, terms)
    )
    return converter


_WANTED = {str: "text (put it in quotes)", int: "a whole number", bool: "true or false"}


def _exactly(value: Any, kind: type) -> Any:
    """Take a value of exactly this type; YAML has already told text from numbers."""
    fits = isinstance(value, kind) and not isinstance(value, datetime)
    if not fits or (kind is int and isinstance(value, bool)):
        wanted = _WANTED.get(kind, "a date, as in 2026-11-22")
        raise ValueError(f"should be {wanted}, not {value!r}")
    return value


def _plain(error: BaseException, kind: type | None) -> str:
    """Word one problem for the person who edits the file."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    if isinstance(error, ForbiddenExtraKeysError):
        names = ", ".join(sorted(map(str, error.extra_fields)))
        return f"has parts that are not known here: {names}"
    if isinstance(error, TypeError):
        return "should be a list of entries, or a mapping, as docs/knowledge.md shows"
    return str(error)


def _yaml_problem(path: Path, error: YAMLError) -> Placed:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    first = str(getattr(error, "problem", None) or error).strip().splitlines()[0]
    line = mark.line + 1 if mark else None
    return Placed(file=path, line=line, text=f"is not sound YAML: {first}")

