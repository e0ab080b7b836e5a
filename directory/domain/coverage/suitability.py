"""Which services take the children that a question is about: all of them, some of them, or none.

A child here stands for many. So what a service asks beyond what is known of all of them (that the
mother is on a programme, say) leaves some of them out, and what it does not say may. What it
excludes is told beside it and counts only where it is so of all of them, since nearly every service
names some danger.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from directory.domain.coverage.children import MeantChildren
from directory.domain.coverage.gap_query import SuitabilityTerms
from directory.domain.coverage.service_columns import NOT_STATED, ServiceColumns
from directory.domain.eligibility.acceptance import running
from directory.model.service_status import NO_DAY
from directory.storage.column_store import WordSets
from directory.storage.snapshot import NO_AGE, Flags, Numbers, Snapshot, day_number

NONE, SOME, ALL = range(3)
"""Whom of the children a service takes; `SOME` also where it does not say."""
DAYS_A_MONTH = 365.25 / 12


def suitability(
    offers: ServiceColumns, children: MeantChildren, terms: SuitabilityTerms, places: Numbers
) -> Numbers:
    """Return whom each of some services takes, whatever their age and wherever they live."""
    snapshot = offers.snapshot
    found = np.minimum(takes(snapshot, children, places), meets(offers, terms)[places])
    return np.where(running(snapshot, terms.on).refused[places], NONE, found)


def takes(snapshot: Snapshot, children: MeantChildren, places: Numbers) -> Numbers:
    """Return whom some services take by their criteria: as `eligibility.acceptance` judges a case.

    All profiles are judged at once, so that thousands of services take some milliseconds.
    """
    if not children.profiles:
        return np.full(len(places), NONE)
    by_profile = _judged(snapshot, children.profiles, places)
    least, most = by_profile.min(axis=1), by_profile.max(axis=1)
    some = np.where(most == NONE, NONE, np.where(least == ALL, ALL, SOME))
    # Silence on age is silence on who may come.
    return np.where(~states_ages(snapshot)[places], np.minimum(some, SOME), some)


def _judged(snapshot: Snapshot, profiles: Sequence[Mapping[str, bool]], places: Numbers) -> Numbers:
    """Return whom each service takes, by service and profile."""
    criteria = {role: _Named(facts, profiles, places) for role, facts in snapshot.criteria.items()}
    required, excluded = criteria["requires"], criteria["excludes"]
    refused, open_ = required.any_not_so | excluded.any_so, required.any_unknown
    for role, group in (("accepts_abuse", "abuse."), ("accepts_carers", "carer.")):
        named = criteria[role]
        unmet = named.states[:, None] & ~named.any_so & _asked(profiles, group)
        refused = refused | (unmet & ~named.any_unknown)
        open_ = open_ | (unmet & named.any_unknown)
    return np.where(refused, NONE, np.where(open_, SOME, ALL))


class _Named:
    """Of the facts that services name in a role, what is so of each profile."""

    def __init__(
        self, facts: WordSets, profiles: Sequence[Mapping[str, bool]], places: Numbers
    ) -> None:
        named, words = facts.names.holds[facts.number[places]], facts.names.words
        so, not_so = (_said(words, profiles, value) for value in (True, False))
        self.states: Flags = np.any(named, axis=1)
        self.any_so, self.any_not_so = _any(named, so), _any(named, not_so)
        self.any_unknown = _any(named, ~(so | not_so))


def _any(named: Flags, of_profile: Flags) -> Flags:
    """Return by service and profile whether any fact that it names is so of the profile."""
    found: Flags = named.astype(np.float32) @ of_profile.T.astype(np.float32) > 0
    return found


def _said(facts: Iterable[str], profiles: Sequence[Mapping[str, bool]], value: bool) -> Flags:
    said = [[each.get(fact) is value for fact in facts] for each in profiles]
    return np.array(said, np.bool_).reshape(len(profiles), -1)


def _asked(profiles: Sequence[Mapping[str, bool]], group: str) -> Flags:
    """Return for each profile whether it says anything of a group.

    A programme or a kind of help may be asked about with no abuse or carer: it is then not judged.
    """
    asked = [any(fact.startswith(group) for fact in each) for each in profiles]
    return np.array(asked, np.bool_)


def states_ages(snapshot: Snapshot) -> Flags:
    """Return which services state any age."""
    stated: Flags = (snapshot.age_from != NO_AGE) | (snapshot.age_under != NO_AGE)
    return stated


def meets(offers: ServiceColumns, terms: SuitabilityTerms) -> Numbers:
    """Return whether each service is as the terms ask: `ALL` yes, `SOME` not stated, `NONE` no."""
    found = np.full(len(offers.lines), ALL)
    if terms.assured_months is not None:
        found = np.where(assured(offers, terms.assured_months, terms.on), found, NONE)
    if terms.trained:
        found = np.minimum(found, trained(offers))
    if terms.wait_weeks is not None:
        found = np.minimum(found, waits(offers, terms.wait_weeks))
    return found


def assured(offers: ServiceColumns, months: int, on: date) -> Flags:
    """Return which entries were checked within so many months; no day stated is no check."""
    since = day_number(on) - round(months * DAYS_A_MONTH)
    lately: Flags = (offers.assured_on != NO_DAY) & (offers.assured_on >= since)
    return lately


def trained(offers: ServiceColumns) -> Numbers:
    """Return whether each service has trained staff: `SOME` where it does not say."""
    staff = offers.trained_staff
    return np.where(staff == NOT_STATED, SOME, np.where(staff > 0, ALL, NONE))


def waits(offers: ServiceColumns, weeks: int) -> Numbers:
    """Return whether each wait is at most so many weeks: `SOME` where it is not stated."""
    stated = offers.waiting_weeks
    return np.where(stated == NOT_STATED, SOME, np.where(stated <= weeks, ALL, NONE))
