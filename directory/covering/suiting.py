"""Which services take the children that a question is about: all of them, some of them, or none.

A child here stands for many. So what a service asks beyond what is known of all of them (that the
mother is on a programme, say) leaves some of them out, and what it does not say may. What it
excludes is told beside it and counts only where it is so of all of them, since nearly every service
names some danger.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np

from directory.covering.children import Children
from directory.covering.offers import NOT_STATED, Offers
from directory.covering.terms import Terms
from directory.nearby.acceptance import Acceptance, any_of, excluded, required, running
from directory.nearby.snapshot import NO_AGE, NO_DAY, Flags, Numbers, Snapshot, day_number

NONE, SOME, ALL = range(3)
"""Whom of the children a service takes; `SOME` also where it does not say."""
DAYS_A_MONTH = 365.25 / 12


def suits(snapshot: Snapshot, offers: Offers, children: Children, terms: Terms) -> Numbers:
    """Return whom each service takes, whatever their age and wherever they live."""
    found = np.minimum(takes(snapshot, children), meets(offers, terms))
    return np.where(running(snapshot, terms.on).refused, NONE, found)


def takes(snapshot: Snapshot, children: Children) -> Numbers:
    """Return whom each service takes by its criteria alone."""
    by_profile = [_takes(snapshot, profile) for profile in children.profiles]
    if not by_profile:
        return np.full(len(snapshot.ids), NONE)
    least, most = np.minimum.reduce(by_profile), np.maximum.reduce(by_profile)
    some = np.where(most == NONE, NONE, np.where(least == ALL, ALL, SOME))
    # Silence on age is silence on who may come.
    return np.where(~states_ages(snapshot), np.minimum(some, SOME), some)


def states_ages(snapshot: Snapshot) -> Flags:
    """Return which services state any age."""
    stated: Flags = (snapshot.age_from != NO_AGE) | (snapshot.age_under != NO_AGE)
    return stated


def _takes(snapshot: Snapshot, profile: Mapping[str, bool]) -> Numbers:
    judged = required(snapshot, profile) | _any_asked(snapshot, profile)
    refused = judged.refused | excluded(snapshot, profile).refused
    return np.where(refused, NONE, np.where(judged.open, SOME, ALL))


def _any_asked(snapshot: Snapshot, profile: Mapping[str, bool]) -> Acceptance:
    """Return what services make of the kind of abuse and the carer, where the question names any.

    A programme or a kind of help may be asked about with neither: then neither is judged.
    """
    nothing = np.zeros(len(snapshot.ids), np.bool_)
    found = Acceptance(refused=nothing, open=nothing, names_others=nothing)
    for role, group in (("accepts_abuse", "abuse."), ("accepts_carers", "carer.")):
        if any(fact.startswith(group) for fact in profile):
            found |= any_of(snapshot, role, profile)
    return found


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
