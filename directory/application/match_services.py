"""One question answered: the match and the services near by.

The page, the API and the terminal read the same result, so they say the same thing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.application.match_query import FamilyQuery
from directory.domain.eligibility import FoundServices, nearby_services
from directory.domain.eligibility.contact_points import (
    ContactPoint,
    contact_points,
    contacts_without_directory,
)
from directory.geo import Place
from directory.storage.engine import is_unavailable
from matcher import Knowledge, Option
from matcher.family_json import child_data, family_data
from matcher.family_matching import FamilyResult, match_child, match_family
from matcher.family_results import ChildOption, ChildResult
from matcher.knowledge import ActFirst
from matcher.service_questions import with_service_questions

NOT_LOOKED_UP = "Services cannot be looked up now: who is near is not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAnswer:
    """How everything stands for one child of a family, and what was found for each option."""

    question: FamilyQuery
    child: int
    result: ChildResult
    found: Mapping[str, FoundServices]
    contacts: Mapping[str, ContactPoint] = field(default_factory=dict)
    """Whom the notices of this child say to tell, in their order."""
    is_looked_up: bool = True
    """Whether the directory could be asked; where not, `found` is empty and says nothing."""

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        data = child_data(self.child, self.result)
        _add_services(data, self)
        return data | _not_looked_up(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """The answer for one child whose case was asked flat: the same, in the flat form."""

    child: ChildAnswer

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        question = self.child.question
        data = self.child.result.alone(question.on).as_data()
        _add_services(data, self.child)
        return data | {"located": _located(question.place)} | _not_looked_up(self.child)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAnswer:
    """The answer for every child, and what would serve several of them."""

    question: FamilyQuery
    children: tuple[ChildAnswer, ...]
    result: FamilyResult

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data, in the form that `docs/api.md` fixes."""
        return {
            "on": self.question.on.isoformat(),
            "children": [child.as_data() for child in self.children],
            **family_data(self.result),
            "located": _located(self.question.place),
        }


def answer_case(session: Session, knowledge: Knowledge, question: FamilyQuery) -> CaseAnswer:
    """Return the answer for the only child of a family. Raises CaseError."""
    return CaseAnswer(child=answer_child(session, knowledge, question, 1))


def answer_child(
    session: Session,
    knowledge: Knowledge,
    question: FamilyQuery,
    child: int,
    result: ChildResult | None = None,
) -> ChildAnswer:
    """Return the answer for one child; services are looked up for the carer of each option.

    `result` is the match of that child where it has been made already.
    """
    knowledge = knowledge.on(question.on)
    result = result or match_child(question.family, child, knowledge, question.on)
    try:
        found = _found_for(session, knowledge, question, child, result)
        contacts = contacts_of(session, knowledge, question, result.act_first)
    except SQLAlchemyError as error:
        if not is_unavailable(error):
            raise
        session.rollback()
        return without_directory(knowledge, question, child, result)
    turn_on = turned_on(result, found)
    return ChildAnswer(
        question=question,
        child=child,
        result=with_service_questions(result, child, turn_on, knowledge.facts),
        found=found,
        contacts=contacts,
    )


def without_directory(
    knowledge: Knowledge, question: FamilyQuery, child: int, result: ChildResult
) -> ChildAnswer:
    """Return the answer of the knowledge alone, while the directory cannot be asked."""
    wanted = [id for notice in result.act_first for id in notice.tell]
    return ChildAnswer(
        question=question,
        child=child,
        result=result,
        found={},
        contacts=contacts_without_directory(knowledge, wanted, question.place),
        is_looked_up=False,
    )


def _found_for(
    session: Session, knowledge: Knowledge, question: FamilyQuery, child: int, result: ChildResult
) -> dict[str, FoundServices]:
    """Return the services of each option that may be used, looked up once for the same carers."""
    wanted: dict[tuple[int | None, ...], list[ChildOption]] = {}
    for each in result.options:
        if may_be_used(each.option):
            wanted.setdefault(tuple(n for n, _ in each.with_carers), []).append(each)
    found: dict[str, FoundServices] = {}
    for group in wanted.values():
        items = [each.option.recommendation for each in group]
        found |= nearby_services(session, knowledge, items, question.search(group[0], child))
    return found


def turned_on(
    result: ChildResult, found: Mapping[str, FoundServices]
) -> dict[int | None, list[str]]:
    """Return by carer what the nearest service of each option that applies turns on."""
    facts: dict[int | None, list[str]] = {}
    for each in result.options:
        services = found.get(each.option.recommendation.id)
        if each.option.status != "applies" or services is None or not services.listed:
            continue
        nearest = services.listed[0]
        carer, _ = each.with_carers[nearest.cases[0]]
        if nearest.accepts == "unknown":
            facts.setdefault(carer, []).extend(nearest.turns_on)
    return {carer: list(dict.fromkeys(wanted)) for carer, wanted in facts.items()}


def contacts_of(
    session: Session,
    knowledge: Knowledge,
    question: FamilyQuery,
    notices: Iterable[ActFirst],
) -> Mapping[str, ContactPoint]:
    """Return whom notices say to tell, by the id of each contact."""
    wanted = [id for notice in notices for id in notice.tell]
    return contact_points(session, knowledge, wanted, question.place, question.on)


def answer_family(session: Session, knowledge: Knowledge, question: FamilyQuery) -> FamilyAnswer:
    """Return the answer for every child of a family. Raises CaseError."""
    knowledge = knowledge.on(question.on)
    result = match_family(question.family, knowledge, question.on)
    return FamilyAnswer(
        question=question,
        children=tuple(
            answer_child(session, knowledge, question, number, child)
            for number, child in enumerate(result.children, start=1)
        ),
        result=result,
    )


def may_be_used(option: Option) -> bool:
    """Say whether services are worth listing: the option applies, or may yet."""
    return option.status != "does_not_apply"


def _add_services(data: dict[str, Any], answer: ChildAnswer) -> None:
    """Put the services beside each option, and whom to ring beside each notice."""
    for each, shown in zip(answer.result.options, data["options"], strict=True):
        shown |= _services(answer.found.get(each.option.recommendation.id))
    for notice in data["act_first"]:
        notice["contacts"] = [answer.contacts[id].as_data() for id in notice["tell"]]


def _not_looked_up(answer: ChildAnswer) -> dict[str, Any]:
    """Return what says that no service is listed because none could be looked up."""
    return {} if answer.is_looked_up else {"services_problem": NOT_LOOKED_UP}


def _services(found: FoundServices | None) -> dict[str, Any]:
    if found is None:
        return {"services": [], "services_count": None, "next_accepting_miles": None}
    tally = found.tally
    return {
        "services": [listed.as_data() for listed in found.listed],
        "services_count": {"yes": tally.yes, "unknown": tally.unknown, "no": tally.no},
        "next_accepting_miles": found.next_miles,
    }


def _located(place: Place | None) -> dict[str, Any] | None:
    """Return how the postcode was located, without repeating it."""
    if place is None:
        return None
    return {
        "authority": place.authority,
        "authority_name": place.authority_name,
        "located_by": place.located_by,
        "error_metres": place.error_m,
        "source": place.source,
        "source_date": place.source_date,
    }
