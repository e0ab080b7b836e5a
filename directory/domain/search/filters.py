"""The filters of a search, each with three answers for a service: yes, no, or not stated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.domain.search.filter_columns import FilterColumns
from directory.domain.service.freshness import FRESH, NEVER, YEAR
from directory.storage.snapshot import NO_AGE, Flags
from matcher import Knowledge

CHECKED = {"3": FRESH, "12": YEAR}
"""Within how many months an entry was checked, and the oldest band that is."""
TAKES = ("accepts_abuse", "accepts_carers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter: its id in the address, and whether a service must meet all that is chosen."""

    id: str
    all_of: bool = False


FILTERS = (
    Filter(id="kind"),
    Filter(id="programme"),
    Filter(id="takes", all_of=True),
    Filter(id="route"),
    Filter(id="delivery"),
    Filter(id="cost"),
    Filter(id="places"),
    Filter(id="language", all_of=True),
    Filter(id="access", all_of=True),
    Filter(id="checked"),
    Filter(id="running"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """For each service, whether it meets a filter and whether that is not stated."""

    yes: Flags
    open: Flags

    @property
    def may(self) -> Flags:
        """Return which services are not ruled out."""
        return self.yes | self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoice:
    """What one value of a filter comes to."""

    verdict: Verdict
    value: str


def choices(
    arrays: FilterColumns, knowledge: Knowledge, filter: Filter, values: Iterable[str], on: date
) -> tuple[FilterChoice, ...]:
    """Return what each value of a filter comes to, service by service."""
    return tuple(
        FilterChoice(value=value, verdict=_verdict(arrays, knowledge, filter.id, value, on))
        for value in values
    )


def combined(filter: Filter, chosen: Iterable[FilterChoice]) -> Verdict:
    """Return what a filter comes to with several values chosen."""
    verdicts = [choice.verdict for choice in chosen]
    if filter.all_of:
        yes = np.logical_and.reduce([verdict.yes for verdict in verdicts])
        may = np.logical_and.reduce([verdict.may for verdict in verdicts])
    else:
        yes = np.logical_or.reduce([verdict.yes for verdict in verdicts])
        may = np.logical_or.reduce([verdict.may for verdict in verdicts])
    return Verdict(yes=yes, open=may & ~yes)


def takes_age(arrays: FilterColumns, months: int) -> Verdict:
    """Return which services take a child of an age in completed months; below 0 = unborn."""
    low, high = arrays.snapshot.age_from, arrays.snapshot.age_under
    silent = (low == NO_AGE) & (high == NO_AGE)
    young = (low != NO_AGE) & (low > months)
    old = (high != NO_AGE) & (high <= months)
    return Verdict(yes=~(silent | young | old), open=silent)


def values_of(arrays: FilterColumns, knowledge: Knowledge, filter: Filter) -> tuple[str, ...]:
    """Return the values of a filter that any service has, or that the knowledge names."""
    if filter.id == "takes":
        named = {fact for role in TAKES for fact in arrays.snapshot.criteria[role].used}
        return tuple(fact.id for fact in knowledge.facts.facts if fact.id in named)
    if filter.id == "checked":
        return tuple(CHECKED)
    if filter.id == "programme":
        used = arrays.stated["programme"].used
        wanted = {id for p in knowledge.programmes if p.id in used for id in (p.id, *p.classes)}
        return tuple(p.id for p in knowledge.programmes if p.id in wanted)
    return arrays.stated[filter.id].used


def _verdict(arrays: FilterColumns, knowledge: Knowledge, id: str, value: str, on: date) -> Verdict:
    if id == "takes":
        return _takes(arrays, value)
    if id == "checked":
        return _checked(arrays, value, on)
    stated = arrays.stated[id]
    words = _with_members(knowledge, value) if id == "programme" else [value]
    # General help delivers no programme: that is stated, by the empty cell.
    silent = arrays.none() if id == "programme" else ~stated.states
    yes = np.logical_or.reduce([stated.any_of(word) for word in words])
    return Verdict(yes=yes, open=silent)


def _takes(arrays: FilterColumns, fact: str) -> Verdict:
    role = TAKES[0] if fact.startswith("abuse.") else TAKES[1]
    facts = arrays.snapshot.criteria[role]
    return Verdict(yes=facts.any_of(fact), open=~facts.states)


def _checked(arrays: FilterColumns, value: str, on: date) -> Verdict:
    bands = arrays.bands(on)
    return Verdict(yes=bands <= CHECKED.get(value, NEVER - 1), open=bands == NEVER)


def _with_members(knowledge: Knowledge, id: str) -> list[str]:
    return [id, *(p.id for p in knowledge.programmes if id in p.classes)]
