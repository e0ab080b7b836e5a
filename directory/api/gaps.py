"""The API of gaps: the matrix that the page shows, for other programs."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError
from werkzeug.datastructures import MultiDict

from directory.clock import today
from directory.covering.ground import Ground
from directory.covering.report import Question
from directory.covering.terms import USUAL_MILES, Terms
from matcher import CaseError, Knowledge, Problem
from matcher.ages import ADULT_MONTHS

MOST_MILES = 50.0
MOST_MINUTES = 240
LISTS = ("area", "abuse", "carer")


class GapsQuery(BaseModel):
    """What is asked, in the words of the page's address."""

    area: Annotated[list[str], Field(description="Codes of authorities; none for all.")] = []
    rows: Literal["recommendation", "programme", "kind"] = "recommendation"
    columns: Literal["authority", "ward", "band"] | None = None
    miles: Annotated[float, Field(gt=0, le=MOST_MILES)] = USUAL_MILES
    minutes: Annotated[
        int | None, Field(gt=0, le=MOST_MINUTES, description="By the table of travel times.")
    ] = None
    from_years: Annotated[int, Field(ge=0, le=18)] = 0
    from_months: Annotated[int, Field(ge=0, le=ADULT_MONTHS)] = 0
    under_years: Annotated[int | None, Field(ge=0, le=18)] = None
    under_months: Annotated[int | None, Field(ge=0, le=ADULT_MONTHS)] = None
    abuse: Annotated[list[str], Field(description="Ids of facts: kinds of abuse.")] = []
    carer: Annotated[list[str], Field(description="Ids of facts: who would take part.")] = []
    assured: Annotated[int | None, Field(gt=0, description="Checked within so many months.")] = None
    trained: bool = False
    wait: Annotated[int | None, Field(ge=0, description="A wait of at most so many weeks.")] = None


class GapsCell(BaseModel):
    """Children in one place or band of ages; whole numbers that add up."""

    children: int
    reached: int
    maybe: int
    nobody: int
    share_reached: float | None


class GapsColumn(BaseModel):
    """A place or a band of ages."""

    code: str
    name: str


class GapsRow(BaseModel):
    """A recommendation, a programme or a kind across all columns."""

    what: str
    id: str
    title: str
    source: str | None
    total: GapsCell
    cells: list[GapsCell]


class GapsAnswer(BaseModel):
    """The matrix, and what it rests on."""

    on: str
    where: str
    headline: str
    terms: str
    children_from: str | None
    licence: str | None
    to_bear_in_mind: list[str]
    columns: list[GapsColumn]
    rows: list[GapsRow]


def read_query(args: "MultiDict[str, str]", knowledge: Knowledge) -> Question:
    """Return what a query asks. Raises CaseError with every problem."""
    given: dict[str, Any] = {name: args.getlist(name) for name in LISTS if name in args}
    given |= {name: args[name] for name in args if name not in LISTS and args[name]}
    try:
        query = GapsQuery.model_validate(given)
    except ValidationError as error:
        raise CaseError(
            tuple(
                Problem(
                    field=str(each["loc"][0]), problem=each["msg"][:1].lower() + each["msg"][1:]
                )
                for each in error.errors()
            )
        ) from None
    return _question(query, knowledge)


def demand_table(question: Question, ground: Ground) -> None:
    """Raise CaseError where minutes are asked for and there is no table of travel times."""
    if question.terms.within_minutes and ground.travel is None:
        text = "there is no table of travel times: ask in miles"
        raise CaseError((Problem(field="minutes", problem=text),))


def _question(query: GapsQuery, knowledge: Knowledge) -> Question:
    low = query.from_years * 12 + query.from_months
    stated = query.under_years is not None or query.under_months is not None
    high = (query.under_years or 0) * 12 + (query.under_months or 0) if stated else ADULT_MONTHS
    problems = [
        Problem(field=field, problem=f"{id} is not a fact of this group")
        for field, group, ids in (("abuse", "abuse", query.abuse), ("carer", "carer", query.carer))
        for id in ids
        if id not in {fact.id for fact in knowledge.facts.in_group(group)}
    ]
    if not 0 <= low < high <= ADULT_MONTHS:
        problems.append(Problem(field="from_years", problem="the ages must be within 0 and 18"))
    if problems:
        raise CaseError(tuple(problems))
    terms = Terms(
        on=today(),
        within_miles=query.miles,
        within_minutes=query.minutes,
        from_months=low,
        under_months=high,
        abuse=frozenset(query.abuse),
        carers=frozenset(query.carer),
        assured_months=query.assured,
        trained=query.trained,
        wait_weeks=query.wait,
    )
    areas = tuple(dict.fromkeys(filter(None, query.area)))
    return Question(areas=areas, rows=query.rows, columns=query.columns, terms=terms)
