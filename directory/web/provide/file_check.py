"""What a file would do to the directory, worked out and told, with nothing kept or written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.exchange.data_quality.file_report import stated_of
from directory.exchange.data_quality.service_facts import NEEDS
from directory.model.import_plan import ImportPlan, plan_import
from directory.model.problem_groups import grouped
from directory.model.problems import FileProblem
from directory.model.service_entry import ServiceEntry, VenueRow
from directory.storage import Service
from directory.storage.entry_repository import own_entries

MOST_NAMED = 20
"""Services named one by one; the rest are counted."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One problem as the page tells it: what to do is words, with dates set apart."""

    column: str | None
    value: str | None
    parts: tuple[str, ...]
    """Words and dates in turn, words first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblems:
    """The problems of one row of the file; `line` None: of the file as a whole."""

    line: int | None
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfProblem:
    """Problems that are mended alike: how many, and the first of them."""

    column: str | None
    count: int
    example: ProblemView


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


def by_kind(problems: Iterable[FileProblem]) -> list[KindOfProblem]:
    """Return the problems that are mended alike together, the most first."""
    return [
        KindOfProblem(column=group.column, count=group.count, example=_told(group.example))
        for group in grouped(problems)
    ]


def not_stated(entries: Sequence[ServiceEntry], on: date) -> list[NotStated]:
    """Return what a referral needs and some of the services do not state."""
    stated = [stated_of(entry, on) for entry in entries]
    lacking = [
        NotStated(says=need.says, services=_named(s.name for s in stated if not s.needs[need.name]))
        for need in NEEDS
    ]
    checked = _named(each.name for each in stated if each.assured_on is None)
    lacking.append(NotStated(says="when somebody last checked the entry", services=checked))
    return [each for each in lacking if each.services]


def plan_of(session: Session, entries: Sequence[ServiceEntry]) -> ImportPlan:
    """Return what the file would do to the directory as it is now, by what anybody may know.

    Hidden addresses are left out on both sides: "unchanged" must not confirm a guess at one.
    Services that the file does not name are left alone: see `others`.
    """
    shown = [_without_addresses(entry) for entry in entries]
    stored = own_entries(session, [entry.id for entry in entries])
    return plan_import(shown, {id: _without_addresses(e) for id, (e, _) in stored.items()}, ())


def others(session: Session, entries: Sequence[ServiceEntry]) -> int:
    """Return how many services of the directory the file does not name."""
    own = select(func.count()).select_from(Service)
    shown = own.where(Service.feed_id.is_(None), Service.gone_on.is_(None))
    named = shown.where(Service.id.in_([entry.id for entry in entries]))
    return (session.scalar(shown) or 0) - (session.scalar(named) or 0)


def _without_addresses(entry: ServiceEntry) -> ServiceEntry:
    rows = (VenueRow(position=row.position, venue=row.venue.without_address) for row in entry.rows)
    return replace(entry, rows=tuple(rows))


def _line(problem: FileProblem) -> int:
    return problem.line or 0


def _told(problem: FileProblem) -> ProblemView:
    parts = tuple(_DAY.split(problem.problem))
    return ProblemView(column=problem.column, value=problem.shown, parts=parts)


def _named(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(name or "" for name in names)
