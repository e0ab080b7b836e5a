"""Collect `tests/cases/**/*.yaml`: each case is a test, named by its sentence.

The form of a case is in docs/knowledge.md, "A case".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from matcher import Knowledge, Option, load, match
from tests.matcher.cases import ON, complain, problems_of

FACE = {"met": "+", "not_met": "-", "not_known": "?"}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".yaml":
        return CaseFile.from_parent(parent, path=file_path)
    return None


@cache
def knowledge() -> Knowledge:
    return load()


class CaseFile(pytest.File):
    """One file of cases, for one recommendation."""

    def collect(self) -> Iterator[pytest.Item]:
        content = YAML(typ="rt").load(self.path.read_text(encoding="utf-8"))
        if problems := problems_of(content):
            raise self.CollectError(f"{self.path}: " + "; ".join(problems))
        for place, entry in enumerate(content["cases"]):
            yield CaseItem.from_parent(
                self,
                name=entry["name"],
                recommendation=content["recommendation"],
                entry=entry,
                line=content["cases"].lc.item(place)[0],
            )


class CaseFailed(Exception):
    """The answer is not the one that the case expects."""


class CaseItem(pytest.Item):
    """One case and what is expected of it."""

    def __init__(
        self, *, recommendation: str, entry: Mapping[str, Any], line: int, **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.recommendation = recommendation
        self.entry = entry
        self.line = line

    def runtest(self) -> None:
        result = match(dict(self.entry["case"]), knowledge(), self.entry.get("on", ON))
        options = {option.recommendation.id: option for option in result.options}
        option = options[self.recommendation]
        if wrong := list(complain(self.entry, option)):
            raise CaseFailed(self._explained(option, wrong))

    def _explained(self, option: Option, wrong: list[str]) -> str:
        known = [f"    {id}: {value}" for id, value in self.entry["case"].items()]
        reasons = [f"    {FACE[reason.outcome]} {reason.text}" for reason in option.reasons]
        head = f"{self.path}:{self.line + 1}: {self.recommendation}: {self.name}"
        return "\n".join([head, *wrong, "  case", *known, "  reasons", *reasons])

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line, f"{self.recommendation}: {self.name}"
