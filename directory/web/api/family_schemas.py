"""The shapes of what is asked and answered about a whole family."""

from types import GenericAlias
from typing import Any, Literal

from pydantic import Field, create_model

from directory.web.api.base_schemas import Shape
from directory.web.api.notice_schemas import ActFirst
from directory.web.api.schemas import (
    Located,
    NothingNamed,
    Option,
    ReadAs,
    SideBySide,
    fact_fields,
    where_fields,
)
from matcher.facts import About, FactBook


class CarerStands(Shape):
    """How an option stands with another carer."""

    carer: int
    status: Literal["applies", "needs_information", "does_not_apply"]


class FamilyOption(Option):
    """A recommendation as it stands with the carers for whom it stands best."""

    carers: list[int]
    other_carers: list[CarerStands]


class FamilyAsk(Shape):
    """A fact to find out next, and about whom: matcher.family_results.FamilyAsk as JSON."""

    fact: str
    child: int | None
    carer: int | None
    settles: int
    question: str


class Child(Shape):
    """Every recommendation for one child, none left out."""

    child: int
    options: list[FamilyOption]
    act_first: list[ActFirst]
    ask_next: list[FamilyAsk]
    practice_notes: list[str]
    warnings: list[str]
    nothing_named: list[NothingNamed]
    side_by_side: list[SideBySide]
    read_as: list[ReadAs]


class Serves(Shape):
    """A programme and the children it serves: matcher.family_programmes.Serves as JSON."""

    programme: str
    name: str
    children: list[int]
    recommendations: list[str]


class FamilyAnswer(Shape):
    """The answer for all children: directory.application.match_services.FamilyAnswer as JSON."""

    on: str
    children: list[Child]
    serves: list[Serves]
    smallest_sets: list[list[str]]
    unreached: list[int]
    located: Located | None


def question_model(facts: FactBook) -> type[Shape]:
    """Return the shape of a question: people with their facts, and where and how far to look."""
    pairs = GenericAlias(dict, (str, _facts("FactsOfPair", facts, "pair")))
    by_number = Field(default=None, description="By the number of the child, from 1.")
    for_children = Field(default=None, description="Numbers of children; needed with several.")
    of_carer: dict[str, Any] = {
        "role": (Literal[tuple(facts.role)] | None, None),
        "for_children": (GenericAlias(list, (int,)) | None, for_children),
        "facts": (_facts("FactsOfCarer", facts, "carer", "pair") | None, None),
        "with_child": (pairs | None, by_number),
    }
    carer = create_model("CarerOfFamily", __base__=Shape, **of_carer)
    child = _facts("FactsOfChild", facts, "child", "pair")
    parts: dict[str, Any] = {
        "family": (_facts("FactsOfFamily", facts, "family") | None, None),
        "children": (GenericAlias(list, (child,)), ...),
        "carers": (GenericAlias(list, (carer,)) | None, None),
    }
    return create_model("FamilyQuestion", __base__=Shape, **parts, **where_fields())


def _facts(name: str, facts: FactBook, *about: About) -> Any:
    asked = [fact for fact in facts.facts if facts.about[fact.id] in about]
    return create_model(name, __base__=Shape, **fact_fields(asked))
