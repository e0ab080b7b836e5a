"""Words of a search that a filter answers exactly: offered as a link, never taken for it unasked.

A word is found where a service says it: “free” in “step-free”, and not in its cost, which is
not among the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from directory.web.find.query_params import SearchParams, Values

_FREE = re.compile(r"(?<!step[ -])\bfree\b(?: of charge)?", re.IGNORECASE)
_STEP_FREE = re.compile(r"\bstep[ -]?free\b", re.IGNORECASE)
_AGED = re.compile(
    r"\baged (?P<years>1[0-7]|\d)\b|\b(?P<old>1[0-7]|\d)[ -]?(?:years?[ -]?olds?|yo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSuggestion:
    """What was typed, the filter that answers it and its value, and the address that asks so."""

    typed: str
    filter: str
    value: str
    values: Values


def filter_suggestions(
    address: SearchParams, languages: Iterable[str]
) -> Iterator[FilterSuggestion]:
    """Yield each filter that says better what some of the words say, where it is not chosen."""
    speaking = {name: re.compile(_speaking(name), re.IGNORECASE) for name in languages}
    patterns = [
        ("cost", "free", _FREE),
        ("access", "step-free", _STEP_FREE),
        *(("language", name, pattern) for name, pattern in speaking.items()),
    ]
    for filter, value, pattern in patterns:
        found = pattern.search(address.words)
        before = address.chosen.get(filter, ())
        if found and value not in before:
            chosen = {**address.chosen, filter: (*before, value)}
            yield _exactly(replace(address, chosen=chosen), found, filter, value)
    aged = _AGED.search(address.words)
    if aged and not (address.years or address.months or address.is_unborn):
        years = aged["years"] or aged["old"]
        yield _exactly(replace(address, years=years), aged, "age", years)


def _exactly(
    address: SearchParams, found: re.Match[str], filter: str, value: str
) -> FilterSuggestion:
    words = " ".join((address.words[: found.start()] + address.words[found.end() :]).split())
    values = replace(address, words=words).values()
    return FilterSuggestion(typed=found[0], filter=filter, value=value, values=values)


def _speaking(language: str) -> str:
    return rf"\b{re.escape(language)}\b(?:[ -]speak(?:ing|er|ers))?"
