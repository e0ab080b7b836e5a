"""Problems of the knowledge files, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["KnowledgeError", "KnowledgeProblem", "line_at", "line_of_bad_day"]

_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_STEP = re.compile(r"\.([^.\[]+)|\[(?:'([^']*)'|(\d+))\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeProblem:
    """One problem, where it stands and how to mend it."""

    file: Path
    line: int | None
    text: str
    safety: bool = False
    """It touches what must happen before any programme."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        return f"{place}: {self.text}"


class KnowledgeError(Exception):
    """The knowledge files are unsound; `problems` holds everything found."""

    def __init__(self, problems: Sequence[KnowledgeProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def line_at(document: Any, path: str) -> int | None:
    """Return the line, from 1, of a path such as `$.recommendations[3].when[1]` in a document."""
    line = 1
    for name, quoted, place in _STEP.findall(path):
        key = int(place) if place else name or quoted
        try:
            mark = document.lc.item(key) if place else document.lc.key(key)
            document, line = document[key], mark[0] + 1
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def line_of_bad_day(text: str) -> int | None:
    """Return the first line with a day that no calendar has, which ruamel does not place."""
    for number, line in enumerate(text.splitlines(), 1):
        for year, month, day in _DAY.findall(line):
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                return number
    return None
