"""What an entry states in sentences, for readers who know nothing of our terms."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from directory.infrastructure.text_format import long_date, upper_first
from directory.model.criteria import CriteriaText
from directory.model.service_entry import ServiceEntry
from directory.model.service_status import ServiceState
from matcher.explanations import joined
from matcher.facts import FactBook

Values = Mapping[str, Any]


def eligibility(facts: FactBook, entry: ServiceEntry) -> str | None:
    """Return who a service is for, who it takes and whom it does not; None where it says nothing.

    The note stands at the end, as it was written.
    """
    return _text([*_ages(entry), *_criteria(facts, entry.values)], "eligibility_note", entry)


def _ages(entry: ServiceEntry) -> list[str]:
    return [f"Ages: {entry.ages.text}"] if entry.ages.is_stated else []


def application(entry: ServiceEntry) -> str | None:
    """Return who may refer and how; None where neither is stated."""
    routes = joined((route.replace("_", " ") for route in entry.values["referral_routes"]), "or")
    return _text([f"Referral routes: {routes}"] if routes else [], "referral_note", entry)


def wait(entry: ServiceEntry) -> str | None:
    """Return how long the wait is, and when that was asked; None where it is not stated."""
    weeks, asked = entry.values["waiting_weeks"], entry.values["waiting_as_of"]
    if weeks is None:
        return None
    words = f"{weeks} week{'s' * (weeks != 1)}" if weeks else "No wait"
    return f"{words}, as of {long_date(asked)}" if asked else words


def alert(entry: ServiceEntry, on: date) -> str | None:
    """Return what a reader must know first: not open yet, paused, ending, closed; or None."""
    line = entry.runs.line(on)
    also = entry.runs.end if entry.runs.on(on) in _MAY_END else None
    return " ".join(f"{sentence}." for sentence in (line, also) if sentence) or None


_MAY_END = (ServiceState.NOT_OPEN_YET, ServiceState.PAUSED)
"""States whose line does not tell the last day."""


def _criteria(facts: FactBook, values: Values) -> Iterator[str]:
    for words, named in CriteriaText(facts).lines(values):
        if named:
            yield f"{upper_first(words)} {named}"


def _text(sentences: list[str], note: str, entry: ServiceEntry) -> str | None:
    parts = [f"{upper_first(sentence)}." for sentence in sentences]
    if entry.values[note]:
        parts.append(entry.values[note])
    return " ".join(parts) or None
