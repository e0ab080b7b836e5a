"""The form of the cases in tests/cases, and what is wrong where an answer is not as expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from matcher import Option

ON = date(2026, 11, 22)
CASES = Path(__file__).resolve().parents[1] / "cases"

REQUIRED = {"name", "case", "status"}
OPTIONAL = {"on", "missing", "cautions", "near_match"}
STATUSES = ("applies", "needs_information", "does_not_apply")


def problems_of(content: Any) -> list[str]:
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
