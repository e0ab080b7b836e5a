"""The answer to one case, in frozen values, and as plain data for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from matcher.citations import Citation
from matcher.implied_facts import ReadAs
from matcher.knowledge import (
    ActFirst,
    Contradiction,
    NothingNamed,
    PracticeNote,
    Recommendation,
    SideBySide,
)
from matcher.programmes import Ages

__all__ = [
    "Ask",
    "Difference",
    "GuidanceGap",
    "Option",
    "OtherAges",
    "Reason",
    "Result",
    "Status",
    "Window",
]

Status = Literal["applies", "needs_information", "does_not_apply"]
Outcome = Literal["met", "not_met", "not_known"]


class Reason(NamedTuple):
    """One condition of a recommendation and what it came to."""

    text: str
    fact: str
    outcome: Outcome
    facts: tuple[str, ...]


class Window(NamedTuple):
    """The ages at which a recommendation can hold for this child, as dates where known."""

    from_months: int
    under_months: int
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAges:
    """A named programme whose developer or provider states other ages than this child's."""

    programme: str
    name: str
    rows: tuple[Ages, ...]
    """What its pages say, each with its date and link."""
    child_months: int
    says: str


class Option(NamedTuple):
    """A recommendation as it stands for a case.

    A tuple, as it is made anew for each child: that is several times quicker than a dataclass.
    """

    recommendation: Recommendation
    status: Status
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    cautions: tuple[str, ...]
    near_match: str | None
    instead: tuple[str, ...]
    window: Window
    other_ages: tuple[OtherAges, ...] = ()
    """Said among the cautions too; here with the dates and links of the pages."""
    unraised: bool = False
    """It waits, or would at another age, only for something that nobody has raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceGap:
    """That the main guideline names nothing for this child, and what there is instead."""

    item: NothingNamed
    named: tuple[str, ...]
    """The recommendations of other sources that offer or consider something and apply."""
    nearest: tuple[tuple[str, Status], ...]
    """What comes nearest, and how it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Sources that do not say the same of one subject, each as it stands for this child."""

    item: SideBySide
    options: tuple[Option, ...]


class Ask(NamedTuple):
    """A fact to find out next, and how many options an answer to it could settle."""

    fact: str
    settles: int
    question: str
    worth: float
    """How telling an answer is: what orders the questions, and says nothing by itself."""
    tier: tuple[int, int] = (0, 0)
    """What it is asked for, safety first; questions of the same are in the order of `worth`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Every recommendation, none left out, and what goes with them."""

    on: date
    options: tuple[Option, ...]
    act_first: tuple[ActFirst, ...]
    ask_next: tuple[Ask, ...]
    practice_notes: tuple[PracticeNote, ...]
    contradictions: tuple[Contradiction, ...]
    nothing_named: tuple[GuidanceGap, ...] = ()
    side_by_side: tuple[Difference, ...] = ()
    read_as: tuple[ReadAs, ...] = ()
    """What was said in shorthand, and what it was taken to mean."""

    def as_data(self) -> dict[str, Any]:
        """Return the result as JSON-ready data, in the form that `docs/matcher.md` fixes."""
        return {
            "on": self.on.isoformat(),
            "options": [option_data(option) for option in self.options],
            "act_first": [notice_data(item) for item in self.act_first],
            "ask_next": [
                {"fact": ask.fact, "settles": ask.settles, "question": ask.question}
                for ask in self.ask_next
            ],
            "practice_notes": [f"{item.says} ({sources_of(item)})" for item in self.practice_notes],
            "warnings": [item.says for item in self.contradictions],
            "nothing_named": [gap_data(gap) for gap in self.nothing_named],
            "side_by_side": [difference_data(each) for each in self.side_by_side],
            "read_as": [read_as_data(each) for each in self.read_as],
        }


def option_data(option: Option) -> dict[str, Any]:
    """Return one option as JSON-ready data."""
    item = option.recommendation
    return {
        "recommendation": item.id,
        "title": item.title,
        "status": option.status,
        "strength": item.strength,
        "programmes": list(item.programmes),
        "kinds": list(item.kinds),
        "reasons": [
            {"text": r.text, "fact": r.fact, "outcome": r.outcome, "facts": list(r.facts)}
            for r in option.reasons
        ],
        "missing": list(option.missing),
        "cautions": list(option.cautions),
        "other_ages": [_other_ages(each) for each in option.other_ages],
        "unraised": option.unraised,
        "near_match": _near(option),
        "window": {
            "from_months": option.window.from_months,
            "under_months": option.window.under_months,
            "opens_on": _iso(option.window.opens_on),
            "closes_on": _iso(option.window.closes_on),
        },
        "delivery": list(item.delivery),
        "readings": list(item.readings),
        "citation": _citation(item.citation),
        "checked_on": _iso(item.checked_on),
        "in_force": item.in_force.as_data(),
        "local": item.local,
        "set_aside_here": item.set_aside_here.as_data() if item.set_aside_here else None,
        "also": [_citation(citation) for citation in item.also],
    }


def _other_ages(each: OtherAges) -> dict[str, Any]:
    pages = [
        {
            "says": row.says,
            "from_months": row.from_months,
            "under_months": row.under_months,
            "dated": row.dated,
            "seen_on": row.seen_on.isoformat(),
            "url": row.url,
        }
        for row in each.rows
    ]
    return {
        "programme": each.programme,
        "name": each.name,
        "child_months": each.child_months,
        "text": each.says,
        "pages": pages,
    }


def gap_data(gap: GuidanceGap) -> dict[str, Any]:
    """Return that nothing is named as JSON-ready data."""
    return {
        "id": gap.item.id,
        "text": gap.item.says,
        "next_step": gap.item.next_step,
        "named_elsewhere": list(gap.named),
        "nearest": [{"recommendation": id, "status": status} for id, status in gap.nearest],
        "citations": [_citation(citation) for citation in gap.item.citations],
    }


def difference_data(each: Difference) -> dict[str, Any]:
    """Return sources side by side as JSON-ready data: the same columns of each."""
    rows = [
        {
            "recommendation": option.recommendation.id,
            "status": option.status,
            "strength": option.recommendation.strength,
            "from_months": option.window.from_months,
            "under_months": option.window.under_months,
            "delivery": list(option.recommendation.delivery),
            "citation": _citation(option.recommendation.citation),
        }
        for option in each.options
    ]
    return {
        "id": each.item.id,
        "subject": each.item.subject,
        "text": each.item.says,
        "sources": rows,
    }


def read_as_data(each: ReadAs) -> dict[str, Any]:
    """Return what shorthand was taken to mean as JSON-ready data."""
    return {
        "fact": each.fact,
        "value": each.value,
        "gives": [{"fact": fact, "value": value} for fact, value in each.gives],
        "text": each.says,
        "changed": each.changed,
    }


def sources_of(item: PracticeNote | ActFirst) -> str:
    """Return the sources of a notice in one line."""
    return "; ".join(f"{c.source} {c.ref}" for c in item.citations)


def _near(option: Option) -> dict[str, Any] | None:
    if option.near_match is None:
        return None
    return {"text": option.near_match, "instead": list(option.instead)}


def notice_data(item: ActFirst) -> dict[str, Any]:
    """Return what must happen first as JSON-ready data."""
    return {
        "id": item.id,
        "title": item.title,
        "text": item.says,
        "within": item.within,
        "tell": list(item.tell),
        "local": item.local,
        "citations": [_citation(citation) for citation in item.citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "source": citation.source,
        "ref": citation.ref,
        "url": citation.url,
        "state": citation.state,
        "on": _iso(citation.on),
        "was": citation.was,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
