"""How one option is shown: its programmes by name, its window in words, what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from directory.application.match_query import FamilyQuery
from directory.application.match_services import ChildAnswer
from directory.domain.eligibility.results import FoundServices
from directory.infrastructure.text_format import lower_first
from directory.web.choose.options.option_notes import note_text
from directory.web.choose.options.service_list import ServiceListView, service_list_view
from directory.web.choose.options.window_text import say_window
from directory.web.choose.person_labels import carer_names, with_name
from directory.web.choose.questions.single_question import asked_about, key_of, question_of
from directory.web.family_session import OptionNote, Visit
from matcher import Knowledge, Option
from matcher.compiled_rules import CompiledRules, compiled_rules
from matcher.facts import FactBook
from matcher.family_results import ChildOption
from matcher.programmes import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strongly a source speaks, in plain words."""

    id: str
    title: str
    says: str


STRENGTHS = {
    strength.id: strength
    for strength in (
        Strength(id="duty", title="Duty", says="The source says that the law asks for this."),
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
class InsteadOption:
    """An option that a near match points to: where its page is, its title, how it stands."""

    number: int
    title: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFactView:
    """A fact that an option waits for: its question, and the button that asks it."""

    key: str
    question: str
    condition: str
    """What must be so, as it goes on after "if"."""
    is_yes_no: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
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
    missing: tuple[MissingFactView, ...]
    instead: tuple[InsteadOption, ...]
    found: FoundServices | None
    question: FamilyQuery
    thought: OptionNote | None
    """What the worker thinks of it, where that was noted."""
    thought_says: str | None

    @property
    def services(self) -> ServiceListView | None:
        """Return the services in words; few pages show those of every option."""
        return service_list_view(self.found, self.question) if self.found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthGroup:
    """The options of one strength."""

    strength: Strength
    options: tuple[OptionView, ...]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.options)


def option_view(
    each: ChildOption, answer: ChildAnswer, visit: Visit, knowledge: Knowledge
) -> OptionView:
    """Return an option with its programmes, window, missing facts and services."""
    option, item = each.option, each.option.recommendation
    programmes = [knowledge.programme[id] for id in item.programmes]
    found = answer.found.get(item.id)
    names = carer_names(visit, knowledge.facts)
    return OptionView(
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
        window=say_window(option.window, answer.question.on),
        missing=tuple(_missing(each.missing, answer.child, visit, knowledge.facts)),
        instead=tuple(_instead(other, answer, knowledge) for other in option.instead),
        found=found,
        question=answer.question,
        thought=(thought := note_on(visit, answer.child, item.id)),
        thought_says=note_text(thought, knowledge),
    )


def _missing(
    missing: Iterable[tuple[str, int | None]], child: int, visit: Visit, facts: FactBook
) -> Iterator[MissingFactView]:
    """Yield each question once for whom it is about."""
    asked = dict.fromkeys(asked_about(facts, id, child, carer) for id, carer in missing)
    for each in asked:
        fact = facts.by_id[each.fact]
        says = fact.says.met or fact.label
        yield MissingFactView(
            key=key_of(each),
            question=with_name(question_of(fact, each), each, visit, facts),
            condition=lower_first(says),
            is_yes_no=fact.type == "boolean",
        )


def number_of(id: str, knowledge: Knowledge) -> int:
    """Return the place of a recommendation among all, from 1."""
    return _numbers(compiled_rules(knowledge))[id]


@lru_cache(maxsize=8)
def _numbers(rules: CompiledRules) -> Mapping[str, int]:
    return {rule.recommendation.id: number for number, rule in enumerate(rules.rules, 1)}


def note_on(visit: Visit, child: int, id: str) -> OptionNote | None:
    """Return what the worker noted of a recommendation for a child."""
    found = (t for t in visit.thoughts if t.child == child and t.recommendation == id)
    return next(found, None)


def _instead(id: str, answer: ChildAnswer, knowledge: Knowledge) -> InsteadOption:
    """Return another option and how it really stands: a near match promises nothing of it."""
    other = next(
        each.option for each in answer.result.options if each.option.recommendation.id == id
    )
    return InsteadOption(
        number=number_of(id, knowledge),
        title=other.recommendation.title,
        status="does not apply either"
        if other.status == "does_not_apply"
        else STATUSES[other.status],
    )


def _with(names: list[str]) -> str | None:
    return f"with {' and '.join(names)}" if names else None


def by_strength(options: Iterable[OptionView]) -> tuple[StrengthGroup, ...]:
    """Return the options in groups of one strength, the strongest first."""
    rank = {id: place for place, id in enumerate(STRENGTHS)}
    ranked = sorted(options, key=lambda shown: rank[shown.strength.id])
    return tuple(
        StrengthGroup(strength=STRENGTHS[id], options=tuple(group))
        for id, group in groupby(ranked, key=lambda shown: shown.strength.id)
    )


def nearest_first(options: Iterable[OptionView]) -> tuple[OptionView, ...]:
    """Return options that do not apply, those first that miss by the least."""

    def distance(shown: OptionView) -> tuple[bool, int, int]:
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
