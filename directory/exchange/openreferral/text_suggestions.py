"""Kinds and ages that the words of an entry name and its columns do not state: suggested only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from directory.exchange.openreferral.importer_terms import OTHER
from directory.model.age_words import read_ages
from directory.model.cell_types import written
from directory.model.service_entry import ServiceEntry

AROUND = 40
"""Characters of the words on either side that are shown."""
_READ = ("name", "description", "eligibility_note")
_KINDS = {
    "domestic_abuse": r"domestic (?:abuse|violence)",
    "substance_misuse": r"(?:drug|alcohol|substance) (?:misuse|use|problems?|services?)",
    "parenting": r"parenting (?:courses?|programmes?|groups?|support|classes)|stay and play",
    "home_visiting": r"home[- ]visit(?:s|ing|or|ors)?",
    "therapeutic": r"counsell(?:ing|ors?)|(?:play|art|family|music) therap(?:y|ists?)",
    "mental_health": r"mental health|low mood|anxiety",
    "advocacy": r"advocacy|advocates?",
    "practical_help": r"food ?banks?|food parcels?|debt advice|furniture|hardship",
    "youth_work": r"youth (?:clubs?|work|groups?|service)",
    "helpline": r"help ?lines?",
    "training": r"training for (?:professionals|practitioners|staff)",
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _KINDS.items()}
_N = r"\d{1,2}"
_UNIT = r"(?:\s?(?:years?|yrs?|months?|mths?))"
_AGES = re.compile(
    rf"\bunder[- ]{_N}s\b|\bunder {_N}{_UNIT}"
    rf"|\b(?:aged? )?{_N}{_UNIT}?\s?(?:-|\u2013|to)\s?{_N}{_UNIT}"
    rf"|\baged? {_N}\s?(?:-|\u2013|to)\s?{_N}\b|\bbirth to {_N}\b",
    re.IGNORECASE,
)
"""Ages that surely are ages: with a unit, or a word that says so; times of day are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSuggestion:
    """What an entry may state: the cells by column, and the words on which that stands."""

    service_id: str
    cells: tuple[tuple[str, str], ...]
    column: str
    """Where the words stand."""
    words: str


def text_suggestions(entry: ServiceEntry) -> tuple[TextSuggestion, ...]:
    """Return the kind and the ages that the words of an entry name, where it states none.

    A kind is suggested only where its words name no other.
    """
    texts = {column: str(entry.values[column] or "") for column in _READ}
    found = [*_ages(entry, texts)] if not entry.ages.is_stated else []
    if entry.values["kind"] == OTHER:
        kinds = [*_kinds(entry, texts)]
        if len({each.cells for each in kinds}) == 1:
            found.append(kinds[0])
    return tuple(found)


def _kinds(entry: ServiceEntry, texts: dict[str, str]) -> Iterator[TextSuggestion]:
    for kind, pattern in _PATTERNS.items():
        for column, text in texts.items():
            if at := pattern.search(text):
                yield _made(entry, (("kind", kind),), column, text, at)
                break


def _ages(entry: ServiceEntry, texts: dict[str, str]) -> Iterator[TextSuggestion]:
    """Yield the ages of the first words that name any; several that differ are not guessed at."""
    made: dict[tuple[tuple[str, str], ...], TextSuggestion] = {}
    for column, text in texts.items():
        for at in _AGES.finditer(text):
            try:
                ages = read_ages(at.group())
            except ValueError:
                continue
            cells = (
                ("age_from_months", written(ages.from_months)),
                ("age_under_months", written(ages.under_months)),
            )
            made.setdefault(cells, _made(entry, cells, column, text, at))
    if len(made) == 1:
        yield from made.values()


def _made(
    entry: ServiceEntry, cells: tuple[tuple[str, str], ...], column: str, text: str,
    at: re.Match[str],
) -> TextSuggestion:  # fmt: skip
    words = " ".join(text[max(at.start() - AROUND, 0) : at.end() + AROUND].split())
    return TextSuggestion(service_id=entry.id, cells=cells, column=column, words=words)
