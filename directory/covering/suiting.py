"""Which services take the children that a question is about: all of them, some of them, or none.

A child here stands for many. So what a service asks beyond what is known of all of them (that the
mother is on a programme, say) leaves some of them out, and what it does not say may. What it
excludes is told beside it and counts only where it is so of all of them, since nearly every service
names some danger.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from directory.covering.children import Children
from directory.covering.offers import NOT_STATED, Offers
from directory.covering.terms import Terms
from directory.nearby.acceptance import running
from directory.nearby.snapshot import NO_AGE, NO_DAY, Flags, Numbers, Snapshot, day_number

NONE, SOME, ALL = range(3)
"""Whom of the children a service takes; `SOME` also where it does not say."""
DAYS_A_MONTH = 365.25 / 12


def suits(
    snapshot: Snapshot, offers: Offers, children: Children, terms: Terms, places: Numbers
) -> Numbers:
    """Return whom each of some services takes, whatever their age and wherever they live."""
    found = np.minimum(takes(snapshot, offers, children, places), meets(offers, terms)[places])
    return np.where(running(snapshot, terms.on).refused[places], NONE, found)


def takes(snapshot: Snapshot, offers: Offers, children: Children, places: Numbers) -> Numbers:
    """Return whom some services take by their criteria: as `nearby.acceptance` judges one case.

    All profiles are judged at once, so that thousands of services take some milliseconds.
    """
    if not children.profiles:
        return np.full(len(places), NONE)
    by_profile = _judged(offers, children.profiles, places)
    least, most = by_profile.min(axis=1), by_profile.max(axis=1)
    some = np.where(most == NONE, NONE, np.where(least == ALL, ALL, SOME))
    # Silence on age is silence on who may come.
    return np.where(~states_ages(snapshot)[places], np.minimum(some, SOME), some)


def _judged(offers: Offers, profiles: Sequence[Mapping[str, bool]], places: Numbers) -> Numbers:
    """Return whom each service takes, by service and profile."""
    so, not_so = (_said(offers.facts, profiles, value) for value in (True, False))
    unknown = ~(so | not_so)
    required, excluded = offers.named["requires"][places], offers.named["excludes"][places]
    refused = _any(required, not_so) | _any(excluded, so)
    open_ = _any(required, unknown)
    for role, group in (("accepts_abuse", "abuse."), ("accepts_carers", "carer.")):
        named = offers.named[role][places]
        states: Flags = np.any(named, axis=1)
        unmet = states[:, None] & ~_any(named, so) & _asked(profiles, group)
        refused |= unmet & ~_any(named, unknown)
        open_ |= unmet & _any(named, unknown)
    return np.where(refused, NONE, np.where(open_, SOME, ALL))


def _any(named: Flags, of_profile: Flags) -> Flags:
    """Return by service and profile whether any fact that it names is so of the profile."""
    found: Flags = named.astype(np.float32) @ of_profile.T.astype(np.float32) > 0
    return found


def _said(facts: Sequence[str], profiles: Sequence[Mapping[str, bool]], value: bool) -> Flags:
    return np.array([[each.get(fact) is value for fact in facts] for each in profiles], np.bool_)


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


def meets(offers: Offers, terms: Terms) -> Numbers:
    """Return whether each service is as the terms ask: `ALL` yes, `SOME` not stated, `NONE` no."""
    found = np.full(len(offers.lines), ALL)
    if terms.assured_months is not None:
        found = np.where(assured(offers, terms.assured_months, terms.on), found, NONE)
    if terms.trained:
        found = np.minimum(found, trained(offers))
    if terms.wait_weeks is not None:
        found = np.minimum(found, waits(offers, terms.wait_weeks))
    return found


def assured(offers: Offers, months: int, on: date) -> Flags:
    """Return which entries were checked within so many months; no day stated is no check."""
    since = day_number(on) - round(months * DAYS_A_MONTH)
    lately: Flags = (offers.assured_on != NO_DAY) & (offers.assured_on >= since)
    return lately


def trained(offers: Offers) -> Numbers:
    """Return whether each service has trained staff: `SOME` where it does not say."""
    staff = offers.trained_staff
    return np.where(staff == NOT_STATED, SOME, np.where(staff > 0, ALL, NONE))


def waits(offers: Offers, weeks: int) -> Numbers:
    """Return whether each wait is at most so many weeks: `SOME` where it is not stated."""
    stated = offers.waiting_weeks
    return np.where(stated == NOT_STATED, SOME, np.where(stated <= weeks, ALL, NONE))
