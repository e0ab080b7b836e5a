"""The report over our own directory file, in the same figures as that over a feed."""

from collections.abc import Iterator, Sequence
from datetime import date

from directory.exchange.data_quality.metrics import figures
from directory.exchange.data_quality.pitfalls import checked_on, traps_of_text
from directory.exchange.data_quality.problem_groups import FoundProblem, grouped
from directory.exchange.data_quality.report import (
    CheckedEndpoint,
    ConformanceLevel,
    Example,
    QualityReport,
)
from directory.exchange.data_quality.service_facts import ServiceFacts
from directory.model.problems import FileError, FileProblem
from directory.model.service_entry import ServiceEntry

NAME = "The directory file"
NOT_TAKEN = (
    "Nothing was counted, since the file cannot be taken: docs/directory.md says what each column "
    "takes."
)
COLUMNS = {
    "age": ("age_from_months", "age_under_months"),
    "area": ("areas_served",),
    "route": ("referral_routes", "referral_note"),
    "wait": ("waiting_weeks",),
    "criteria": ("accepts_abuse", "accepts_carers", "requires", "excludes", "eligibility_note"),
}
"""The columns of which one is enough to state a need."""
LOOKED_AT = {need: f"column {', '.join(columns)}" for need, columns in COLUMNS.items()}


def report_entries(source: str, entries: Sequence[ServiceEntry], *, on: date) -> QualityReport:
    """Return the report over a directory file that can be taken."""
    return _report(source, tuple(stated_of(entry, on) for entry in entries), (), on)


def report_problems(source: str, error: FileError, *, on: date) -> QualityReport:
    """Return the report over a file that cannot be taken: only its problems, nothing counted."""
    return _report(source, (), error.problems, on)


def stated_of(entry: ServiceEntry, on: date) -> ServiceFacts:
    """Return what one service of the file states."""
    values = entry.values
    assured_on, unclear = checked_on(_iso(values["assured_on"]), on)
    return ServiceFacts(
        id=entry.id,
        name=values["name"],
        at=f"row {entry.positions[0] + 1} below the header" if entry.positions else entry.id,
        in_full=True,
        runs=not entry.runs.on(on).is_shut,
        lacks=frozenset(_lacks(entry, on)),
        assured_on=assured_on,
        needs={need: _first_stated(entry, columns) for need, columns in COLUMNS.items()},
        traps=frozenset({*_traps(entry), *filter(None, [unclear])}),
    )


def _report(
    source: str, services: Sequence[ServiceFacts], problems: Sequence[FileProblem], on: date
) -> QualityReport:
    checked = CheckedEndpoint(
        where=NAME, state="checked", documents=len(services), problems=len(problems)
    )
    level = ConformanceLevel(
        level=1,
        name=NAME,
        conforms=not problems,
        checked=(checked,),
        problems=grouped(map(_found, problems)),
    )
    return QualityReport(
        source=source,
        on=on,
        kind="file",
        version=None,
        notes=(NOT_TAKEN,) if problems else (),
        levels=(level,),
        paging=(),
        **figures(services, LOOKED_AT, on),
    )


def _found(problem: FileProblem) -> FoundProblem:
    at = f"line {problem.line}" if problem.line else "the file"
    return FoundProblem(
        where=NAME,
        field=problem.column or "",
        says=problem.problem,
        mend="",
        example=Example(id=None, at=at, shown=_unless_address(problem.value)),
    )


def _unless_address(value: str | None) -> str | None:
    return None if value and "@" in value else value


def _lacks(entry: ServiceEntry, on: date) -> Iterator[str]:
    """Yield what is not met of the usable rule; the file form sees to id, name, organisation.

    Our ids become UUIDs when the directory is published as a feed.
    """
    if entry.runs.on(on).is_shut:
        yield "status"
    yield from (name for name in ("description", "url", "email") if not entry.values[name])


def _first_stated(entry: ServiceEntry, columns: Sequence[str]) -> str | None:
    return next((name for name in columns if entry.values[name] not in (None, ())), None)


def _traps(entry: ServiceEntry) -> Iterator[str]:
    for name, value in entry.values.items():
        if isinstance(value, str):
            yield from traps_of_text(name, value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
