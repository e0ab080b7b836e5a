"""Like problems put together and counted, those that stand in most places first."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.exchange.data_quality.report import MOST_EXAMPLES, Example, QualityProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProblem:
    """One problem in one place, before like ones are put together."""

    where: str
    field: str
    says: str
    mend: str
    example: Example


def grouped(found: Iterable[FoundProblem]) -> tuple[QualityProblem, ...]:
    """Return one problem for each kind and place, with a few examples of where it stands."""
    groups: dict[tuple[str, str, str], list[FoundProblem]] = {}
    for each in found:
        groups.setdefault((each.where, each.field, each.says), []).append(each)
    # Sorting keeps the order in which problems were found among those of one size.
    return tuple(map(_problem, sorted(groups.values(), key=len, reverse=True)))


def _problem(group: list[FoundProblem]) -> QualityProblem:
    first = group[0]
    return QualityProblem(
        where=first.where,
        field=first.field,
        says=first.says,
        mend=first.mend,
        count=len(group),
        examples=tuple(each.example for each in group[:MOST_EXAMPLES]),
    )
