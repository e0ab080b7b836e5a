"""The shapes of the API, for its description; the fields of a question follow the facts.

A shape is named as what it shows is in the code, and says in its first line which that is.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from directory.application.match_query import (
    LIMIT,
    MOST_LIMIT,
    MOST_MILES,
    ON,
    POSTCODE,
    USUAL_LIMIT,
    USUAL_MILES,
    WITHIN,
)
from directory.web.api.base_schemas import Citation, Shape
from directory.web.api.notice_schemas import ActFirst
from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.facts import Fact, FactBook


class Problem(Shape):
    """What is wrong with one field, and how to mend it: matcher.case.Problem as JSON."""

    field: str | None
    problem: str


class Problems(Shape):
    """Everything that is wrong with a request."""

    problems: list[Problem]


class Reason(Shape):
    """One condition and what it came to: matcher.result.Reason as JSON."""

    text: str
    fact: str
    outcome: Literal["met", "not_met", "not_known"]
    facts: list[str]


class NearMatch(Shape):
    """Which word of the text shuts the family out: matcher.knowledge.NearMatch as JSON."""

    text: str
    instead: list[str]


class PageAges(Shape):
    """Ages that one page states."""

    says: str
    from_months: int | None
    under_months: int | None
    dated: str | None
    seen_on: str
    url: str


class OtherAges(Shape):
    """A named programme that states other ages than are known: matcher.result.OtherAges as JSON."""

    programme: str
    name: str
    child_months: int
    text: str
    pages: list[PageAges]


class Window(Shape):
    """The ages at which it can hold for this child: matcher.result.Window as JSON."""

    from_months: int
    under_months: int
    opens_on: str | None
    closes_on: str | None


class Service(Shape):
    """A service near by: directory.storage.models.Service as JSON; null means not stated."""

    id: str
    name: str
    organisation: str
    accepts: Literal["yes", "unknown", "no"]
    why: list[str]
    distance_miles: float | None
    assured_on: str | None
    assured_by: str | None
    programme: str | None
    waiting_weeks: int | None
    waiting_as_of: str | None
    phone: str | None
    url: str | None
    referral_routes: list[str]
    referral_note: str | None
    is_sample: bool


class ServiceCount(Shape):
    """How many services fit, by whether they take this family."""

    yes: int
    unknown: int
    no: int


class InForce(Shape):
    """From when and until when an entry counts: matcher.in_force.Period as JSON."""

    from_: str | None = Field(alias="from")
    to: str | None


class SetAsideHere(Shape):
    """That a council does not offer it, and why: matcher.local_changes.SetAsideHere as JSON."""

    reason: str
    decided_by: str
    decided_on: str


class Option(Shape):
    """A recommendation as it stands for the case: matcher.result.Option as JSON."""

    recommendation: str
    title: str
    status: Literal["applies", "needs_information", "does_not_apply"]
    strength: Literal["duty", "offer", "consider", "signpost", "component", "modifier"]
    programmes: list[str]
    kinds: list[str]
    reasons: list[Reason]
    missing: list[str]
    cautions: list[str]
    other_ages: list[OtherAges]
    unraised: bool = Field(description="Waits only for a need that nobody has raised.")
    near_match: NearMatch | None
    window: Window
    delivery: list[str]
    readings: list[str] = Field(description="What we made of a text that leaves something open.")
    citation: Citation
    checked_on: str | None
    in_force: InForce
    local: bool = Field(description="A council's own layer added it.")
    set_aside_here: SetAsideHere | None
    also: list[Citation]
    services: list[Service] = Field(
        description="Nearest accepting first. Empty, and not looked up, where it does not apply."
    )
    services_count: ServiceCount | None
    next_accepting_miles: float | None


class Ask(Shape):
    """A fact to find out next, and how many options it settles: matcher.result.Ask as JSON."""

    fact: str
    settles: int
    question: str


class NearestOption(Shape):
    """A recommendation that comes near, and how it stands."""

    recommendation: str
    status: Literal["applies", "needs_information", "does_not_apply"]


class NothingNamed(Shape):
    """That the main guideline names nothing: matcher.knowledge.NothingNamed as JSON."""

    id: str
    text: str
    next_step: str
    named_elsewhere: list[str]
    nearest: list[NearestOption]
    citations: list[Citation]


class SaidBySource(Shape):
    """What one source says of a subject on which sources differ."""

    recommendation: str
    status: Literal["applies", "needs_information", "does_not_apply"]
    strength: str
    from_months: int
    under_months: int
    delivery: list[str]
    citation: Citation


class SideBySide(Shape):
    """A subject on which sources do not say the same: matcher.knowledge.SideBySide as JSON."""

    id: str
    subject: str
    text: str
    sources: list[SaidBySource]


class Given(Shape):
    """A fact that shorthand gives."""

    fact: str
    value: bool


class ReadAs(Shape):
    """A fact given in shorthand, and what that says: matcher.implied_facts.ReadAs as JSON."""

    fact: str
    value: str
    gives: list[Given]
    text: str
    changed: str | None = Field(description="What an earlier edition made of it, and why.")


class Located(Shape):
    """How the postcode was located, and how far off that may be."""

    authority: str | None
    authority_name: str | None
    located_by: Literal["postcode", "terminated", "sector", "outcode"]
    error_metres: int
    source: str
    source_date: str


class Answer(Shape):
    """Every recommendation, none left out."""

    on: str
    options: list[Option]
    act_first: list[ActFirst]
    ask_next: list[Ask]
    practice_notes: list[str]
    warnings: list[str]
    nothing_named: list[NothingNamed]
    side_by_side: list[SideBySide]
    read_as: list[ReadAs]
    located: Located | None


def question_model(facts: FactBook) -> type[BaseModel]:
    """Return the shape of a question: one field a fact, and where and how far to look."""
    return create_model("Question", __base__=Shape, **fact_fields(facts.facts), **where_fields())


def fact_fields(facts: Iterable[Fact]) -> dict[str, Any]:
    """Return one field for each fact, described by its question."""
    return {
        f"fact_{place}": (
            _type(fact) | None,
            Field(default=None, alias=fact.id, description=fact.question),
        )
        for place, fact in enumerate(facts)
    }


def where_fields() -> dict[str, Any]:
    """Return the fields that say where and how far to look, and how much to list."""
    miles = Field(default=USUAL_MILES, gt=0, le=MOST_MILES, description="How far to look.")
    count = Field(default=USUAL_LIMIT, ge=0, le=MOST_LIMIT, description="Services an option.")
    return {
        POSTCODE: (str | None, Field(default=None, description="The family’s postcode.")),
        WITHIN: (float | None, miles),
        LIMIT: (int | None, count),
        ON: (
            _day() | None,
            Field(default=None, description="The day of the match; today if left out."),
        ),
    }


def _type(fact: Fact) -> Any:
    match fact.type:
        case "boolean":
            return bool
        case "age":
            return Annotated[int, Field(ge=YOUNGEST_MONTHS, le=OLDEST_MONTHS)]
        case "choice":
            return Literal[tuple(choice.value for choice in fact.choices)]
        case "date":
            return _day()


def _day() -> Any:
    return Annotated[str, Field(json_schema_extra={"format": "date"})]
