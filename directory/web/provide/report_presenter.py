"""A report as the page tells it: the verdict in a sentence, and what may be shown of the rest."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.exchange.data_quality.report import (
    ConformanceLevel,
    Example,
    QualityProblem,
    QualityReport,
    WorstEntry,
)
from directory.exchange.openreferral.importer_notes import in_short
from directory.infrastructure.text_format import upper_first

MOST_PROBLEMS = 20
"""Kinds of problem named one by one under each heading; the rest are counted."""
_PLACE = re.compile(r"location|address|postal|latitude|longitude", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroupView:
    """Problems of one weight, those that stand in most places first."""

    title: str
    means: str
    problems: Sequence[QualityProblem]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryToMend:
    """An entry to mend, and the id here of its page where it has one."""

    entry: WorstEntry
    id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that the page shows of a report."""

    report: QualityReport
    verdict: str
    groups: Sequence[ProblemGroupView]
    worst: Sequence[EntryToMend]


def report_view(report: QualityReport, ids: Mapping[str, str] | None = None) -> ReportView:
    """Return a report as the page tells it; `ids` are those here of entries, by their ids in it."""
    known = ids or {}
    return ReportView(
        report=report,
        verdict=verdict(report),
        groups=[group for group in _groups(report) if group.problems],
        worst=[_mend(each, known) for each in report.worst],
    )


def verdict(report: QualityReport) -> str:
    """Return the verdict on both levels in one sentence."""
    return f"{_first(report.levels[0])}; {_second(report.levels[1])}."


def _first(level: ConformanceLevel) -> str:
    if level.conforms is None:
        return "Whether it conforms at Level 1 cannot be told"
    if level.conforms:
        return "Conforms at Level 1"
    return f"Does not conform at Level 1, which has {_kinds(level.problems)}"


def _second(level: ConformanceLevel) -> str:
    if level.problems:
        return f"Level 2 has {_kinds(level.problems)}"
    return "Level 2 has no problem" if level.conforms else "Level 2 was not there to be looked at"


def _kinds(problems: Collection[QualityProblem]) -> str:
    return "1 kind of problem" if len(problems) == 1 else f"{len(problems)} kinds of problem"


def _groups(report: QualityReport) -> list[ProblemGroupView]:
    first, second = report.levels
    return [
        _group("Level 1: basic checks", "These fail the feed.", first.problems),
        _group("Level 2: extended checks", "These are warnings.", second.problems),
        _group(
            "Pages that do not agree",
            "The official validator does not look at these. Who reads the feed page by page needs "
            "them.",
            report.paging,
        ),
    ]


def _group(title: str, means: str, problems: Sequence[QualityProblem]) -> ProblemGroupView:
    return ProblemGroupView(
        title=title,
        means=means,
        problems=[_shown(each) for each in problems[:MOST_PROBLEMS]],
        more=max(len(problems) - MOST_PROBLEMS, 0),
    )


def _shown(problem: QualityProblem) -> QualityProblem:
    examples = tuple(map(_example, problem.examples))
    return replace(
        problem,
        field=in_short(problem.field),
        mend=upper_first(problem.mend),
        examples=examples,
    )


def _example(each: Example) -> Example:
    """Return a place without what may be the address of a person, or of a refuge."""
    shown = None if _PLACE.search(each.at) else each.shown
    return Example(
        id=in_short(each.id) if each.id else None,
        at=in_short(each.at),
        shown=in_short(shown) if shown else None,
    )


def _mend(each: WorstEntry, known: Mapping[str, str]) -> EntryToMend:
    entry = WorstEntry(
        id=in_short(each.id) if each.id else None,
        name=in_short(each.name) if each.name else None,
        at=each.at,
        mend=tuple(upper_first(mend) for mend in each.mend),
    )
    return EntryToMend(entry=entry, id=known.get(each.id or ""))
