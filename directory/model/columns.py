"""The columns of the directory file: the one list that reading, writing and the docs follow."""

from dataclasses import dataclass

from directory.model import cell_types
from directory.model.area_cells import areas
from directory.model.capacity import CAPACITIES
from directory.model.cell_types import (
    MOST_MONTHS,
    MOST_NUMBER,
    FactsCell,
    OneOf,
    Reader,
    WholeNumber,
    WordsCell,
)
from directory.model.service_status import STATUSES

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
    "front_door",
    "helpline",
    "other",
)
DELIVERY = ("home", "venue", "online", "phone", "group")
ROUTES = ("self", "professional", "early_help", "social_care", "court")


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
        cell_types.service_id,
        "Names the service; rows that share it are one service.",
        required=True,
    ),
    _column("name", cell_types.text, "What the service is called.", required=True),
    _column("organisation", cell_types.text, "Who provides it.", required=True),
    _column("organisation_number", cell_types.text, "Charity or company number."),
    _column("programme", cell_types.programme, "The id of a programme; empty for general help."),
    _column("kind", OneOf(KINDS), "What kind of help it is.", required=True),
    _column("description", cell_types.text, "What it is, in plain words."),
    _column("status", OneOf(STATUSES), "Whether it runs.", required=True),
    _column("starts_on", cell_types.day, "First day."),
    _column("ends_on", cell_types.day, "When funding or contract ends."),
    _column("age_from_months", WholeNumber(-9, MOST_MONTHS), "Youngest age, in months."),
    _column(
        "age_under_months",
        WholeNumber(-8, MOST_MONTHS),
        "Under this age, in months: under 5 is 60.",
    ),
    _column(
        "accepts_abuse",
        FactsCell("abuse."),
        "Kinds of abuse it takes, any of them.",
        is_list=True,
    ),
    _column("accepts_carers", FactsCell("carer."), "Who may take part, any of them.", is_list=True),
    _column("requires", FactsCell(), "Facts that must hold.", is_list=True),
    _column("excludes", FactsCell(), "Facts that must not hold.", is_list=True),
    _column("eligibility_note", cell_types.text, "Anything else about who it is for."),
    _column("delivery", WordsCell(DELIVERY), "How it is delivered.", is_list=True),
    _column("venue_name", cell_types.text, "Where it is delivered.", of_venue=True),
    _column("address", cell_types.text, "Its address.", of_venue=True),
    _column("postcode", cell_types.postcode, "Its postcode.", of_venue=True),
    _column(
        "hide_address",
        cell_types.yes_or_no,
        "yes for a refuge: it is then shown nowhere.",
        of_venue=True,
    ),
    _column(
        "areas_served",
        areas,
        "ONS codes or names of the areas it takes families from.",
        is_list=True,
    ),
    _column("referral_routes", WordsCell(ROUTES), "Who may refer.", is_list=True),
    _column("referral_note", cell_types.text, "How to refer."),
    _column("phone", cell_types.phone, "Telephone number."),
    _column("hours", cell_types.text, "When the telephone is answered, in words."),
    _column("email", cell_types.email, "E-mail address of a team."),
    _column("url", cell_types.web_address, "Web page."),
    _column("cost", cell_types.text, "What a family pays, in words."),
    _column("waiting_weeks", WholeNumber(0, 520), "Weeks from referral to start."),
    _column("waiting_as_of", cell_types.past_day, "When the wait was last asked."),
    _column(
        "capacity",
        OneOf(CAPACITIES),
        "Whether it has places now; none is not closed.",
    ),
    _column("places_per_year", WholeNumber(0, MOST_NUMBER), "Families a year."),
    _column(
        "cost_per_place",
        WholeNumber(0, MOST_NUMBER),
        "Whole pounds that a place costs whoever pays for the service.",
    ),
    _column("languages", WordsCell(), "Languages it works in.", is_list=True),
    _column("accessibility", WordsCell(), "What makes it accessible.", is_list=True),
    _column("trained_staff", WholeNumber(0, MOST_NUMBER), "Staff trained in the programme."),
    _column("accreditation", cell_types.text, "Licence or accreditation."),
    _column("accreditation_expires", cell_types.day, "When it runs out."),
    _column("weeks", WholeNumber(0, 520), "How many weeks it lasts."),
    _column("sessions", WholeNumber(0, 1000), "How many sessions."),
    _column("on_call", cell_types.yes_or_no, "Whether it answers calls round the clock."),
    _column("assured_on", cell_types.past_day, "When somebody last checked the entry."),
    _column("assured_by", cell_types.role, "The role of who checked it."),
)
NAMES = tuple(column.name for column in COLUMNS)
OF_SERVICE = tuple(column for column in COLUMNS if not column.of_venue)
OF_VENUE = tuple(column for column in COLUMNS if column.of_venue)
