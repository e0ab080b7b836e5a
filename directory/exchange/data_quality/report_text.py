"""A report as lines for a person: the verdict first, then the shares, then what to mend."""

from collections.abc import Iterable, Iterator

from directory.exchange.data_quality.report import (
    CheckedEndpoint,
    ConformanceLevel,
    Example,
    QualityProblem,
    QualityReport,
    Share,
    WorstEntry,
)
from directory.infrastructure.text_format import long_date

MOST_PROBLEMS = 20
"""Kinds of problem named one by one; --format json names them all."""
_VERDICTS = {True: "conforms", False: "does not conform", None: "cannot be told"}


def as_text(report: QualityReport) -> str:
    """Return the report as text, ending without a line break."""
    return "\n".join(_lines(report))


def verdict(report: QualityReport) -> str:
    """Return the verdict in one sentence."""
    if report.kind == "file":
        return "The file can be taken in." if report.conforms else "The file cannot be taken in."
    name = f"Open Referral UK {report.version} at Level 1"
    if report.conforms is None:
        return f"Whether it conforms to {name} cannot be told: not all of it was given."
    return f"It {'conforms' if report.conforms else 'does not conform'} to {name}."


def _lines(report: QualityReport) -> Iterator[str]:
    yield f"{report.source}, {long_date(report.on)}"
    yield verdict(report)
    yield from report.notes
    if report.services or report.kind == "feed":
        yield ""
        yield from _figures(report)
    yield ""
    for level in report.levels:
        yield from _level(level, report.kind)
    if report.paging:
        yield "Pages that do not agree (the official validator does not look at these)"
        yield from _problems(report.paging)
    yield from _worst(report.worst)


def _figures(report: QualityReport) -> Iterator[str]:
    counted = "1 service" if report.services == 1 else f"{report.services:,} services"
    yield f"{counted}, {report.in_full:,} of them given in full"
    yield f"  {_share(report.usable)}"
    yield from (f"  {_share(each)}" for each in report.assured)
    yield from _shares("What services lack to be usable", report.usable_lacks)
    yield from _shares("What a referral needs, and how many do not state it", report.referral_lacks)
    yield from _shares("Traps for whoever reads it", report.traps)


def _shares(title: str, shares: Iterable[Share]) -> Iterator[str]:
    shown = [each for each in shares if each.count or each.looked_at]
    if shown:
        yield title
    for each in shown:
        yield f"  {_share(each)}"
        if each.looked_at:
            yield f"      looked at: {each.looked_at}"
        if each.count and each.mend:
            yield f"      mend: {each.mend}"


def _share(each: Share) -> str:
    if each.percent is None:
        return f"{each.says}: could not be checked"
    return f"{each.says}: {each.count:,} of {each.of:,} ({each.percent}%)"


def _level(level: ConformanceLevel, kind: str) -> Iterator[str]:
    title = f"Level {level.level}, {level.name}" if kind == "feed" else level.name
    warns = level.level > 1 and level.conforms is False
    yield f"{title}: {_VERDICTS[level.conforms]}{' (warnings only)' if warns else ''}"
    yield from (f"  {_checked(each)}" for each in level.checked)
    yield from _problems(level.problems)


def _checked(each: CheckedEndpoint) -> str:
    counted = "1 problem" if each.problems == 1 else f"{each.problems:,} problems"
    return (
        f"{each.where}: {each.state}, {counted}" if each.problems else f"{each.where}: {each.state}"
    )


def _problems(problems: tuple[QualityProblem, ...]) -> Iterator[str]:
    for each in problems[:MOST_PROBLEMS]:
        place = f"{each.where} {each.field}".rstrip()
        yield f"  {each.count:,} × {place} {each.says}"
        if each.mend:
            yield f"      mend: {each.mend}"
        yield f"      at: {'; '.join(map(_example, each.examples))}"
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        yield f"  and {more:,} more kinds of problem (--format json names them all)"


def _example(each: Example) -> str:
    shown = f" “{each.shown}”" if each.shown else ""
    return f"{each.at}{f' of {each.id}' if each.id else ''}{shown}"


def _worst(worst: tuple[WorstEntry, ...]) -> Iterator[str]:
    if worst:
        yield f"The {len(worst)} to mend first" if len(worst) > 1 else "To mend first"
    for number, each in enumerate(worst, 1):
        id, name = each.id or "id not stated", each.name or "name not stated"
        yield f"{number:>3} {name} ({id}), {each.at}"
        yield from (f"      {mend}" for mend in each.mend)
