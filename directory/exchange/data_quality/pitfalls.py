"""What is legal in a feed and misleads whoever reads it: each trap with how to mend it.

A trap is counted. Nothing here returns the text in which it was found: that may name a person.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from directory.exchange.data_quality.referral_completeness import ages, is_number
from directory.exchange.data_quality.service_facts import CompletenessRule
from directory.exchange.openreferral.taxonomy import BASE

TRAPS = (
    CompletenessRule(
        name="duplicate_id",
        says="an id that the list names more than once",
        mend="list each service once; give different services different ids",
    ),
    CompletenessRule(
        name="no_organisation",
        says="no organisation stated",
        mend="name the organisation that provides it",
    ),
    CompletenessRule(
        name="html",
        says="HTML in words",
        mend="send plain text: readers show the HTML tags, or drop what is between them",
    ),
    CompletenessRule(
        name="odd_ages",
        says="ages that stand for “not stated” or “no limit” (-1, 100, 104, 127)",
        mend="leave an age out where none is stated, instead of sending a number that is no age",
    ),
    CompletenessRule(
        name="ages_reversed",
        says="a lowest age above the highest",
        mend="put the lower age in minimum_age",
    ),
    CompletenessRule(
        name="placeholder",
        says="placeholders (example.com, path/to, noemail.invalid)",
        mend="replace placeholders such as example.com by the real address, or leave them out",
    ),
    CompletenessRule(
        name="no_zone",
        says="a date and time without its zone",
        mend="add the zone to dates with a time, as in 2026-11-22T09:30:00Z",
    ),
    CompletenessRule(
        name="assured_later",
        says="a check dated in the future",
        mend="write the day on which the entry was last checked, not one to come",
    ),
    CompletenessRule(
        name="assured_unreadable",
        says="a date of the check that is no date",
        mend="write the day of the last check as year-month-day, as in 2026-11-22",
    ),
    CompletenessRule(
        name="personal_email",
        says="e-mail addresses that may be a person’s own",
        mend="publish the e-mail address of a team, not of a person; leave assurer_email out",
    ),
)

HTML = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d+);", re.IGNORECASE)
NO_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?")
PLACEHOLDER = re.compile(
    r"[/@.]example\.(?:com|org|net)\b|\.(?:example|invalid)\b|//path/to/", re.IGNORECASE
)
PRIVATE_HOSTS = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|sky|"
    r"virginmedia|talktalk|ntlworld|protonmail)\.",
    re.IGNORECASE,
)
PERSONS = ("assurer_email", "assured_by")
"""Fields that name whoever checked the entry."""
ODD_FROM = 100
"""Years: from here an age is no age of anybody that a service means."""


def traps_of(document: Mapping[str, Any], *, times: int) -> Iterator[str]:
    """Yield the name of each trap in the record of a service that the lists name `times` times."""
    if times > 1:
        yield "duplicate_id"
    if not (document.get("organization") or document.get("organization_id")):
        yield "no_organisation"
    for _, low, high in ages(document):
        yield from _of_ages(low, high)
    for name, text in _texts(document):
        yield from traps_of_text(name, text)


def traps_of_text(name: str, text: str) -> Iterator[str]:
    """Yield the traps of one text in the field of that name."""
    if HTML.search(text):
        yield "html"
    if NO_ZONE.fullmatch(text.strip()):
        yield "no_zone"
    if PLACEHOLDER.search(text) and not text.startswith(BASE):
        yield "placeholder"
    if "@" in text and (name in PERSONS or PRIVATE_HOSTS.search(text)):
        yield "personal_email"


def checked_on(value: Any, on: date) -> tuple[date | None, str | None]:
    """Return the day on which an entry was checked, and the trap where that is no past day."""
    if value is None or value == "":
        return None, None
    try:
        day = date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None, "assured_unreadable"
    return (day, None) if day <= on else (None, "assured_later")


def _of_ages(low: Any, high: Any) -> Iterator[str]:
    stated = [age for age in (low, high) if is_number(age)]
    if any(age < 0 or age >= ODD_FROM for age in stated):
        yield "odd_ages"
    elif len(stated) == 2 and low > high:
        yield "ages_reversed"


def _texts(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every text of a record with the name of its field, however deep it is nested."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Mapping):
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((name, each) for each in value)
