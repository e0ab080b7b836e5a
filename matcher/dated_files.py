"""Reading a knowledge file by a day: what each entry says of when it is in force.

A change is a new entry with the same id: the old one gets a last day, the new one a first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from matcher.diagnostics import line_at
from matcher.in_force import ALWAYS, Period

__all__ = ["as_of", "changed_meanings", "dated_problems", "periods_of", "read_period"]

_A_DAY = timedelta(days=1)
_PARTS = ("from", "to")


def read_period(value: Any) -> Period:
    """Return the period that `in_force` states; ValueError in words for who edits the file."""
    if not isinstance(value, Mapping) or not value or not set(value) <= set(_PARTS):
        raise ValueError("should be {from: a date, to: a date}, or one of the two")
    for part in value:
        if not isinstance(value[part], date) or isinstance(value[part], datetime):
            raise ValueError(f"{part} should be a date, as in 2026-11-22")
    period = Period(first=value.get("from"), last=value.get("to"))
    if period.first and period.last and period.first > period.last:
        raise ValueError("from should not be after to")
    return period


def periods_of(documents: Iterable[Mapping[str, Any]]) -> tuple[Period, ...]:
    """Return the periods in which nothing changes, in order; one without end where none is dated.

    A change is a day on which some entry begins, or the day after one ends.
    """
    stated = [period for document in documents for period in _stated(document)]
    days = sorted({day for each in stated for day in (each.first, each.after) if day})
    ends = [None, *days, None]
    return tuple(
        Period(first=first, last=after - _A_DAY if after else None)
        for first, after in pairwise(ends)
    )


def as_of(value: Any, day: date | None) -> Any:
    """Return a file as it counts on a day: every list without the entries not in force then.

    What is left keeps its lines, so that a problem is placed where it is written.
    """
    return value if day is None or not any(_stated(value)) else _kept(value, day)


def dated_problems(document: Mapping[str, Any]) -> Iterator[tuple[int | None, str]]:
    """Yield each period that cannot be read, overlaps another of the same id, or leaves a hole."""
    bad = [(path, problem) for path, _, problem in _dated(document, "$") if problem]
    yield from ((line_at(document, path), f"{path[2:]}: {problem}") for path, problem in bad)
    for key, entries in document.items() if not bad else ():
        by_id: dict[str, list[tuple[Period, str]]] = {}
        for place, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, Mapping) and "id" in entry:
                found = _period(entry), f"$.{key}[{place}]"
                by_id.setdefault(str(entry["id"]), []).append(found)
        for id, rows in by_id.items():
            yield from _not_in_turn(document, id, rows)


def changed_meanings(document: Mapping[str, Any]) -> Iterator[tuple[int | None, str]]:
    """Yield each fact that a later entry of the same id gives another meaning.

    It may be asked in other words; what may be known of it stays, because saved cases hold it.
    """
    entries, seen = document.get("facts"), dict[str, tuple[int, list[object]]]()
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, Mapping) or "in_force" not in entry:
            continue
        choices = entry.get("choices") or ()
        values = [each.get("value") for each in choices if isinstance(each, Mapping)]
        meaning = [entry.get("type"), entry.get("group"), entry.get("about"), values]
        first, meant = seen.setdefault(str(entry.get("id")), (place, meaning))
        if meaning != meant:
            line = line_at(document, f"$.facts[{first}]")
            text = f"{entry.get('id')}: means something else than in line {line} (its type, group, "
            text += "about or choices differ): use a new id for a new meaning"
            yield line_at(document, f"$.facts[{place}]"), text


def _not_in_turn(
    document: Mapping[str, Any], id: str, rows: list[tuple[Period, str]]
) -> Iterator[tuple[int | None, str]]:
    if all(period == ALWAYS for period, _ in rows):
        return  # an id that is simply used twice is told of elsewhere
    rows.sort(key=lambda row: row[0].first or date.min)
    for (before, at), (period, path) in pairwise(rows):
        other = f"the entry in line {line_at(document, at)}"
        wanted = before.after
        if wanted is None or (period.first or date.min) < wanted:
            mend = f"give this one from: {wanted}" if wanted else "give that one a last day (to:)"
            if period.first and not wanted:
                mend = f"give that one to: {period.first - _A_DAY}"
            yield line_at(document, path), f"{id}: in_force overlaps {other}: {mend}"
        elif period.first and period.first > wanted:
            text = f"{id}: in_force leaves a hole after {other}, from {wanted} to "
            text += (
                f"{period.first - _A_DAY}: give this one from: {wanted}, or that one a later to:"
            )
            yield line_at(document, path), text


def _stated(value: Any) -> Iterator[Period]:
    return (period for _, period, _ in _dated(value, "$") if period != ALWAYS)


def _dated(value: Any, path: str) -> Iterator[tuple[str, Period, str]]:
    """Yield each mapping that states a period with its path, the period, and what is wrong."""
    if isinstance(value, Mapping):
        if "in_force" in value:
            try:
                yield f"{path}.in_force", read_period(value["in_force"]), ""
            except ValueError as error:
                yield f"{path}.in_force", ALWAYS, str(error)
        for key, part in value.items():
            if isinstance(part, list | Mapping):
                yield from _dated(part, f"{path}.{key}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            if isinstance(part, list | Mapping):
                yield from _dated(part, f"{path}[{place}]")


def _period(entry: Mapping[str, Any]) -> Period:
    try:
        return read_period(entry["in_force"]) if "in_force" in entry else ALWAYS
    except ValueError:
        return ALWAYS


def _kept(value: Any, day: date) -> Any:
    """Return a copy of what is in force, with the line of each part."""
    if isinstance(value, Mapping):
        made: Any = type(value)()
        made._yaml_set_line_col(value.lc.line, value.lc.col)  # type: ignore[attr-defined]
        for key, part in value.items():
            made[key] = _kept(part, day)
            made._yaml_set_kv_line_col(key, value.lc.data[key])  # type: ignore[attr-defined]
        return made
    if isinstance(value, list):
        made = type(value)()
        made._yaml_set_line_col(value.lc.line, value.lc.col)  # type: ignore[attr-defined]
        for place, part in enumerate(value):
            if not isinstance(part, Mapping) or _period(part).holds(day):
                made.append(_kept(part, day))
                made._yaml_set_idx_line_col(len(made) - 1, value.lc.data[place])  # type: ignore[attr-defined]
        return made
    return value
