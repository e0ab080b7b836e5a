"""A caseload counted: each recommendation for how many children, against the places there are.

The page, the table as CSV and the command read the same answer, so they say the same thing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.domain.coverage.capacity import Capacity, capacities
from directory.exchange.caseload_file.caseload_reader import CaseloadFile
from directory.storage import reference_data
from directory.storage.snapshot import STORES, Snapshot
from matcher import Knowledge
from matcher.caseload import CaseloadCounts, MissingFact, statuses
from matcher.facts import Fact
from matcher.knowledge import Recommendation

FEWEST_TOLD = 5
FEWER = f"fewer than {FEWEST_TOLD}"
Number = int | str
"""As it is told: a number, or in words where it is rounded and small."""
HEADER = (
    "recommendation", "source", "reference", "title", "strength", "applies", "needs_information",
    "does_not_apply", "places_a_year_stated", "services_stating_places",
    "services_not_stating_places", "services_not_stating_area",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadLine:
    """One recommendation: for how many children it stands how, and what there is for them."""

    item: Recommendation
    counts: CaseloadCounts
    capacity: Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    """A fact that answers wait for, with the question that asks for it."""

    fact: Fact
    missing: MissingFact


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseloadAnswer:
    """The whole answer; `read` says what the file held."""

    read: CaseloadFile
    authority: str | None
    authority_name: str | None
    lines: tuple[CaseloadLine, ...]
    """Those that apply to the most children first."""
    missing: tuple[MissingLine, ...]
    """Those that the most answers wait for first."""
    is_rounded: bool
    has_sample: bool
    """The services are made up."""

    def told(self, number: int) -> Number:
        """Return a number of children as it is told; rounded to the nearest 5 where asked."""
        if not self.is_rounded or number == 0:
            return number
        return FEWER if number < FEWEST_TOLD else (number + 2) // 5 * 5

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/caseload.md` fixes."""
        read, left = self.read, self.read.left_out
        return {
            "on": read.on.isoformat(),
            "authority": self.authority,
            "authority_name": self.authority_name,
            "rounded": self.is_rounded,
            "sample_directory": self.has_sample,
            "children": self.told(read.children),
            "left_out": {
                "aged_18_or_over": self.told(left.grown),
                "died": self.told(left.died),
                "closed": self.told(left.closed),
            },
            "columns_used": list(read.used),
            "columns_not_used": list(read.not_used),
            "assumed": list(read.assumed),
            "codes_that_say_nothing": [
                {"code": s.code, "means": s.means, "why": s.why, "rows": self.told(s.rows)}
                for s in read.silent
            ],
            "recommendations": [dict(zip(HEADER, row, strict=True)) for row in self.rows()],
            "missing": [
                {
                    "fact": line.fact.id,
                    "question": line.fact.question,
                    "children": self.told(line.missing.children),
                    "answers": self.told(line.missing.pairs),
                }
                for line in self.missing
            ],
        }

    def rows(self) -> Iterator[tuple[Number, ...]]:
        """Yield a row for each recommendation, in the order of `HEADER`."""
        for line in self.lines:
            item, counts, capacity = line.item, line.counts, line.capacity
            stated = capacity.places if capacity.stating else ""
            yield (
                item.id,
                item.citation.source,
                item.ref,
                item.title,
                item.strength,
                self.told(counts.applies),
                self.told(counts.needs_information),
                self.told(counts.does_not_apply),
                stated,
                capacity.stating,
                capacity.silent,
                capacity.area_open,
            )

    def as_csv(self) -> bytes:
        """Return the recommendations as CSV; no places stated is an empty cell, never nought."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(self.rows())
        return out.getvalue().encode("utf-8-sig")


def count_caseload(
    session: Session,
    knowledge: Knowledge,
    read: CaseloadFile,
    authority: str | None = None,
    *,
    rounded: bool = False,
) -> CaseloadAnswer:
    """Return a caseload counted, against what there is in an authority (any, without one).

    Raises KeyError for a code that is no authority of England.
    """
    matched = statuses(knowledge, read.columns, read.on)
    capacity = capacities(session, knowledge, read.on, authority)
    counts = matched.counts()
    lines = [
        CaseloadLine(item=item, counts=counts[item.id], capacity=capacity[item.id])
        for item in knowledge.recommendations
    ]
    facts = knowledge.facts.by_id
    return CaseloadAnswer(
        read=read,
        authority=authority,
        authority_name=reference_data.area_name(authority) if authority else None,
        lines=tuple(sorted(lines, key=_most_first)),
        missing=tuple(MissingLine(fact=facts[m.fact], missing=m) for m in matched.missing()),
        is_rounded=rounded,
        has_sample=_has_sample(session),
    )


def _most_first(line: CaseloadLine) -> tuple[int, int, str]:
    return -line.counts.applies, -line.counts.needs_information, line.item.id


def _has_sample(session: Session) -> bool:
    """Say whether the directory shows made-up services, which it does all or none."""
    return STORES.current(session, Snapshot).has_sample
