"""Cases: what is expected of a recommendation for a child, read, tried and found complete.

One file for each recommendation; docs/knowledge.md, "A case", shows the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.case import CaseError
from matcher.conditions import AGE, All, AtLeast, Condition, Not, Term, ValueIn
from matcher.conditions import Any as AnyOf
from matcher.diagnostics import KnowledgeProblem, line_at
from matcher.knowledge import Knowledge, Recommendation
from matcher.matching import match
from matcher.result import Option
from matcher.yaml_files import YamlFiles

__all__ = ["ON", "KnowledgeCase", "age_bounds", "cases_of", "complain", "form_problems", "tried"]

ON = date(2026, 11, 22)
"""The date of the match where a case names none; only a date of birth makes it matter."""

REQUIRED = {"name", "case", "status"}
OPTIONAL = {"on", "missing", "cautions", "near_match"}
STATUSES = ("applies", "needs_information", "does_not_apply")


def form_problems(content: Any) -> list[str]:
    """Return what is wrong with the form of a file of cases."""
    if not isinstance(content, Mapping) or set(content) != {"recommendation", "cases"}:
        return ["a file of cases has the keys recommendation and cases, and no others"]
    if not isinstance(content["cases"], list) or not content["cases"]:
        return ["cases is a list with at least one case"]
    return [
        f"case {number}: {problem}"
        for number, entry in enumerate(content["cases"], 1)
        for problem in _of_entry(entry)
    ]


def _of_entry(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "should be a mapping"
        return
    yield from (f"{key} is missing" for key in sorted(REQUIRED - set(entry)))
    yield from (f"unknown key {key}" for key in sorted(set(entry) - REQUIRED - OPTIONAL))
    if not isinstance(entry.get("name", ""), str):
        yield "name is a sentence"
    if not isinstance(entry.get("case", {}), Mapping):
        yield "case is a mapping of fact id to value"
    if entry.get("status", STATUSES[0]) not in STATUSES:
        yield f"status is one of {', '.join(STATUSES)}"
    if not isinstance(entry.get("on", ON), date):
        yield "on is a date"
    yield from (
        f"{key} is a list" for key in ("missing", "cautions") if not _is_list(entry.get(key, []))
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def complain(entry: Mapping[str, Any], option: Option) -> Iterator[str]:
    """Yield each expectation of a case that the option does not meet."""
    if option.status != entry["status"]:
        yield f"  expected {entry['status']}, got {option.status}"
    if "missing" in entry and sorted(entry["missing"]) != sorted(option.missing):
        yield f"  expected missing {sorted(entry['missing'])}, got {sorted(option.missing)}"
    if "cautions" in entry and not _contain(entry["cautions"], option.cautions):
        yield f"  expected cautions with {list(entry['cautions'])}, got {list(option.cautions)}"
    near = entry.get("near_match")
    if near is False and option.near_match is not None:
        yield f"  expected no near match, got {option.near_match!r}"
    if isinstance(near, str) and near not in (option.near_match or ""):
        yield f"  expected a near match with {near!r}, got {option.near_match!r}"


def _contain(words: list[str], cautions: tuple[str, ...]) -> bool:
    """Say whether there are as many cautions as words, each word in a caution of its own."""
    left = list(cautions)
    for word in words:
        found = next((caution for caution in left if word in caution), None)
        if found is None:
            return False
        left.remove(found)
    return not left


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeCase:
    """One case as a reader sees it."""

    name: str
    status: str


def cases_of(id: str, folder: Path | None) -> tuple[KnowledgeCase, ...]:
    """Return the cases of a recommendation; none where its file is not there or cannot be read."""
    content = _file(id, folder).document(_name(id)) if folder else {}
    if not content or form_problems(content):
        return ()
    return tuple(KnowledgeCase(name=c["name"], status=c["status"]) for c in content["cases"])


def _name(id: str) -> str:
    source, _, ref = id.partition(":")
    return f"{source}/{ref}.yaml"


def _file(id: str, folder: Path) -> YamlFiles:
    return YamlFiles(folder, may_be_missing=True)


def tried(item: Recommendation, folder: Path, knowledge: Knowledge) -> Iterator[KnowledgeProblem]:
    """Yield what is wrong with the cases of a recommendation, and those that it does not meet."""
    files, name = _file(item.id, folder), _name(item.id)
    content = files.document(name)
    yield from files.problems

    def problem(line: int | None, text: str) -> KnowledgeProblem:
        return KnowledgeProblem(file=folder / name, line=line, text=text)

    if files.problems:
        return
    if not content:
        yield problem(None, f"{item.id} has no cases: write a yes, a no and a not known")
        return
    if wrong := form_problems(content):
        yield from (problem(1, text) for text in wrong)
        return
    for place, entry in enumerate(content["cases"]):
        line = line_at(content, f"$.cases[{place}]")
        yield from (
            problem(line, f"{entry['name']}: {text}") for text in _tried(item, entry, knowledge)
        )
    yield from (problem(1, text) for text in _left_out(item, content["cases"]))


def _tried(item: Recommendation, entry: Any, knowledge: Knowledge) -> Iterator[str]:
    try:
        result = match(dict(entry["case"]), knowledge, entry.get("on", ON))
    except CaseError as error:
        yield from map(str, error.problems)
        return
    found = {option.recommendation.id: option for option in result.options}
    if item.id in found:
        yield from (text.strip() for text in complain(entry, found[item.id]))
    else:
        yield "the recommendation is not in force on that day"


def _left_out(item: Recommendation, cases: list[Any]) -> Iterator[str]:
    statuses = {entry["status"] for entry in cases}
    yield from (f"has no case that {_SAID[each]}" for each in STATUSES if each not in statuses)
    ages = {entry["case"].get(AGE) for entry in cases}
    for bound in sorted({month for condition in item.when for month in age_bounds(condition)}):
        for month in (bound - 1, bound):
            if month not in ages:
                yield f"has no case at {month} months, beside the age bound of {bound}"


_SAID = {
    "applies": "applies (a yes)",
    "needs_information": "needs information (a not known)",
    "does_not_apply": "does not apply (a no)",
}


def age_bounds(condition: Condition) -> Iterator[int]:
    """Yield each month at which a condition on the age turns: the first on its new side."""
    match condition:
        case ValueIn(fact=fact, values=values) if fact == AGE:
            months = {int(month) for month in values}
            span = range(YOUNGEST_MONTHS + 1, OLDEST_MONTHS + 1)
            yield from (m for m in span if (m in months) != (m - 1 in months))
        case Not(part=part) | Term(when=part):
            yield from age_bounds(part)
        case All() | AnyOf() | AtLeast():
            for part in condition.parts:
                yield from age_bounds(part)
