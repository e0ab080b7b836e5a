"""What happened, in plain words; of what changed the names alone, never what stood there."""

from collections.abc import Iterable, Mapping

from directory.find.changes_found import Told
from directory.find.changes_history import Event, Saying
from directory.wording import long_date

LABELS: Mapping[Saying, str] = {
    "new": "New",
    "announced": "New, not open yet",
    "opened": "Opened",
    "again": "Running again",
    "back": "Listed again",
    "changed": "Changed",
    "paused": "Paused",
    "closing": "Ending",
    "ending": "Ending",
    "closed": "Closed",
    "left": "No longer listed",
}
COLUMNS = {
    "name": "its name",
    "organisation": "who provides it",
    "organisation_number": "the charity or company number",
    "programme": "the programme",
    "kind": "the kind of help",
    "description": "what it is",
    "status": "whether it runs",
    "starts_on": "its first day",
    "ends_on": "the day on which it ends",
    "age_from_months": "ages",
    "age_under_months": "ages",
    "accepts_abuse": "who it takes",
    "accepts_carers": "who it takes",
    "requires": "who it takes",
    "excludes": "who it takes",
    "eligibility_note": "who it takes",
    "delivery": "how it is delivered",
    "venues": "where it is",
    "areas_served": "the areas it serves",
    "referral_routes": "who may refer",
    "referral_note": "how to refer",
    "phone": "the telephone number",
    "email": "the e-mail address",
    "url": "the web page",
    "cost": "what a family pays",
    "waiting_weeks": "the wait",
    "waiting_as_of": "when the wait was asked",
    "places_per_year": "how many families a year",
    "languages": "languages",
    "accessibility": "accessibility",
    "trained_staff": "trained staff",
    "accreditation": "the licence or accreditation",
    "accreditation_expires": "the licence or accreditation",
    "weeks": "how long it lasts",
    "sessions": "how long it lasts",
    "on_call": "whether it answers day and night",
    "assured_on": "when the entry was checked",
    "assured_by": "who checked the entry",
    "vendor": "what else its own directory states",
}
"""What the columns of a change are called; those of one thing share its name."""
_PLAIN: Mapping[Saying, str] = {
    "new": "It is new in the directory.",
    "again": "It is marked as running again.",
    "back": "It is in the directory again.",
    "paused": "It takes nobody at present.",
    "closing": "It is marked as ending; the day is not stated.",
    "closed": "It is marked as closed.",
    "left": "It is no longer in the list that it came from. Whether it closed is not known.",
}
_ON_A_DAY: Mapping[Saying, str] = {
    "announced": "It is new in the directory and starts on {}.",
    "opened": "Its first day was {}.",
    "closing": "It is marked as ending; its last day is {}.",
    "ending": "Its last day is {}.",
    "closed": "Its last day was {}.",
}
_TOLD_ALREADY: Mapping[Saying, tuple[str, ...]] = {
    "changed": (),
    "ending": ("ends_on",),
    "closing": ("status", "ends_on"),
    "closed": ("status", "ends_on"),
}


def title(told: Told) -> str:
    """Return one line: what happened, and to which service."""
    return f"{LABELS[told.event.saying]}: {told.name}"


def sentence(event: Event) -> str:
    """Return what happened, and what else changed with it."""
    said = _said(event)
    told = (*_TOLD_ALREADY.get(event.saying, ("status",)), "file")
    names = _names(column for column in event.columns if column not in told)
    if not names:
        return said
    changed = f"What changed: {names}."
    return f"{said} {changed}" if said else changed


def source(told: Told) -> str:
    """Return who is behind it: the organisation, and the directory that told ours."""
    return f"{told.organisation}, from {told.source}" if told.source else told.organisation


def _said(event: Event) -> str:
    if event.day and event.saying in _ON_A_DAY:
        return _ON_A_DAY[event.saying].format(long_date(event.day))
    return _PLAIN.get(event.saying, "")


def _names(columns: Iterable[str]) -> str:
    names = list(dict.fromkeys(COLUMNS.get(column, column) for column in columns))
    return (
        " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
    )
