"""What an entry states, in the groups in which people change it, and what each thing is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.application.commands.service_versions import VENUES
from directory.infrastructure.text_format import upper_first
from directory.model.columns import COLUMNS, OF_SERVICE, Column

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A form: its place in the address, its title, and the columns that it changes."""

    id: str
    title: str
    columns: tuple[str, ...]


_TOPICS = (
    Topic(
        id="what",
        title="What it is",
        columns=(
            "name", "organisation", "organisation_number", "kind", "programme", "description",
            "languages", "accessibility",
        ),
    ),
    Topic(
        id="contact",
        title="How to reach it and refer",
        columns=("phone", "hours", "email", "url", "referral_routes", "referral_note", "cost"),
    ),
    Topic(
        id="places",
        title="Whether it runs, places and wait",
        columns=(
            "status", "capacity", "waiting_weeks", "waiting_as_of", "places_per_year",
            "cost_per_place", "starts_on", "ends_on",
        ),
    ),
    Topic(
        id="who",
        title="Who it takes",
        columns=(
            "age_from_months", "age_under_months", "accepts_abuse", "accepts_carers",
            "eligibility_note", "areas_served",
        ),
    ),
    Topic(id="where", title="Where it is delivered", columns=("delivery", VENUES)),
    Topic(id="conditions", title="What must, or must not, be so", columns=("requires", "excludes")),
    Topic(
        id="delivery",
        title="How the programme is delivered",
        columns=(
            "weeks", "sessions", "on_call", "trained_staff", "accreditation",
            "accreditation_expires",
        ),
    ),
)  # fmt: skip
NOT_TYPED = frozenset({"id", "assured_on", "assured_by"})
"""What follows from a press, and from nothing that is typed."""


def _with_others(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Return the topics; a column that none of them has is of the last one."""
    known = {column.name for column in OF_SERVICE} | {VENUES}
    named = {name for topic in topics for name in topic.columns}
    others = [c.name for c in OF_SERVICE if c.name not in named | NOT_TYPED]
    return tuple(
        Topic(
            id=topic.id,
            title=topic.title,
            columns=tuple(
                [
                    *(name for name in topic.columns if name in known),
                    *(others if topic is topics[-1] else ()),
                ]
            ),
        )
        for topic in topics
    )


TOPICS = _with_others(_TOPICS)
BY_ID: Mapping[str, Topic] = {topic.id: topic for topic in TOPICS}
_LABELS: Mapping[str, str] = {
    "organisation_number": "Charity or company number",
    "kind": "Kind of help",
    "age_from_months": "From this age",
    "age_under_months": "Under this age",
    "accepts_abuse": "Kinds of abuse or neglect it takes",
    "accepts_carers": "Who may take part",
    "requires": "All of these must be so",
    "excludes": "None of these may be so",
    "eligibility_note": "Anything else about who it is for",
    "delivery": "How it is delivered",
    "areas_served": "Areas it takes families from",
    "referral_routes": "Who may refer",
    "referral_note": "How to refer",
    "hours": "When the telephone is answered",
    "url": "Web page",
    "email": "E-mail address of a team",
    "cost": "What a family pays",
    "waiting_weeks": "Weeks from referral to start",
    "waiting_as_of": "When the wait was last asked",
    "places_per_year": "Families a year",
    "cost_per_place": "Whole pounds that a place costs whoever pays for it",
    "starts_on": "First day",
    "ends_on": "When funding or contract ends",
    "weeks": "How many weeks it lasts",
    "sessions": "How many sessions",
    "on_call": "Answers calls round the clock",
    "trained_staff": "Staff trained in the programme",
    "accreditation": "Licence or accreditation",
    "status": "Does it run?",
    VENUES: "Venues",
}


def label_of(column: str) -> str:
    """Return what a column is called on a page."""
    return _LABELS.get(column) or upper_first(column.replace("_", " "))
