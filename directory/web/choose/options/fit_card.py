"""The best fits of a child as cards: programme, dose, until when, and whom to ring for it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from directory.application.match_services import ChildAnswer
from directory.domain.eligibility import FoundServices, ListedService
from directory.domain.service.service_text import ROUTES, say_distance
from directory.model.capacity import say_capacity
from directory.web.choose.options.card_order import answer_awaited, applies, for_cards
from directory.web.choose.options.option_presenter import MissingFactView, OptionView
from directory.web.choose.options.window_text import say_time_left
from directory.web.choose.person_labels import with_name
from directory.web.choose.questions.single_question import asked_about, key_of, question_of
from directory.web.choose.timing.option_times import OptionTimingText
from directory.web.family_session import Visit
from matcher import Knowledge, Option
from matcher.conditions import AGE
from matcher.delivery_requirements import say_sessions, say_settings, say_weeks
from matcher.facts import FactBook
from matcher.knowledge import Recommendation

MOST_CARDS = 3
NONE_EITHER = "No service for this near here either: a gap."


@dataclass(frozen=True, slots=True, kw_only=True)
class CardQuestion:
    """A question of yes or no that a card asks in place."""

    key: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardService:
    """The nearest service that takes this child, or may; None means that it is not stated."""

    id: str
    name: str
    reach: str
    """How far it is, or that it comes to the home, is online or by phone."""
    wait: str | None
    phone: str | None
    refer: str | None
    is_sure: bool
    to_be_sure: CardQuestion | None
    why: str | None
    """What to ask the service where no answer of the worker would make it sure."""
    is_on_sheet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FitCard:
    """One of the best fits."""

    shown: OptionView
    strength: str
    cited: str
    """Where it stands, as short as a link on a card must be."""
    fits_if: CardQuestion | None
    """The one answer that it waits for; None where it applies."""
    is_asked_above: bool
    """Whether a card above asks the same."""
    dose: str | None
    time_left: str | None
    deadline: str | None
    """What the wait, the window or the proceedings leave too little time for."""
    service: CardService | None
    more_services: int
    no_service: str | None
    """Said where the directory holds none that would take this child."""
    modifiers: tuple[OptionView, ...]


def best_fits(
    shown: Sequence[OptionView],
    answer: ChildAnswer,
    rows: Iterable[OptionTimingText],
    visit: Visit,
    knowledge: Knowledge,
) -> tuple[FitCard, ...]:
    """Return up to three cards of what to offer.

    `card_order.for_cards` says in which order.
    """
    times = {row.id: row for row in rows}
    modifiers = [each for each in shown if applies(each) and _recommendation(each).modifies]
    cards = [
        _card(each, answer, times.get(_recommendation(each).id), modifiers, visit, knowledge)
        for each in for_cards(shown, answer)[:MOST_CARDS]
    ]
    return tuple(_said_once(_asked_once(cards)))


def _asked_once(cards: Iterable[FitCard]) -> Iterator[FitCard]:
    """Yield the cards, each question asked by the first that waits for it alone."""
    asked: set[str] = set()
    for card in cards:
        key = card.fits_if.key if card.fits_if else ""
        yield replace(card, is_asked_above=key in asked)
        asked |= {key} - {""}


def _said_once(cards: Iterable[FitCard]) -> Iterator[FitCard]:
    """Yield the cards; what the first says of a missing service, the next say in short."""
    said: set[str] = set()
    for card in cards:
        yield replace(card, no_service=NONE_EITHER) if card.no_service in said else card
        said |= {card.no_service or ""}


def _recommendation(shown: OptionView) -> Recommendation:
    return shown.option.recommendation


def _fits_if(missing: MissingFactView | None) -> CardQuestion | None:
    return CardQuestion(key=missing.key, question=missing.question) if missing else None


def _card(
    shown: OptionView,
    answer: ChildAnswer,
    time: OptionTimingText | None,
    modifiers: Sequence[OptionView],
    visit: Visit,
    knowledge: Knowledge,
) -> FitCard:
    item = shown.option.recommendation
    found = answer.found.get(item.id)
    nearest = _nearest(found)
    return FitCard(
        shown=shown,
        strength=f"{_publisher(item)}: {shown.strength.title.lower()}",
        cited=_cited(item),
        fits_if=_fits_if(answer_awaited(shown, answer)),
        is_asked_above=False,
        dose=_dose(shown.option),
        time_left=say_time_left(shown.option.window, _age(answer), answer.question.on),
        deadline=" ".join(time.sentences) if time and (time.is_urgent or _misses(time)) else None,
        service=_service(nearest, answer, visit, knowledge.facts) if nearest else None,
        more_services=_more(found, nearest),
        no_service=shown.services.gap if shown.services and not nearest else None,
        modifiers=tuple(m for m in modifiers if item.id in _recommendation(m).modifies),
    )


def _misses(time: OptionTimingText) -> bool:
    """Say whether the work would end after the proceedings do."""
    return time.timing.fits_proceedings is False


def _publisher(item: Recommendation) -> str:
    """Return who says it, without the number or year of what they published."""
    source = item.citation.source
    return "NICE" if source.startswith("NICE ") else re.split(r"[:(]", source)[0].strip()


def _cited(item: Recommendation) -> str:
    citation, publisher = item.citation, _publisher(item)
    return f"{citation.source} {citation.ref}" if publisher == "NICE" else publisher


def _dose(option: Option) -> str | None:
    asks = option.recommendation.asks
    if asks is None:
        return None
    where = ", ".join(say_settings(asks.setting))
    parts = (say_sessions(asks), say_weeks(asks), where)
    return ", ".join(part for part in parts if part) or None


def _age(answer: ChildAnswer) -> int | None:
    known = answer.result.options[0].with_carers[0][1].known
    months = known.get(AGE)
    return months if isinstance(months, int) else None


def _nearest(found: FoundServices | None) -> ListedService | None:
    taking = [each for each in (found.listed if found else ()) if each.accepts != "no"]
    return taking[0] if taking else None


def _more(found: FoundServices | None, nearest: ListedService | None) -> int:
    return found.tally.yes + found.tally.unknown - 1 if found and nearest else 0


def _service(
    listed: ListedService, answer: ChildAnswer, visit: Visit, facts: FactBook
) -> CardService:
    service = listed.service
    to_be_sure = _to_be_sure(listed, answer, visit, facts)
    is_sure = listed.accepts == "yes"
    return CardService(
        id=service.id,
        name=service.name,
        reach=_reach(listed),
        wait=_wait(listed),
        phone=service.phone,
        refer=_refer(listed),
        is_sure=is_sure,
        to_be_sure=to_be_sure,
        why=None if is_sure or to_be_sure else _doubt(listed),
        is_on_sheet=service.id in visit.shortlist,
    )


def _reach(listed: ListedService) -> str:
    ways = {"home": "comes to you", "online": "online", "phone": "by phone"}
    said = [ways[way] for way in listed.service.delivery if way in ways]
    return ", ".join(filter(None, (say_distance(listed.distance_miles), *said)))


def _wait(listed: ListedService) -> str | None:
    """Return the wait and whether there are places; None where neither is stated."""
    weeks, places = _weeks(listed), say_capacity(listed.service.capacity)
    return f"{weeks or 'wait not stated'}, {places}" if places else weeks


def _weeks(listed: ListedService) -> str | None:
    weeks, words = listed.service.wait.weeks, listed.service.wait.text
    if weeks is None or words is None:
        return None
    _, _, asked = words.partition(", ")
    if weeks == 0:
        return f"no wait ({asked})"
    return f"1 week’s wait ({asked})" if weeks == 1 else f"{weeks} weeks’ wait ({asked})"


def _refer(listed: ListedService) -> str | None:
    service = listed.service
    routes = ", ".join(ROUTES.get(word, word) for word in service.referral_routes)
    return routes or None


def _to_be_sure(
    listed: ListedService, answer: ChildAnswer, visit: Visit, facts: FactBook
) -> CardQuestion | None:
    """Return the first question that would make sure whether it takes this child."""
    askable = {ask.ask.fact: ask for ask in answer.result.ask_next}
    for fact in listed.turns_on:
        if (ask := askable.get(fact)) and facts.by_id[fact].type == "boolean":
            asked = asked_about(facts, fact, ask.child or answer.child, ask.carer)
            question = question_of(facts.by_id[fact], asked)
            return CardQuestion(
                key=key_of(asked), question=with_name(question, asked, visit, facts)
            )
    return None


def _doubt(listed: ListedService) -> str | None:
    """Return what the service itself leaves open: its ages, its area, how it is delivered."""
    open_ = [line for line in listed.why if "not stated" in line or "not known" in line]
    return open_[0] if open_ else None
