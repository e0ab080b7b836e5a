"""The API of gaps: the matrix that the page shows, for other programs."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from directory.domain.coverage.gap_params import (
    PARAMS,
    Distance,
    Flag,
    GapParam,
    Ids,
    OneWord,
    WholeNumberParam,
)


def _described(param: GapParam) -> tuple[Any, Any]:
    """Return the type of a parameter and what is said of it, by the one list of them."""
    match param.kind:
        case Ids():
            return list[str], Field(default=[], description=param.help)
        case OneWord(words):
            kind: Any = Literal[words]
        case WholeNumberParam(lowest, highest):
            kind = Annotated[int, Field(ge=lowest, le=highest)]
        case Distance(highest):
            kind = Annotated[float, Field(gt=0, le=highest)]
        case Flag():
            kind = bool
    is_optional = param.default is None
    return kind | None if is_optional else kind, Field(
        default=param.default, description=param.help
    )


_FIELDS: dict[str, Any] = {param.name: _described(param) for param in PARAMS}
GapsQuery = create_model(
    "GapsQuery", __doc__="What is asked, in the words of the page's address.", **_FIELDS
)


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
    sample: bool
    """Whether the services are the made-up ones of the sample directory."""


class NeedRange(BaseModel):
    """Whole children: at least, likely and at most; null where it is not known."""

    least: int | None
    likely: int | None
    most: int | None


class NeedPlaces(BaseModel):
    """Places a year; `services_silent` serve here and state no number."""

    least: int
    likely: int
    most: int
    services_silent: int


class NeedAnswerCell(BaseModel):
    """One programme in one area."""

    children_of_these_ages: int
    need: NeedRange
    places: NeedPlaces
    short: NeedRange
    asked_for: list[str]


class NeedAnswerRow(BaseModel):
    """A recommendation across all areas."""

    id: str
    title: str
    source: str | None
    total: NeedAnswerCell
    cells: list[NeedAnswerCell]


class NeedToFindOut(BaseModel):
    """A service that does not say whom it takes, and how many children that moves."""

    service: str
    name: str
    id: str
    children_of_these_ages: int


class NeedAnswer(BaseModel):
    """What is short of what children are likely to need; the largest shortfalls first."""

    on: str
    where: str
    sample: bool
    in_short: list[str]
    columns: list[GapsColumn]
    rows: list[NeedAnswerRow]
    to_find_out: list[NeedToFindOut]
