"""The files of one folder of knowledge, read once: as written, with what cannot be read at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from matcher.dated_files import changed_meanings, dated_problems
from matcher.diagnostics import KnowledgeProblem, line_at, line_of_bad_day

__all__ = ["WRITE_HERE", "YamlFiles"]

WRITE_HERE = "Write here: "
"""Begins each text of a skeleton that an editor has to write."""


class YamlFiles:
    """Reads a folder and gathers what is wrong with the files themselves."""

    def __init__(self, folder: Path, *, may_be_missing: bool = False) -> None:
        self.folder = folder
        self.may_be_missing = may_be_missing
        self.problems: list[KnowledgeProblem] = []
        self.documents: dict[str, dict[str, Any]] = {}

    def note(self, name: str, line: int | None, text: str) -> None:
        """Gather one problem of a file."""
        self.problems.append(KnowledgeProblem(file=self.folder / name, line=line, text=text))

    def read(self, names: Iterable[str]) -> None:
        """Read every file of these names."""
        for name in names:
            found = self.document(name)
            for line, text in (*dated_problems(found), *changed_meanings(found)):
                self.note(name, line, text)
            for path, text in _left_over(found, "$"):
                self.note(name, line_at(found, path), text)

    def document(self, name: str) -> dict[str, Any]:
        """Return a file as it is written; an empty mapping where it cannot be read."""
        if name not in self.documents:
            text = self._text(name)
            self.documents[name] = {} if text is None else self._mapping(name, text)
        return self.documents[name]

    def _text(self, name: str) -> str | None:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except OSError as error:
            if not (self.may_be_missing and isinstance(error, FileNotFoundError)):
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


def _left_over(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield what a file may not say of itself, and what a skeleton left to be filled in."""
    if isinstance(value, str) and value.startswith(WRITE_HERE):
        yield path, f"still says “{value}”: fill it in"
    elif isinstance(value, Mapping):
        if "local" in value:
            yield f"{path}.local", "local: leave it out; it follows from the folder of the file"
        for key, part in value.items():
            yield from _left_over(part, f"{path}.{key}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _left_over(part, f"{path}[{place}]")


def _yaml_problem(text: str, error: Exception) -> tuple[int | None, str]:
    """Return the line of a text that is not sound YAML, and what is wrong there."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else line_of_bad_day(text)
    said = str(getattr(error, "problem", None) or error).strip() or type(error).__name__
    return line, f"is not sound YAML: {said.splitlines()[0]}"
