"""How the texts of the knowledge files are typed: they stand on pages as they are written here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matcher.diagnostics import KnowledgeProblem, line_at

__all__ = ["typography_problems"]

_NOT_SHOWN = frozenset({"id", "url", "source_url", "link"})
"""Keys whose texts are addresses or ids, not words."""
_DAY = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")
"""Dates are written so, and said in words where they are shown."""
_RULES = (
    (re.compile(r"[\"']"), "use ‘ ’ “ ” rather than straight quotes"),
    (re.compile(r"\d\s*[–—]\s*\d|\b\d{1,3}\s*-\s*\d{1,3}\b(?!-)"), "write “to” in a range"),
    (re.compile(r"  +"), "has two spaces together"),
)


def typography_problems(documents: Mapping[str, Any], data: Path) -> list[KnowledgeProblem]:
    """Return each text that a page would refuse, with its file and line, and how to mend it."""
    return [
        KnowledgeProblem(file=data / name, line=line_at(document, path), text=f"{mend}: {text}")
        for name, document in documents.items()
        for path, text in _texts(document, "$")
        for pattern, mend in _RULES
        if pattern.search(_DAY.sub("", text))
    ]


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield each text that may be shown, with its path."""
    if isinstance(value, str):
        if "://" not in value:
            yield path, " ".join(value.split("\n"))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _NOT_SHOWN:
                yield from _texts(part, f"{path}.{key}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _texts(part, f"{path}[{place}]")
