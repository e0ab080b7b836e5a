"""What may stand in each column, in words for the person who fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.model import cell_types
from directory.model.area_cells import areas
from directory.model.cell_types import EXAMPLE_ID, FactsCell, OneOf, Reader, WholeNumber, WordsCell
from directory.model.columns import NAMES, Column
from matcher import Knowledge

ONE, SEVERAL = "One of the list.", "One or more of the list, separated by ;"
_HOW: dict[Reader, str] = {
    cell_types.service_id: (
        "Letters, digits and hyphens, as in harbour-abc. Keep it from year to year."
    ),
    cell_types.programme: ONE,
    cell_types.day: "Year-month-day or day/month/year, as in 2026-11-22.",
    cell_types.past_day: "Year-month-day or day/month/year, as in 2026-11-22; not in the future.",
    cell_types.yes_or_no: "yes or no. Empty means not stated, never no.",
    cell_types.postcode: "A full postcode.",
    areas: "ONS codes or names separated by ; as in E08000021;Gateshead.",
    cell_types.phone: "Digits and spaces, with the first 0.",
    cell_types.email: "An address of a team, never of one person.",
    cell_types.web_address: "Begins with https://",
    cell_types.role: "As in Directory officer; never a name or an e-mail address.",
}
EXAMPLE = {
    "id": EXAMPLE_ID,
    "name": "EXAMPLE: delete this row",
    "organisation": "Your organisation",
    "programme": "abc",
    "kind": "therapeutic",
    "description": "A trained coach visits once a week for 10 weeks.",
    "status": "active",
    "age_from_months": "6",
    "age_under_months": "48",
    "accepts_abuse": "abuse.neglect;abuse.emotional",
    "accepts_carers": "carer.foster;carer.kinship",
    "delivery": "home;venue",
    "venue_name": "The Rooms",
    "address": "1 Example Road, Newcastle upon Tyne",
    "postcode": "NE1 4ST",
    "areas_served": "E08000021;E08000037",
    "referral_routes": "professional;early_help",
    "referral_note": "Send the form on our website.",
    "phone": "0191 498 0101",
    "email": "team@organisation.example",
    "url": "https://organisation.example/coaching",
    "cost": "Free to families",
    "waiting_weeks": "6",
    "waiting_as_of": "2026-10-03",
    "languages": "English;Polish",
    "accessibility": "step-free",
    "weeks": "10",
    "sessions": "10",
    "on_call": "no",
    "assured_on": "2026-10-12",
    "assured_by": "Directory officer",
}
"""The row of the template that shows how each cell is written; an import refuses it by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The ids that a file may use, each with what it means."""

    programmes: Mapping[str, str]
    facts: Mapping[str, str]


def example_rows() -> list[list[str]]:
    """Return the rows of a template: one, as an example."""
    return [[EXAMPLE.get(name, "") for name in NAMES]]


def guide_of(knowledge: Knowledge) -> Guide:
    """Return the ids of the knowledge with their names."""
    return Guide(
        programmes={programme.id: programme.name for programme in knowledge.programmes},
        facts={fact.id: fact.label for fact in knowledge.facts.facts if fact.type == "boolean"},
    )


def allowed(column: Column, guide: Guide) -> Mapping[str, str]:
    """Return the words that a column takes, each with its meaning; none where any words do."""
    match column.read:
        case OneOf(words) | WordsCell(words):
            return dict.fromkeys(words, "")
        case FactsCell(group):
            return {id: label for id, label in guide.facts.items() if id.startswith(group)}
        case cell_types.programme:
            return guide.programmes
        case cell_types.yes_or_no:
            return {"yes": "", "no": ""}
    return {}


def how_to_write(column: Column) -> str:
    """Return how a cell of a column is written."""
    match column.read:
        case OneOf():
            return ONE
        case WordsCell(()):
            return "Words separated by ;"
        case WordsCell() | FactsCell():
            return SEVERAL
        case WholeNumber(lowest, highest):
            return f"A whole number from {lowest} to {highest}."
    return _HOW.get(column.read, "Words.")
