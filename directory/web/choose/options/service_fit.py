"""How services that were picked stand to a child: what they deliver, and whether they take it."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.application.match_query import FamilyQuery
from directory.application.match_services import may_be_used
from directory.domain.eligibility import ListedService, delivers, listed_services
from directory.web.choose.view_support import matched_child
from directory.web.extensions import db
from matcher import Knowledge
from matcher.family_results import ChildOption


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFit:
    """A service as it stands for one child, with the carer of the best option it delivers."""

    child: int
    listed: ListedService
    options: tuple[ChildOption, ...]
    """What it delivers that applies, or may yet; the strongest first."""


def fits_for(
    question: FamilyQuery, child: int, ids: Iterable[str], knowledge: Knowledge
) -> tuple[ServiceFit, ...]:
    """Return each service that the directory shows, in the order of the ids. Raises CaseError."""
    result = matched_child(question, child)
    listed = _listed(question, child, result.options[0], ids, knowledge)
    usable = [each for each in result.options if may_be_used(each.option)]
    options = {
        id: tuple(
            each
            for each in usable
            if delivers(found.service, each.option.recommendation, knowledge)
        )
        for id, found in listed.items()
    }
    for id, delivered in options.items():
        if delivered:
            listed |= _listed(question, child, delivered[0], [id], knowledge)
    return tuple(
        ServiceFit(child=child, listed=found, options=options[id]) for id, found in listed.items()
    )


def _listed(
    question: FamilyQuery,
    child: int,
    option: ChildOption,
    ids: Iterable[str],
    knowledge: Knowledge,
) -> dict[str, ListedService]:
    found = listed_services(db.session, knowledge, ids, question.search(option, child))
    return {listed.service.id: listed for listed in found}
