"""What the page of a family shows: each child's best fits, and what goes for several of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.application.match_services import NOT_LOOKED_UP, ChildAnswer
from directory.web.choose.child_page import child_page
from directory.web.choose.options.card_order import PROGRAMMES
from directory.web.choose.options.fit_card import FitCard
from directory.web.choose.options.option_presenter import OptionView
from directory.web.choose.options.option_sections import PARENTS, StatusCounts
from directory.web.choose.view_support import answered_child, question_of
from directory.web.family_session import Visit
from matcher import Knowledge
from matcher.family_matching import FamilyResult, across_children


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """A child as the page of the family lists it."""

    number: int
    words: str
    counts: StatusCounts
    act_first: int
    best: tuple[FitCard, ...]
    """What surely fits, as on the child's own page."""
    parents_help: tuple[OptionView, ...]
    not_here: tuple[str, ...]
    """The recommendations that apply and that no service near would take this child for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHere:
    """A programme that applies and that no service near would take these children for."""

    title: str
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """The whole page."""

    children: tuple[ChildLine, ...]
    result: FamilyResult
    not_here: tuple[NotHere, ...]
    parents_help: tuple[str, ...]
    """The parents' own help, each once for the family."""
    not_looked_up: str | None
    """Said where the directory could not be asked."""


def family_page(visit: Visit, knowledge: Knowledge) -> FamilyPage:
    """Return what to show for a family. Raises CaseError."""
    question = question_of(visit)
    answers = [answered_child(question, n) for n in range(1, len(visit.children) + 1)]
    lines = tuple(_line(visit, answer, knowledge) for answer in answers)
    away = {(line.number, id) for line in lines for id in line.not_here}
    aside = {(t.child, t.recommendation) for t in visit.thoughts if t.reason is not None}
    results = [answer.result for answer in answers]
    return FamilyPage(
        children=lines,
        result=across_children(results, knowledge, aside | away),
        not_here=tuple(_not_here(lines, knowledge)),
        parents_help=tuple(_parents_help(lines)),
        not_looked_up=None if all(each.is_looked_up for each in answers) else NOT_LOOKED_UP,
    )


def _line(visit: Visit, answer: ChildAnswer, knowledge: Knowledge) -> ChildLine:
    """Return a child with the same best fits as its own page shows."""
    page = child_page(visit, answer, knowledge)
    also = {line.heading: line.options for line in page.options.also}
    return ChildLine(
        number=answer.child,
        words=page.words,
        counts=page.options.counts,
        act_first=len(page.act_first),
        best=tuple(card for card in page.best if card.fits_if is None),
        parents_help=also.get(PARENTS, ()),
        not_here=tuple(_without_service(answer)),
    )


def _without_service(answer: ChildAnswer) -> Iterator[str]:
    """Yield the programmes that apply and that no service near would take this child for."""
    for each in answer.result.options:
        found = answer.found.get(each.option.recommendation.id)
        if each.option.status == "applies" and found and not found.tally.yes + found.tally.unknown:
            yield each.option.recommendation.id


def _not_here(lines: Iterable[ChildLine], knowledge: Knowledge) -> Iterator[NotHere]:
    children: dict[str, list[int]] = {}
    for line in lines:
        for item in map(knowledge.recommendation.__getitem__, line.not_here):
            if item.strength in PROGRAMMES:
                children.setdefault(item.short_title, []).append(line.number)
    for title, numbers in children.items():
        yield NotHere(title=title, children=tuple(dict.fromkeys(numbers)))


def _parents_help(lines: Iterable[ChildLine]) -> list[str]:
    titles = (o.option.recommendation.short_title for line in lines for o in line.parents_help)
    return list(dict.fromkeys(titles))
