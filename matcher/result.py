"""The answer to one case, in frozen values, and as plain data for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from matcher.knowledge import ActFirst, Contradiction, PracticeNote, Recommendation

__all__ = ["Ask", "Option", "Reason", "Result", "Status", "Window"]

Status = Literal["applies", "needs_information", "does_not_apply"]
Outcome = Literal["met", "not_met", "not_known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition of a recommendation and what it came to."""

    text: str
    fact: str
    outcome: Outcome
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The ages at which a recommendation can hold for this child, as dates where known."""

    from_months: int
    under_months: int
    opens_on: date | None
    closes_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A recommendation as it stands for a case."""

    recommendation: Recommendation
    status: Status
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    cautions: tuple[str, ...]
    near_match: str | None
    instead: tuple[str, ...]
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A fact to find out next, and how many options an answer to it could settle."""

    fact: str
    settles: int
    question: str
    worth: float
    """How telling an answer is: what orders the questions, and says nothing by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Every recommendation, none left out, and what goes with them."""

    on: date
    options: tuple[Option, ...]
    act_first: tuple[ActFirst, ...]
    ask_next: tuple[Ask, ...]
    practice_notes: tuple[PracticeNote, ...]
    contradictions: tuple[Contradiction, ...]

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
        "near_match": _near(option),
        "window": {
            "from_months": option.window.from_months,
            "under_months": option.window.under_months,
            "opens_on": _iso(option.window.opens_on),
            "closes_on": _iso(option.window.closes_on),
        },
        "delivery": list(item.delivery),
        "citation": _citation(item.citation),
        "also": [_citation(citation) for citation in item.also],
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
        "citations": [_citation(citation) for citation in item.citations],
    }


def _citation(citation: Any) -> dict[str, str]:
    return {"source": citation.source, "ref": citation.ref, "url": citation.url}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
