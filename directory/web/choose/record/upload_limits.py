"""How much of a kept file is looked at: sizes are counted before anything is read or worded.

A file of a megabyte can hold a hundred thousand small mistakes, each with a sentence of its own.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from directory.web.choose.family_views import MOST_CARERS, MOST_CHILDREN
from directory.web.sheet_list import MOST_LISTED
from matcher import Problem

MOST_FACTS = 300
"""Of one person, or of the family."""
MOST_SIGNS, MOST_RESULTS, MOST_REASONS = 200, 300, 300
"""Of one child; the reasons are those of all its options together."""
MOST_THOUGHTS, MOST_SOURCES = 100, 100


class _Size(NamedTuple):
    """A list or an object of a file, and how much it may hold."""

    field: str
    value: object
    most: int
    kind: type = list


def too_much(file: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return where the data of a file holds more than any visit can."""
    return tuple(problem for size in _sizes(file) if (problem := _problem(size)))


def _problem(size: _Size) -> Problem | None:
    field, value, most, kind = size
    if not isinstance(value, kind):
        # Text would be read as a list of its letters; what else is wrong is told later.
        wrong = kind is list and isinstance(value, str | Mapping)
        return Problem(field=field, problem="should be a list") if wrong else None
    held = len(value)  # type: ignore[arg-type]
    text = f"holds {held}, and Waymark can open {most} at most"
    return Problem(field=field, problem=text) if held > most else None


def _sizes(file: Mapping[str, Any]) -> Iterator[_Size]:
    yield _Size("shortlist", file.get("shortlist"), MOST_LISTED)
    yield _Size("thoughts", file.get("thoughts"), MOST_THOUGHTS)
    yield _Size("knowledge.sources", _in(file.get("knowledge"), "sources"), MOST_SOURCES, dict)
    yield from _of_family(file.get("family"))
    signs, results = file.get("signs"), file.get("result")
    yield _Size("signs", signs, MOST_CHILDREN)
    for place, each in _first(signs, MOST_CHILDREN):
        yield _Size(f"signs[{place}]", each, MOST_SIGNS)
    yield _Size("result", results, MOST_CHILDREN)
    for place, each in _first(results, MOST_CHILDREN):
        yield from _of_result(f"result[{place}]", each)


def _of_family(family: object) -> Iterator[_Size]:
    yield _Size("family", family, MOST_FACTS, dict)
    yield _Size("family", _in(family, "family"), MOST_FACTS, dict)
    children, carers = _in(family, "children"), _in(family, "carers")
    yield _Size("children", children, MOST_CHILDREN)
    for place, child in _first(children, MOST_CHILDREN):
        yield _Size(f"children[{place}]", child, MOST_FACTS, dict)
    yield _Size("carers", carers, MOST_CARERS)
    for place, carer in _first(carers, MOST_CARERS):
        yield from _of_carer(f"carers[{place}]", carer)


def _of_carer(where: str, carer: object) -> Iterator[_Size]:
    yield _Size(where, carer, MOST_FACTS, dict)
    yield _Size(f"{where}.facts", _in(carer, "facts"), MOST_FACTS, dict)
    yield _Size(f"{where}.for_children", _in(carer, "for_children"), MOST_CHILDREN)
    pairs = _in(carer, "with_child")
    yield _Size(f"{where}.with_child", pairs, MOST_CHILDREN, dict)
    if isinstance(pairs, dict) and len(pairs) <= MOST_CHILDREN:
        for child, facts in pairs.items():
            yield _Size(f"{where}.with_child.{child}", facts, MOST_FACTS, dict)


def _of_result(where: str, result: object) -> Iterator[_Size]:
    yield _Size(where, result, MOST_RESULTS, dict)
    if isinstance(result, dict) and len(result) <= MOST_RESULTS:
        lists = [_in(option, "reasons") for option in result.values()]
        reasons = [reason for each in lists if isinstance(each, list) for reason in each]
        yield _Size(f"{where}: the reasons", reasons, MOST_REASONS)


def _first(value: object, most: int) -> list[tuple[int, object]]:
    return list(enumerate(value[:most], start=1)) if isinstance(value, list) else []


def _in(value: object, part: str) -> object:
    return value.get(part) if isinstance(value, Mapping) else None
