"""The columns of the directory file: the one list that reading, writing and the docs follow."""

from dataclasses import dataclass

from directory.importing import values
from directory.importing.values import (
    MOST_MONTHS,
    MOST_NUMBER,
    Facts,
    OneOf,
    Reader,
    WholeNumber,
    Words,
)

KINDS = (
    "parenting",
    "home_visiting",
    "therapeutic",
    "advocacy",
    "practical_help",
    "assessment",
    "perpetrator",
    "substance_misuse",
    "mental_health",
    "domestic_abuse",
    "youth_work",
    "training",
    "other",
)
STATUSES = ("active", "paused", "closing", "closed")
DELIVERY = ("home", "venue", "online", "phone", "group")
ROUTES = ("self", "professional", "early_help", "social_care", "court")
ROLES = ("accepts_abuse", "accepts_carers", "requires", "excludes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: how a cell is read, what it means, and whether it may be empty."""

    name: str
    read: Reader
    means: str
    required: bool = False
    of_venue: bool = False
    is_list: bool = False


def _column(name: str, read: Reader, means: str, **more: bool) -> Column:
    return Column(name=name, read=read, means=means, **more)


COLUMNS = (
    _column(
        "id",
        values.service_id,
        "Names the service; rows that share it are one service.",
        required=True,
    ),
    _column("name", values.text, "What the service is called.", required=True),
    _column("organisation", values.text, "Who provides it.", required=True),
    _column("organisation_number", values.text, "Charity or company number."),
    _column("programme", values.programme, "The id of a programme; empty for general help."),
    _column("kind", OneOf(KINDS), "What kind of help it is.", required=True),
    _column("description", values.text, "What it is, in plain words."),
    _column("status", OneOf(STATUSES), "Whether it runs.", required=True),
    _column("starts_on", values.day, "First day."),
    _column("ends_on", values.day, "When funding or contract ends."),
    _column("age_from_months", WholeNumber(-9, MOST_MONTHS), "Youngest age, in months."),
    _column(
        "age_under_months",
        WholeNumber(-8, MOST_MONTHS),
        "Under this age, in months: under 5 is 60.",
    ),
    _column(
        "accepts_abuse",
        Facts("abuse."),
        "Kinds of abuse it takes, any of them.",
        is_list=True,
    ),
    _column("accepts_carers", Facts("carer."), "Who may take part, any of them.", is_list=True),
    _column("requires", Facts(), "Facts that must hold.", is_list=True),
    _column("excludes", Facts(), "Facts that must not hold.", is_list=True),
    _column("eligibility_note", values.text, "Anything else about who it is for."),
    _column("delivery", Words(DELIVERY), "How it is delivered.", is_list=True),
    _column("venue_name", values.text, "Where it is delivered.", of_venue=True),
    _column("address", values.text, "Its address.", of_venue=True),
    _column("postcode", values.postcode, "Its postcode.", of_venue=True),
    _column(
        "hide_address",
        values.yes_or_no,
        "yes for a refuge: it is then shown nowhere.",
        of_venue=True,
    ),
    _column(
        "areas_served",
        values.areas,
        "ONS codes of the areas it takes families from.",
        is_list=True,
    ),
    _column("referral_routes", Words(ROUTES), "Who may refer.", is_list=True),
    _column("referral_note", values.text, "How to refer."),
    _column("phone", values.phone, "Telephone number."),
    _column("email", values.email, "E-mail address of a team."),
    _column("url", values.web_address, "Web page."),
    _column("cost", values.text, "What a family pays, in words."),
    _column("waiting_weeks", WholeNumber(0, 520), "Weeks from referral to start."),
    _column("waiting_as_of", values.past_day, "When the wait was last asked."),
    _column("places_per_year", WholeNumber(0, MOST_NUMBER), "Families a year."),
    _column("languages", Words(), "Languages it works in.", is_list=True),
    _column("accessibility", Words(), "What makes it accessible.", is_list=True),
    _column("trained_staff", WholeNumber(0, MOST_NUMBER), "Staff trained in the programme."),
    _column("accreditation", values.text, "Licence or accreditation."),
    _column("accreditation_expires", values.day, "When it runs out."),
    _column("weeks", WholeNumber(0, 520), "How many weeks it lasts."),
    _column("sessions", WholeNumber(0, 1000), "How many sessions."),
    _column("on_call", values.yes_or_no, "Whether it answers calls round the clock."),
    _column("assured_on", values.past_day, "When somebody last checked the entry."),
    _column("assured_by", values.role, "The role of who checked it."),
)
NAMES = tuple(column.name for column in COLUMNS)
OF_SERVICE = tuple(column for column in COLUMNS if not column.of_venue)
OF_VENUE = tuple(column for column in COLUMNS if column.of_venue)
