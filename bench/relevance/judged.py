"""Judged searches: what was typed, and how well each service answers it, 0 to 3."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
GRADES = (3, 2, 1)
PAUSED, CLOSED = "paused", "closed"


class JudgedError(Exception):
    """A search is judged by a service that is not there, or by none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """One search, with the grade of each service that is not 0."""

    asked: str
    grades: Mapping[str, int]


def judged(
    file: str, groups: Mapping[str, list[str]], status: Mapping[str, str], part: str = "queries"
) -> list[JudgedQuery]:
    """Return the searches of a part of a file: what it judges of one directory.

    `groups` are ids by name, `status` is that of each id. Raises JudgedError for a name that
    is neither a group nor an id.
    """
    data = read(file)
    named = {**data.get("groups", {}), **{id: [id] for id in status}, **groups}
    return [_query(each, named, status) for each in data[part]]


def read(file: str) -> Any:
    """Return what a file of this folder says."""
    return YAML(typ="safe").load((FOLDER / file).read_text(encoding="utf-8"))


def _query(
    said: Mapping[Any, Any], named: Mapping[str, list[str]], status: Mapping[str, str]
) -> JudgedQuery:
    grades: dict[str, int] = {}
    for grade in GRADES:
        for id in _ids(said.get(grade, ()), named):
            if id not in status:
                raise JudgedError(f"{id}: neither a group nor a service")
            grades.setdefault(id, _as_it_runs(grade, status[id]))
    grades |= dict.fromkeys(_ids(said.get("named", ()), named), GRADES[0])
    if not any(grades.values()):
        raise JudgedError(f"{said['asked']}: nothing is judged to answer it")
    return JudgedQuery(asked=said["asked"], grades=grades)


def _as_it_runs(grade: int, status: str) -> int:
    """Return the grade of a service as it runs: one less where paused, 0 where closed."""
    return 0 if status == CLOSED else grade - (status == PAUSED)


def _ids(names: Iterable[str], named: Mapping[str, list[str]]) -> Iterable[str]:
    for name in names:
        if name not in named:
            raise JudgedError(f"{name}: neither a group nor a service")
        yield from named[name]
