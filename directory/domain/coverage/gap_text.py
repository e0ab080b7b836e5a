"""The words of gaps: numbers of children, shares, ages, distances, and what counts as suitable."""

import numpy as np

from directory.domain.coverage.children import children_of
from directory.domain.coverage.gap_query import GapTarget, SuitabilityTerms
from directory.domain.coverage.population import HALF, LEAST, whole
from directory.infrastructure.text_format import count
from directory.storage.snapshot import Flags
from matcher import Knowledge
from matcher.age_window import in_words
from matcher.ages import ADULT_MONTHS, say_age
from matcher.explanations import joined


def say_children(number: float) -> str:
    """Return a number of children, to the nearest whole one: "12,345"; "under 1" for a part."""
    return "under 1" if LEAST < number < HALF else f"{whole(number):,}"


def say_share(share: float | None) -> str:
    """Return a share as a percentage that never hides a few: "over 99%" is not all."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "under 1%"
    if 0.99 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def say_miles(miles: float) -> str:
    """Return a distance: "5 miles"."""
    return "1 mile" if miles == 1 else f"{miles:g} miles"


def say_within(terms: SuitabilityTerms) -> str:
    """Return how far a venue may surely be: "5 miles", or minutes by the table."""
    if terms.within.minutes is None:
        return say_miles(terms.within.miles)
    return f"{count(terms.within.minutes, 'minute')} by the table of travel times"


def say_ages_meant(target: GapTarget, terms: SuitabilityTerms, knowledge: Knowledge) -> str:
    """Return the children that a question is about: "children under 5 years"."""
    months = children_of(knowledge, target, terms).months
    who = ("children", "girls", "boys")[_only_sex(months)]
    ages = np.flatnonzero(months.any(axis=0)).tolist()
    low, under = (ages[0], ages[-1] + 1) if ages else (terms.from_months, terms.under_months)
    if (low, under) == (0, ADULT_MONTHS):
        return who
    if under == ADULT_MONTHS:
        return f"{who} aged {say_age(low)} and over"
    return f"{who} {in_words(low, under)}"


def _only_sex(months: Flags) -> int:
    girls, boys = bool(months[0].any()), bool(months[1].any())
    return 0 if girls == boys else 1 if girls else 2


def say_terms(terms: SuitabilityTerms, knowledge: Knowledge) -> str:
    """Return what counts as suitable and within reach, as one sentence."""
    parts = [
        "A service counts when it takes these children and comes to them, or has a venue within"
        f" {say_within(terms)}"
    ]
    if terms.within.minutes is not None:
        parts[0] += (
            f", or within {say_miles(terms.within.miles)} where the table says nothing, which"
            " counts as “we cannot tell”"
        )
    if terms.assured_months:
        parts.append(f"its entry was checked within {count(terms.assured_months, 'month')}")
    if terms.trained:
        parts.append("it has trained staff")
    if terms.wait_weeks is not None:
        parts.append(f"its wait is at most {count(terms.wait_weeks, 'week')}")
    named = [knowledge.facts.by_id[id].label for id in sorted(terms.abuse | terms.carers)]
    for_whom = f" Asked for: {joined(named, 'or')}." if named else ""
    low, high = terms.from_months, terms.under_months
    ages = "" if (low, high) == (0, ADULT_MONTHS) else f" Ages: {in_words(low, high)}."
    return f"{', and '.join(parts)}.{for_whom}{ages}"


def target_title(target: GapTarget, knowledge: Knowledge) -> str:
    """Return what a row is called; its id where it is not known."""
    if target.what == "recommendation" and target.id in knowledge.recommendation:
        return knowledge.recommendation[target.id].title
    if target.what == "programme" and target.id in knowledge.programme:
        return knowledge.programme[target.id].name
    return target.id.replace("_", " ").capitalize()


def target_ref(target: GapTarget, knowledge: Knowledge) -> str | None:
    """Return where a recommendation stands: "NICE NG76 1.7.4"; None for a programme or a kind."""
    if target.what != "recommendation":
        return None
    citation = knowledge.recommendation[target.id].citation
    return f"{citation.source} {citation.ref}"
