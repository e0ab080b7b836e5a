"""The shapes of the API, for its description; the fields of a question follow the facts."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from directory.answering import (
    LIMIT,
    MOST_LIMIT,
    MOST_MILES,
    POSTCODE,
    USUAL_LIMIT,
    USUAL_MILES,
    WITHIN,
)
from matcher.ages import OLDEST_MONTHS, YOUNGEST_MONTHS
from matcher.facts import Fact, FactBook


class Shape(BaseModel):
    """What every shape has: no field that is not described."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """What is wrong with one field, and how to mend it."""

    field: str | None
    problem: str


class Problems(Shape):
    """Everything that is wrong with a request."""

    problems: list[Problem]


class Citation(Shape):
    """Where a statement stands."""

    source: str
    ref: str
    url: str


class Reason(Shape):
    """One condition and what it came to."""

    text: str
    fact: str
    outcome: Literal["met", "not_met", "not_known"]
    facts: list[str]


class NearMatch(Shape):
    """Which word of the text shuts the family out, and what applies instead."""

    text: str
    instead: list[str]


class Window(Shape):
    """The ages at which the recommendation can hold for this child."""

    from_months: int
    under_months: int
    opens_on: str | None
    closes_on: str | None


class Service(Shape):
    """A service near by; null means that it is not stated."""

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
    is_sample: bool


class ServiceCount(Shape):
    """How many services fit, by whether they take this family."""

    yes: int
    unknown: int
    no: int


class Option(Shape):
    """A recommendation as it stands for the case."""

    recommendation: str
    title: str
    status: Literal["applies", "needs_information", "does_not_apply"]
    strength: Literal["offer", "consider", "signpost", "component", "modifier"]
    programmes: list[str]
    kinds: list[str]
    reasons: list[Reason]
    missing: list[str]
    cautions: list[str]
    near_match: NearMatch | None
    window: Window
    delivery: list[str]
    citation: Citation
    also: list[Citation]
    services: list[Service] = Field(
        description="Nearest accepting first. Empty, and not looked up, where it does not apply."
    )
    services_count: ServiceCount | None
    next_accepting_miles: float | None


class ActFirst(Shape):
    """What must happen before any programme."""

    id: str
    title: str
    text: str
    within: str
    citations: list[Citation]


class Ask(Shape):
    """A fact to find out next, and how many options an answer could settle."""

    fact: str
    settles: int
    question: str


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
            return Annotated[str, Field(json_schema_extra={"format": "date"})]
