"""Which options of a child become cards, and in which order."""

from collections.abc import Iterator, Sequence

from directory.application.match_services import ChildAnswer
from directory.domain.eligibility import FoundServices
from directory.web.choose.options.option_presenter import MissingFactView, OptionView
from directory.web.choose.questions.single_question import asked_from
from matcher.conditions import AGE, kleene_truth
from matcher.truth import Truth

PROGRAMMES = ("offer", "consider")
"""The strengths with which a guideline recommends a programme."""
MAIN_SOURCE = "ng76:"
"""How the ids of the main guideline's recommendations begin."""
HELP = ("signpost",)
"""What another source points to comes after each programme that something told speaks for."""


def for_cards(shown: Sequence[OptionView], answer: ChildAnswer) -> tuple[OptionView, ...]:
    """Return the options that may be cards, best first; each programme once, by its first source.

    First the programmes that apply, or that one "yes" would make apply where something told of
    this family speaks for them; then other help that applies; then programmes that wait for one
    answer alone. Within these first what applies, where a service near takes this child or where
    more than one thing told speaks for it and some service near delivers it: by strength, without
    a caution first. Then the others, by how much of what was told speaks for them.
    """
    chosen = [each for each in shown if _may_be_card(each, answer)]
    chosen.sort(key=lambda each: _place(each, answer))
    once: dict[str, OptionView] = {}
    for each in chosen:
        name = each.option.recommendation.short_title
        once[name] = _by_main_source(once.get(name, each), each)
    return tuple(once.values())


def _by_main_source(kept: OptionView, other: OptionView) -> OptionView:
    """Return which of two of one name to show: the main guideline's, if it stands as well."""
    is_main = other.option.recommendation.id.startswith(MAIN_SOURCE)
    return other if is_main and applies(kept) == applies(other) else kept


def answer_awaited(shown: OptionView, answer: ChildAnswer) -> MissingFactView | None:
    """Return the first question whose "yes" alone would make an option apply."""
    if shown.option.status != "needs_information":
        return None
    waits_for = (each for each in shown.missing if each.is_yes_no)
    return next((each for each in waits_for if _is_enough(each, shown, answer)), None)


def _is_enough(missing: MissingFactView, shown: OptionView, answer: ChildAnswer) -> bool:
    asked = asked_from(missing.key)
    item = shown.option.recommendation
    [with_carers] = [
        each.with_carers
        for each in answer.result.options
        if each.option.recommendation.id == item.id
    ]
    if asked is None:
        return False
    return any(
        all(kleene_truth(c, {**case.known, asked.fact: True}) is Truth.YES for c in item.when)
        for _, case in with_carers
    )


def applies(shown: OptionView) -> bool:
    """Say whether an option applies."""
    return shown.option.status == "applies"


def _may_be_card(shown: OptionView, answer: ChildAnswer) -> bool:
    """Say whether an option is something to offer: what was set aside or is a method is not."""
    item = shown.option.recommendation
    is_aside = shown.thought is not None and shown.thought.reason is not None
    if item.worker or is_aside or item.strength not in PROGRAMMES + HELP or shown.option.unraised:
        return False
    waits = item.strength in PROGRAMMES and answer_awaited(shown, answer) is not None
    return applies(shown) or waits


def _place(shown: OptionView, answer: ChildAnswer) -> tuple[int, int, int, bool, int]:
    item = shown.option.recommendation
    found = answer.found.get(item.id)
    takes = found is not None and found.tally.yes > 0
    told = sum(_told(shown))
    strength = (*PROGRAMMES, *HELP).index(item.strength)
    if applies(shown) and (takes or (told > 1 and _is_delivered(item.id, answer))):
        return _rank(shown), 0, strength, bool(shown.option.cautions) or not takes, 0
    return _rank(shown), 1, -told, not applies(shown), strength


def _is_delivered(id: str, answer: ChildAnswer) -> bool:
    """Say whether any service near delivers it; where none near delivers anything, all count."""
    near = {each for each, found in answer.found.items() if _count(found)}
    return id in near or not near


def _count(found: FoundServices) -> int:
    return found.tally.yes + found.tally.unknown + found.tally.no


def _rank(shown: OptionView) -> int:
    if shown.option.recommendation.strength in HELP:
        return 1
    return 0 if applies(shown) or any(_told(shown)) else 2


def _told(shown: OptionView) -> Iterator[bool]:
    """Yield whether each condition is met by something told besides the child's age."""
    for reason in shown.option.reasons:
        yield reason.outcome == "met" and any(fact != AGE for fact in reason.facts)
