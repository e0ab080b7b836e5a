"""How one option is shown: its programmes by name, its window in words, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from directory.answering import ChildAnswer
from directory.choose.names import carer_names
from directory.choose.options.judging import thought_words
from directory.choose.options.services import ServicesShown, show_services
from directory.choose.questions.asking import asked_about, key_of, question_of
from directory.visits import Thought, Visit
from directory.wording import long_date
from matcher import Knowledge, Option
from matcher.ages import ADULT_MONTHS, say_age, say_range
from matcher.facts import FactBook
from matcher.knowledge import Programme
from matcher.result import Window
from matcher.rulebook import rulebook_of
from matcher.together import ChildOption


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strongly a source speaks, in plain words."""

    id: str
    title: str
    says: str


STRENGTHS = {
    strength.id: strength
    for strength in (
        Strength(id="offer", title="Offer", says="The guidance says to offer this."),
        Strength(
            id="consider",
            title="Consider",
            says="The guidance says to consider this: the evidence for it is less strong.",
        ),
        Strength(
            id="signpost",
            title="Signpost",
            says="Another source names this as a help to point to.",
        ),
        Strength(
            id="component",
            title="Part of early help",
            says="Goes with every early help offer; not a programme by itself.",
        ),
        Strength(
            id="modifier",
            title="How to fit the programme",
            says="Says which programme to choose, or what to add to it.",
        ),
    )
}


STATUSES = {
    "applies": "applies",
    "needs_information": "needs an answer",
    "does_not_apply": "does not apply",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """An option that a near match points to: its title, its place on the page, how it stands."""

    anchor: str
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A fact that an option waits for: its question, and the button that asks it."""

    key: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShown:
    """One option as the page shows it."""

    anchor: str
    number: int
    """Its place among all recommendations: what its own address says, and nothing of the family."""
    option: Option
    who: str | None
    """With whom it stands so, where that matters: "with the mother"."""
    others: tuple[str, ...]
    """How it stands with each other carer, in words."""
    strength: Strength
    names: str
    summary: str
    window: str | None
    missing: tuple[Missing, ...]
    instead: tuple[Instead, ...]
    services: ServicesShown | None
    thought: Thought | None
    """What the worker thinks of it, where that was noted."""
    thought_says: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthGroup:
    """The options of one strength."""

    strength: Strength
    options: tuple[OptionShown, ...]


def show_option(
    each: ChildOption, answer: ChildAnswer, visit: Visit, knowledge: Knowledge
) -> OptionShown:
    """Return an option with its programmes, window, missing facts and services."""
    option, item = each.option, each.option.recommendation
    programmes = [knowledge.programme[id] for id in item.programmes]
    found = answer.found.get(item.id)
    names = carer_names(visit, knowledge.facts)
    return OptionShown(
        anchor=_anchor(item.id),
        number=number_of(item.id, knowledge),
        option=option,
        who=_with([names[place - 1] for place in each.carers]),
        others=tuple(
            f"{STATUSES[other.status]} with {names[place - 1]}" for place, other in each.others
        ),
        strength=STRENGTHS[item.strength],
        names=_names(programmes),
        summary=programmes[0].summary if programmes else "",
        window=_window(option.window, answer),
        missing=tuple(_missing(each.missing, answer.child, knowledge.facts)),
        instead=tuple(_instead(other, answer) for other in option.instead),
        services=show_services(found, answer.question) if found else None,
        thought=(thought := thought_on(visit, answer.child, item.id)),
        thought_says=thought_words(thought, knowledge),
    )


def _missing(
    missing: Iterable[tuple[str, int | None]], child: int, facts: FactBook
) -> Iterator[Missing]:
    """Yield each question once for whom it is about."""
    asked = dict.fromkeys(asked_about(facts, id, child, carer) for id, carer in missing)
    for each in asked:
        yield Missing(key=key_of(each), question=question_of(facts.by_id[each.fact], each))


def number_of(id: str, knowledge: Knowledge) -> int:
    """Return the place of a recommendation among all, from 1."""
    rules = rulebook_of(knowledge).rules
    return next(n for n, rule in enumerate(rules, 1) if rule.recommendation.id == id)


def thought_on(visit: Visit, child: int, id: str) -> Thought | None:
    """Return what the worker noted of a recommendation for a child."""
    found = (t for t in visit.thoughts if t.child == child and t.recommendation == id)
    return next(found, None)


def _instead(id: str, answer: ChildAnswer) -> Instead:
    """Return another option and how it really stands: a near match promises nothing of it."""
    other = next(
        each.option for each in answer.result.options if each.option.recommendation.id == id
    )
    return Instead(
        anchor=_anchor(id),
        title=other.recommendation.title,
        status="does not apply either"
        if other.status == "does_not_apply"
        else STATUSES[other.status],
    )


def _with(names: list[str]) -> str | None:
    return f"with {' and '.join(names)}" if names else None


def by_strength(options: Iterable[OptionShown]) -> tuple[StrengthGroup, ...]:
    """Return the options in groups of one strength, the strongest first."""
    rank = {id: place for place, id in enumerate(STRENGTHS)}
    ranked = sorted(options, key=lambda shown: rank[shown.strength.id])
    return tuple(
        StrengthGroup(strength=STRENGTHS[id], options=tuple(group))
        for id, group in groupby(ranked, key=lambda shown: shown.strength.id)
    )


def nearest_first(options: Iterable[OptionShown]) -> tuple[OptionShown, ...]:
    """Return options that do not apply, those first that miss by the least."""

    def distance(shown: OptionShown) -> tuple[bool, int, int]:
        outcomes = [reason.outcome for reason in shown.option.reasons]
        not_near = shown.option.near_match is None
        return not_near, outcomes.count("not_met"), outcomes.count("not_known")

    return tuple(sorted(options, key=distance))


def _anchor(id: str) -> str:
    return "option-" + "".join(c if c.isalnum() else "-" for c in id)


def _names(programmes: list[Programme]) -> str:
    """Return "Attachment-based intervention, for example ABC or VIPP-FC"."""
    classes = [p.name for p in programmes if p.type == "class"]
    named = [p.name for p in programmes if p.type == "named"]
    if not classes:
        return _either(named)
    return f"{_either(classes)}, for example {_either(named)}" if named else _either(classes)


def _either(names: list[str]) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} or {last}" if first else last


def _window(window: Window, answer: ChildAnswer) -> str | None:
    """Return the ages at which the option can hold, as dates where the day of birth is known."""
    bounded = window.from_months > 0 or window.under_months < ADULT_MONTHS
    if not bounded:
        return None
    if window.closes_on is None:
        return f"Children {say_range(window.from_months, window.under_months)}"
    parts = []
    if window.opens_on and window.opens_on > answer.question.on:
        parts.append(f"From {long_date(window.opens_on)} ({_birthday(window.from_months)})")
    if window.under_months < ADULT_MONTHS:
        word = "until" if parts else "Until"
        parts.append(f"{word} {long_date(window.closes_on)} ({_birthday(window.under_months)})")
    return " ".join(parts) or None


def _birthday(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest or not years:
        return f"at {say_age(months)}" if months > 0 else "birth"
    ending = "th" if 4 <= years <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(years % 10, "th")
    return f"{years}{ending} birthday"
