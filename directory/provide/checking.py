"""What a file would do to the directory, worked out and told, with nothing kept or written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.db import Service
from directory.db.entries import own_entries
from directory.importing.entries import Entry, Row
from directory.importing.planning import Plan, plan_import
from directory.importing.problems import FileProblem
from directory.reporting.from_file import stated_of
from directory.reporting.stated import NEEDS

MOST_NAMED = 20
"""Services named one by one; the rest are counted."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One problem as the page tells it: what to do is words, with dates set apart."""

    column: str | None
    value: str | None
    parts: tuple[str, ...]
    """Words and dates in turn, words first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblems:
    """The problems of one row of the file; `line` None: of the file as a whole."""

    line: int | None
    problems: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStated:
    """Something that a referral needs, and the services that do not state it."""

    says: str
    services: tuple[str, ...]


def by_row(problems: Iterable[FileProblem]) -> list[RowProblems]:
    """Return problems row by row in the order of the file, those of the whole file first."""
    rows = groupby(sorted(problems, key=_line), _line)
    return [
        RowProblems(line=line or None, problems=tuple(map(_told, found))) for line, found in rows
    ]


def by_column(problems: Iterable[FileProblem]) -> list[tuple[str, int]]:
    """Return how many problems each column has, the most first."""
    return Counter(each.column for each in problems if each.column).most_common()


def not_stated(entries: Sequence[Entry], on: date) -> list[NotStated]:
    """Return what a referral needs and some of the services do not state."""
    stated = [stated_of(entry, on) for entry in entries]
    lacking = [
        NotStated(says=need.says, services=_named(s.name for s in stated if not s.needs[need.name]))
        for need in NEEDS
    ]
    checked = _named(each.name for each in stated if each.assured_on is None)
    lacking.append(NotStated(says="when somebody last checked the entry", services=checked))
    return [each for each in lacking if each.services]


def plan_of(session: Session, entries: Sequence[Entry]) -> Plan:
    """Return what the file would do to the directory as it is now, by what anybody may know.

    Hidden addresses are left out on both sides: "unchanged" must not confirm a guess at one.
    Services that the file does not name are left alone: see `others`.
    """
    shown = [_without_addresses(entry) for entry in entries]
    stored = own_entries(session, [entry.id for entry in entries])
    return plan_import(shown, {id: _without_addresses(e) for id, (e, _) in stored.items()}, ())


def others(session: Session, entries: Sequence[Entry]) -> int:
    """Return how many services of the directory the file does not name."""
    own = select(func.count()).select_from(Service)
    shown = own.where(Service.feed_id.is_(None), Service.gone_on.is_(None))
    named = shown.where(Service.id.in_([entry.id for entry in entries]))
    return (session.scalar(shown) or 0) - (session.scalar(named) or 0)


def _without_addresses(entry: Entry) -> Entry:
    rows = (Row(position=row.position, venue=row.venue.without_address) for row in entry.rows)
    return replace(entry, rows=tuple(rows))


def _line(problem: FileProblem) -> int:
    return problem.line or 0


def _told(problem: FileProblem) -> Told:
    parts = tuple(_DAY.split(problem.problem))
    return Told(column=problem.column, value=problem.shown, parts=parts)


def _named(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(name or "" for name in names)
