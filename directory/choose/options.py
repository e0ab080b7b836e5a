"""How one option is shown: its programmes by name, its window in words, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from directory.answering import Answer
from directory.choose.services import ServicesShown, show_services
from directory.wording import long_date
from matcher import Knowledge, Option
from matcher.ages import ADULT_MONTHS, say_age, say_range
from matcher.facts import Fact
from matcher.knowledge import Programme
from matcher.result import Window


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
    "does_not_apply": "does not apply either",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """An option that a near match points to: its title, its place on the page, how it stands."""

    anchor: str
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShown:
    """One option as the page shows it."""

    anchor: str
    option: Option
    strength: Strength
    names: str
    summary: str
    window: str | None
    missing: tuple[Fact, ...]
    instead: tuple[Instead, ...]
    services: ServicesShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthGroup:
    """The options of one strength."""

    strength: Strength
    options: tuple[OptionShown, ...]


def show_option(option: Option, answer: Answer, knowledge: Knowledge) -> OptionShown:
    """Return an option with its programmes, window, missing facts and services."""
    item = option.recommendation
    programmes = [knowledge.programme[id] for id in item.programmes]
    found = answer.found.get(item.id)
    return OptionShown(
        anchor=_anchor(item.id),
        option=option,
        strength=STRENGTHS[item.strength],
        names=_names(programmes),
        summary=programmes[0].summary if programmes else "",
        window=_window(option.window, answer),
        missing=tuple(knowledge.facts.by_id[id] for id in option.missing),
        instead=tuple(_instead(other, answer) for other in option.instead),
        services=show_services(found, answer.question) if found else None,
    )


def _instead(id: str, answer: Answer) -> Instead:
    other = next(each for each in answer.result.options if each.recommendation.id == id)
    return Instead(
        anchor=_anchor(id), title=other.recommendation.title, status=STATUSES[other.status]
    )


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


def _window(window: Window, answer: Answer) -> str | None:
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
