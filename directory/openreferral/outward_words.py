"""What an entry states in sentences, for readers who know nothing of our terms."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from directory.importing.entries import Entry
from directory.wording import long_date, upper_first
from matcher.facts import FactBook
from matcher.local_ages import in_words
from matcher.wording import joined, soften

Values = Mapping[str, Any]


def eligibility(facts: FactBook, entry: Entry) -> str | None:
    """Return who a service is for, who it takes and whom it does not; None where it says nothing.

    The note stands at the end, as it was written.
    """
    return _text([*_ages(entry.values), *_criteria(facts, entry.values)], "eligibility_note", entry)


def application(entry: Entry) -> str | None:
    """Return who may refer and how; None where neither is stated."""
    routes = joined((route.replace("_", " ") for route in entry.values["referral_routes"]), "or")
    return _text([f"Referral routes: {routes}"] if routes else [], "referral_note", entry)


def wait(entry: Entry) -> str | None:
    """Return how long the wait is, and when that was asked; None where it is not stated."""
    weeks, asked = entry.values["waiting_weeks"], entry.values["waiting_as_of"]
    if weeks is None:
        return None
    words = f"{weeks} week{'s' * (weeks != 1)}" if weeks else "No wait"
    return f"{words}, as of {long_date(asked)}" if asked else words


def alert(entry: Entry, on: date) -> str | None:
    """Return what a reader must know first: not open yet, paused, ending, closed; or None."""
    return " ".join(f"{sentence}." for sentence in _alerts(entry.values, on)) or None


def _alerts(values: Values, on: date) -> Iterator[str]:
    starts, ends = values["starts_on"], values["ends_on"]
    if words := _BY_STATUS.get(values["status"]):
        yield words
    if starts and starts > on:
        yield f"Starts on {long_date(starts)}"
    if ends:
        yield f"{'Ended' if ends < on else 'Ends'} on {long_date(ends)}"


_BY_STATUS = {
    "paused": "Paused: it takes nobody at present",
    "closing": "This service is closing",
    "closed": "This service is closed",
}


def _ages(values: Values) -> Iterator[str]:
    low, high = values["age_from_months"], values["age_under_months"]
    if low is not None or high is not None:
        yield f"Ages: {in_words(low, high)}"


def _criteria(facts: FactBook, values: Values) -> Iterator[str]:
    for role, words in (
        ("accepts_abuse", "Takes families after"),
        ("accepts_carers", "May take part:"),
    ):
        if values[role]:
            yield f"{words} {joined((_label(facts, fact) for fact in values[role]), 'or')}"
    for role, words in (("requires", "Only if"), ("excludes", "Not if")):
        for fact in values[role]:
            yield f"{words} {_sentence(facts, fact)}"


def _label(facts: FactBook, fact: str) -> str:
    known = facts.by_id.get(fact)
    return known.label if known else fact


def _sentence(facts: FactBook, fact: str) -> str:
    known = facts.by_id.get(fact)
    return soften(known.says.met) if known else fact


def _text(sentences: list[str], note: str, entry: Entry) -> str | None:
    parts = [f"{upper_first(sentence)}." for sentence in sentences]
    if entry.values[note]:
        parts.append(entry.values[note])
    return " ".join(parts) or None
