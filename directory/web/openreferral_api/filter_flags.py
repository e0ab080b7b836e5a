"""Which services meet one thing that is asked for; what is not stated holds nobody out of a range.

Each function returns one flag for each service of the snapshot.
"""

import math
from collections.abc import Iterable
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.exchange.openreferral.taxonomy import ALWAYS_DETAILS, TaxonomyTerm, role_taxonomy
from directory.model.criteria import ROLES
from directory.storage import Service
from directory.storage.snapshot import NO_AGE, Flags, Snapshot, day_number
from directory.web.openreferral_api.feed_index import FeedIndex
from matcher import Knowledge
from matcher.programme_index import deliverers

_ROLE = {role_taxonomy(role): role for role in ROLES}


def flags_of(snapshot: Snapshot, ids: Iterable[str]) -> Flags:
    """Return the services with these ids."""
    wanted = set(ids)
    return np.array([id in wanted for id in snapshot.ids], dtype=np.bool_)


def takes_ages(snapshot: Snapshot, lowest: float | None, highest: float | None) -> Flags:
    """Return the services that take any age from `lowest` to `highest`, in years.

    A whole number as the highest age includes its year, as in "up to 5". What is negative stands
    for "not stated", as feeds send it.
    """
    found = np.ones(len(snapshot.ids), dtype=np.bool_)
    if lowest is not None and lowest >= 0:
        found &= (snapshot.age_under == NO_AGE) | (snapshot.age_under > round(lowest * 12))
    if highest is not None and highest >= 0:
        whole = highest == int(highest)
        under = (int(highest) + 1) * 12 if whole else math.floor(highest * 12) + 1
        found &= (snapshot.age_from == NO_AGE) | (snapshot.age_from < under)
    return found


def turned_since(snapshot: Snapshot, since: date, on: date) -> Flags:
    """Return the services that opened or ended on a day from `since` to `on`, both included.

    What the feed says of them is another thing since then, though nobody wrote anything.
    """
    first, last = day_number(since), day_number(on)
    opened = (snapshot.starts_on >= first) & (snapshot.starts_on <= last)
    # The last day is one of running; what stands for no day is before any.
    over = (snapshot.ends_on + 1 >= first) & (snapshot.ends_on + 1 <= last)
    flags: Flags = opened | over
    return flags


def carrying(
    session: Session, knowledge: Knowledge, index: FeedIndex, terms: Iterable[TaxonomyTerm]
) -> Flags:
    """Return the services that carry any of these terms."""
    found = np.zeros_like(index.own)
    details = []
    for term in terms:
        if term.taxonomy == "detail":
            details.append(term.id)
        else:
            found |= _stating(knowledge, index, term)
    more = _detailed(session, index.snapshot, details) if details else found
    carried: Flags = np.logical_or(found, more)
    return carried


def _stating(knowledge: Knowledge, index: FeedIndex, term: TaxonomyTerm) -> Flags:
    snapshot = index.snapshot
    if term.taxonomy == "programme":
        return snapshot.programme.any_of(term.id)
    if term.taxonomy == "recommendation":
        kinds = knowledge.recommendation[term.id].kinds
        found: Flags = np.zeros_like(index.own)
        found[snapshot.places_of(deliverers(knowledge, term.id), kinds)] = True
        return found
    if term.taxonomy == "delivery":
        return snapshot.delivers[term.id]
    if term.taxonomy in _ROLE:
        return snapshot.criteria[_ROLE[term.taxonomy]].any_of(term.id)
    return index.stating(term.taxonomy, term.id)


def _detailed(session: Session, snapshot: Snapshot, columns: list[str]) -> Flags:
    """Return the services that carry one of these columns as a value beside a term."""
    found = np.zeros_like(snapshot.has_hidden)
    if "hide_address" in columns:
        found |= snapshot.has_hidden
    if "age_from_months" in columns:
        found |= (snapshot.age_from != NO_AGE) & (snapshot.age_from < 0)
    if "age_under_months" in columns:
        found |= (snapshot.age_under != NO_AGE) & (snapshot.age_under <= 0)
    for name in sorted({*ALWAYS_DETAILS, "assured_by"} & set(columns)):
        column = getattr(Service, name)
        # A list of words that states nothing is kept as empty text, not as nothing.
        stated = column != () if name == "accessibility" else column.is_not(None)
        found |= flags_of(snapshot, session.scalars(select(Service.id).where(stated)))
    return found
