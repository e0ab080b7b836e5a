"""How services that were picked stand to a child: what they deliver, and whether they take it."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.answering import FamilyQuestion, may_be_used
from directory.extensions import db
from directory.nearby import Listed, delivers, listed_services
from matcher import Knowledge
from matcher.together import ChildOption, match_child


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A service as it stands for one child, with the carer of the best option it delivers."""

    child: int
    listed: Listed
    options: tuple[ChildOption, ...]
    """What it delivers that applies, or may yet; the strongest first."""


def fits_for(
    question: FamilyQuestion, child: int, ids: Iterable[str], knowledge: Knowledge
) -> tuple[Fit, ...]:
    """Return each service that the directory shows, in the order of the ids. Raises CaseError."""
    result = match_child(question.family, child, knowledge, question.on)
    listed = _listed(question, result.options[0], ids, knowledge)
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
            listed |= _listed(question, delivered[0], [id], knowledge)
    return tuple(
        Fit(child=child, listed=found, options=options[id]) for id, found in listed.items()
    )


def _listed(
    question: FamilyQuestion, option: ChildOption, ids: Iterable[str], knowledge: Knowledge
) -> dict[str, Listed]:
    found = listed_services(db.session, knowledge, ids, question.search(option))
    return {listed.service.id: listed for listed in found}
