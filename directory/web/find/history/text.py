"""What happened, in plain words: what changed, and from what to what where the log keeps that."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from directory.domain.service.service_text import ROUTES
from directory.infrastructure.text_format import count, long_date, upper_first
from directory.model.capacity import say_capacity
from directory.web.find.history.events import Event
from matcher.age_window import in_words
from matcher.delivery_requirements import say_settings
from matcher.explanations import joined

Say = Callable[[str], str]


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text))


def _number_of(noun: str) -> Say:
    return lambda number: count(int(number), noun)


def _list_of(say: Callable[[list[str]], Iterable[str]]) -> Say:
    return lambda words: joined(say(words.split(";")), "and")


COLUMNS: Mapping[str, tuple[str, Say | None]] = {
    "name": ("its name", None),
    "organisation": ("who provides it", None),
    "organisation_number": ("the charity or company number", None),
    "programme": ("the programme", None),
    "kind": ("the kind of help", lambda word: word.replace("_", " ")),
    "description": ("what it is", None),
    "starts_on": ("its first day", _day),
    "ends_on": ("the day on which it ends", _day),
    "age_from_months": ("ages", lambda months: in_words(int(months), None)),
    "age_under_months": ("ages", lambda months: in_words(None, int(months))),
    "accepts_abuse": ("who it takes", None),
    "accepts_carers": ("who it takes", None),
    "requires": ("who it takes", None),
    "excludes": ("who it takes", None),
    "eligibility_note": ("who it takes", None),
    "delivery": ("how it is delivered", _list_of(say_settings)),
    "venues": ("where it is", None),
    "areas_served": ("the areas it serves", None),
    "referral_routes": ("who may refer", _list_of(lambda words: [ROUTES.get(w, w) for w in words])),
    "referral_note": ("how to refer", None),
    "phone": ("the telephone number", None),
    "email": ("the e-mail address", None),
    "url": ("the web page", None),
    "cost": ("what a family pays", None),
    "waiting_weeks": (
        "the wait",
        lambda weeks: _number_of("week")(weeks) if int(weeks) else "none",
    ),
    "capacity": ("whether it has places", lambda word: say_capacity(word) or word),
    "places_per_year": ("how many families a year", str),
    "cost_per_place": ("pounds that a place costs", str),
    "languages": ("languages", None),
    "accessibility": ("accessibility", None),
    "trained_staff": ("trained staff", str),
    "accreditation": ("the licence or accreditation", None),
    "accreditation_expires": ("the licence or accreditation", lambda day: f"until {_day(day)}"),
    "weeks": ("how long it lasts", _number_of("week")),
    "sessions": ("how long it lasts", _number_of("session")),
    "hours": ("when the telephone is answered", None),
    "on_call": ("whether it answers day and night", str),
    "vendor": ("what else its own directory states", None),
}
"""What the columns of a change are called, those of one thing alike, and how a cell is said.

Names, contacts and free words are named alone: the log does not keep them, and what stood there
may since be an address that is hidden, or somebody who asked to be taken out.
"""


def title(event: Event) -> str:
    """Return one line: what happened, and to which service."""
    return f"{event.kind.label}: {event.service.name}"


def source(event: Event) -> str:
    """Return who is behind it: the organisation, and the directory that told ours."""
    name, feed = event.service.organisation.name, event.service.feed
    return f"{name}, from {feed.title}" if feed and feed.title else name


def sentence(event: Event) -> str:
    """Return what happened, and what else changed with it: values first, then the other names."""
    told = {"status", "file"} | ({"ends_on"} if event.kind.what in ("ending", "closed") else set())
    values: dict[str, list[str]] = defaultdict(list)
    names: dict[str, None] = {}
    for column in (each for each in event.changed if each not in told):
        name, say = COLUMNS.get(column, (column, None))
        if said := _from_to(say, *event.changed[column]):
            values[upper_first(re.sub("^(the|its) ", "", name))].append(said)
        else:
            names[name] = None
    happened = event.kind.sentence.format(day=long_date(event.day) if event.day else "not known")
    lines = [happened, *(f"{name}: {'; '.join(said)}." for name, said in values.items())]
    changed = f"What changed: {joined(names, 'and')}." if names else ""
    return " ".join(filter(None, (*lines, changed)))


def _from_to(say: Say | None, before: str | None, after: str | None) -> str | None:
    """Return what a cell holds and held; None where that is not kept, or said by no words."""
    if say is None or after is None:
        return None
    now = say(after) if after else "no longer stated"
    was = f", was {say(before)}" if before else ", not stated before"
    return now if before is None else f"{now}{was}"
