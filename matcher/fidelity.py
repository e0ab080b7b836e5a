"""One local service beside what a recommendation asks and what the programme's developer says.

The verdict is against the recommendation alone, and silence is never a verdict: what a service does
not state it neither meets nor differs from. Ages are in completed months, lengths in weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from matcher.age_window import in_words, window_of
from matcher.delivery_requirements import (
    DeliveryRequirements,
    say_count,
    say_sessions,
    say_settings,
    say_weeks,
)
from matcher.knowledge import Recommendation
from matcher.programmes import Ages, Dose, Programme

__all__ = ["SOON_DAYS", "Aspect", "Comparison", "DeveloperSays", "LocalOffer", "Verdict", "compare"]

Verdict = Literal["meets", "differs", "not_stated", "not_asked"]
Aspect = Literal[
    "weeks", "sessions", "how_often", "session_length", "setting", "group_size",
    "individual_sessions", "carer_sessions", "training", "accreditation", "on_call", "ages",
]  # fmt: skip

SOON_DAYS = 90
"""An accreditation that runs out within so many days is said to."""

_LABELS: dict[Aspect, str] = {
    "weeks": "Length",
    "sessions": "Number of sessions",
    "how_often": "How often",
    "session_length": "Length of a session",
    "setting": "Setting",
    "group_size": "Size of the group",
    "individual_sessions": "Individual sessions",
    "carer_sessions": "Sessions for the parent or carer",
    "training": "Training",
    "accreditation": "Licence or accreditation",
    "on_call": "On call",
    "ages": "Ages",
}
_BEARS_ON: dict[Aspect, re.Pattern[str]] = {
    "weeks": re.compile(r"\b(?:week|month|year)s?\b"),
    "sessions": re.compile(r"\d[^,]*\bsessions?\b"),
    "how_often": re.compile(r"\bweekly\b", re.IGNORECASE),
    "session_length": re.compile(r"\b(?:minute|hour)s?\b"),
    "setting": re.compile(r"\bhome\b|\bgroups?\b"),
    "group_size": re.compile(r"\bgroups? of \d"),
}
"""What a developer's dose says stands in one sentence: the words that make it bear on an aspect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalOffer:
    """What one service states of itself; None, or an empty set, where it states nothing."""

    weeks: int | None = None
    sessions: int | None = None
    delivery: frozenset[str] = frozenset()
    """Words of the directory's `delivery`; where there are any, they are all."""
    trained_staff: int | None = None
    accreditation: str | None = None
    accreditation_expires: date | None = None
    """The last day of the accreditation."""
    on_call: bool | None = None
    age_from_months: int | None = None
    age_under_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeveloperSays:
    """What a developer's or provider's page says, when it was read and what date it carries."""

    programme: str
    says: str
    url: str
    dated: str | None
    seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One aspect of a service on three sides, each None or empty where that side says nothing."""

    aspect: Aspect
    label: str
    asked: str | None
    """What the recommendation asks."""
    developer: tuple[DeveloperSays, ...]
    local: str | None
    """What the service states."""
    verdict: Verdict
    note: str | None = None
    """In which way it differs, or what remains to be asked."""


def compare(
    offer: LocalOffer, recommendation: Recommendation, programmes: Iterable[Programme], on: date
) -> tuple[Comparison, ...]:
    """Return each aspect of which the service, the recommendation or a developer says something.

    `programmes` are those whose developers are quoted: the service's own, where it names one.
    """
    asks, named = recommendation.asks or DeliveryRequirements(), tuple(programmes)
    rows = (
        _weeks(offer, asks, named),
        _sessions(offer, asks, named),
        _how_often(offer, asks, named),
        _unlisted("session_length", asks.session_length, named),
        _setting(offer, asks, named, recommendation.citation.source),
        _unlisted("group_size", asks.group_size, named),
        _unlisted("individual_sessions", asks.individual_sessions, named),
        _unlisted("carer_sessions", asks.carer_sessions, named),
        _training(offer, asks),
        _accreditation(offer, on),
        _on_call(offer, asks),
        _ages(offer, recommendation, named),
    )
    return tuple(row for row in rows if row.asked or row.developer or row.local)


def _row(
    aspect: Aspect,
    asked: str | None,
    local: str | None,
    fits: bool | None,
    developer: tuple[DeveloperSays, ...] = (),
    note: str | None = None,
) -> Comparison:
    """Return a comparison; `fits` is None where what the service states does not tell."""
    verdict: Verdict = "meets" if fits else "differs"
    if asked is None:
        verdict = "not_asked"
    elif local is None or fits is None:
        verdict = "not_stated"
    return Comparison(
        aspect=aspect,
        label=_LABELS[aspect],
        asked=asked,
        developer=developer,
        local=local,
        verdict=verdict,
        note=note,
    )


def _weeks(
    offer: LocalOffer, asks: DeliveryRequirements, programmes: Sequence[Programme]
) -> Comparison:
    least, most = asks.weeks_at_least, asks.weeks_at_most
    asked, local = say_weeks(asks), say_count(offer.weeks, "week")
    fits = _within(offer.weeks, least, most)
    return _row("weeks", asked, local, fits, _dose("weeks", programmes))


def _sessions(
    offer: LocalOffer, asks: DeliveryRequirements, programmes: Sequence[Programme]
) -> Comparison:
    most, note = asks.sessions_at_most, None
    in_group, usual = asks.group_sessions_at_most, asks.sessions_usually_up_to
    if in_group is not None and "group" in offer.delivery:
        most = in_group
    fits = _within(offer.sessions, asks.sessions_at_least, most)
    stated = offer.sessions or 0
    if fits and not offer.delivery and in_group is not None and stated > in_group:
        fits, note = None, "Whether it is in a group is not stated"
    if fits and usual is not None and stated > usual:
        note = f"More than {usual} only where they are needed"
    asked, local = say_sessions(asks), say_count(offer.sessions, "session")
    return _row("sessions", asked, local, fits, _dose("sessions", programmes), note)


def _how_often(
    offer: LocalOffer, asks: DeliveryRequirements, programmes: Sequence[Programme]
) -> Comparison:
    """Compare the sessions with the weeks; a holiday or two does not tell weekly from not."""
    if not asks.every_week:
        return _row("how_often", None, None, None)
    local = fits = note = None
    if offer.weeks and offer.sessions is not None:
        local = f"{say_count(offer.sessions, 'session')} in {say_count(offer.weeks, 'week')}"
        if offer.sessions >= offer.weeks:
            fits = True
        elif offer.sessions * 2 <= offer.weeks:
            fits = False
        else:
            note = "Whether they are every week is not stated"
    return _row("how_often", "every week", local, fits, _dose("how_often", programmes), note)


def _unlisted(aspect: Aspect, asked: str | None, programmes: Sequence[Programme]) -> Comparison:
    """Return what is asked although no service can state it: the directory has no column for it."""
    return _row(aspect, asked, None, None, _dose(aspect, programmes) if asked else ())


def _setting(
    offer: LocalOffer, asks: DeliveryRequirements, programmes: Sequence[Programme], source: str
) -> Comparison:
    asked = " or ".join(say_settings(asks.setting)) or None
    fits, note = bool(offer.delivery.intersection(asks.setting)), None
    if asked and asks.setting_if_possible:
        asked = f"{asked} if possible"
        if not fits and offer.delivery:
            note = f"{source} asks for this only where it is possible"
    local = ", ".join(say_settings(offer.delivery)) or None
    return _row("setting", asked, local, fits, _dose("setting", programmes), note)


def _training(offer: LocalOffer, asks: DeliveryRequirements) -> Comparison:
    asked = "somebody trained in this programme" if asks.trained else None
    staff = offer.trained_staff
    people = f"{say_count(staff, 'member')} of staff" if staff else "no staff"
    local = None if staff is None else f"{people} trained in it"
    return _row("training", asked, local, bool(staff))


def _accreditation(offer: LocalOffer, on: date) -> Comparison:
    """Return the accreditation, which no recommendation asks for; one that ran out differs."""
    expires, named = offer.accreditation_expires, offer.accreditation
    if expires is None:
        return _row("accreditation", None, named, None)
    left = (expires - on).days
    words = f"{'ran out' if left < 0 else 'runs out'} on {_day(expires)}"
    if 0 <= left <= SOON_DAYS:
        words += ", today" if not left else f", in {say_count(left, 'day')}"
    local = f"{named}, {words}" if named else words
    row = _row("accreditation", None, local, None)
    return replace(row, verdict="differs") if left < 0 else row


def _on_call(offer: LocalOffer, asks: DeliveryRequirements) -> Comparison:
    asked = "somebody on call day and night" if asks.on_call else None
    words = {None: None, True: "on call day and night", False: "not on call day and night"}
    return _row("on_call", asked, words[offer.on_call], offer.on_call)


def _ages(offer: LocalOffer, item: Recommendation, programmes: Sequence[Programme]) -> Comparison:
    low, high = offer.age_from_months, offer.age_under_months
    local = None if low is None and high is None else in_words(low, high)
    developer = tuple(_says(each, row) for each in programmes for row in each.ages)
    window = window_of(item)
    if window is None:
        return _row("ages", None, local, None, developer)
    asked, fits, note = window.in_words(), None, None
    if ways := window.ways(low, high):
        aged = f"aged {local}" if local and local[0].isdecimal() else local
        note = f"{ways}: takes children {aged}; {item.citation.source} says {asked}"
        fits = False
    elif open_end := window.open_end(low, high):
        note = f"The {open_end} age is not stated" if local else None
    else:
        fits = True
    return _row("ages", asked, local, fits, developer, note)


def _dose(aspect: Aspect, programmes: Iterable[Programme]) -> tuple[DeveloperSays, ...]:
    return tuple(
        _says(each, dose) for each in programmes for dose in each.dose if _bears_on(aspect, dose)
    )


def _bears_on(aspect: Aspect, dose: Dose) -> bool:
    """Say whether a dose is about an aspect; one that is about none is about the content."""
    if {"weeks": dose.weeks, "sessions": dose.sessions}.get(aspect) is not None:
        return True
    return aspect in _BEARS_ON and _BEARS_ON[aspect].search(dose.says) is not None


def _says(programme: Programme, row: Ages | Dose) -> DeveloperSays:
    return DeveloperSays(
        programme=programme.name, says=row.says, url=row.url, dated=row.dated, seen_on=row.seen_on
    )


def _within(number: int | None, least: int | None, most: int | None) -> bool | None:
    if number is None:
        return None
    return (least is None or number >= least) and (most is None or number <= most)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
