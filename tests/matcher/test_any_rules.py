"""What holds of any rules that could be written, over the small vocabulary."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import match
from tests.matcher import builders
from tests.matcher.vocabulary import DOMAINS, KNOWN, WRITTEN, Case, Written, completions, holds

ON = date(2026, 11, 22)
RULES = st.lists(st.lists(WRITTEN, min_size=1, max_size=3), min_size=1, max_size=3)


def status(when: list[Written], known: Case) -> str:
    found = {all(holds(part, case) for part in when) for case in completions(known, DOMAINS)}
    if len(found) > 1:
        return "needs_information"
    return "applies" if found.pop() else "does_not_apply"


@settings(max_examples=60, deadline=None, database=None)
@given(RULES, KNOWN)
def test_any_rules_are_answered_exactly(rules: list[list[Written]], known: Case) -> None:
    items = [builders.recommendation(f"r{place}", *when) for place, when in enumerate(rules)]
    result = match(known, builders.knowledge(*items), ON)
    found = {option.recommendation.id: option for option in result.options}
    for place, when in enumerate(rules):
        option = found[f"r{place}"]
        assert option.status == status(when, known)
        assert all(reason.text and reason.fact in reason.facts for reason in option.reasons)
        assert len(option.reasons) == len(when)


@settings(max_examples=40, deadline=None, database=None)
@given(st.lists(WRITTEN, min_size=1, max_size=3), KNOWN)
def test_for_any_rule_what_is_missing_and_what_would_settle_it_are_exact(
    when: list[Written], known: Case
) -> None:
    item = builders.recommendation("r", *when)
    result = match(known, builders.knowledge(item), ON)
    settling: Counter[str] = Counter()
    if status(when, known) == "needs_information":
        for fact in DOMAINS.keys() - known.keys():
            after = {status(when, {**known, fact: value}) for value in DOMAINS[fact]}
            settling[fact] = int(bool(after - {"needs_information"}))
    assert +Counter({ask.fact: ask.settles for ask in result.ask_next}) == +settling
    (option,) = result.options
    assert {ask.fact for ask in result.ask_next} == set(option.missing)
    assert set(option.missing) == _that_matter(when, known)


def _that_matter(when: list[Written], known: Case) -> set[str]:
    """Return the facts of which two values, the rest being the same, differ in outcome."""
    return {
        fact
        for fact in DOMAINS.keys() - known.keys()
        for rest in completions({**known, fact: DOMAINS[fact][0]}, DOMAINS)
        if len({all(holds(p, {**rest, fact: v}) for p in when) for v in DOMAINS[fact]}) > 1
    }


@settings(max_examples=40, deadline=None, database=None)
@given(WRITTEN, WRITTEN, WRITTEN, KNOWN)
def test_any_notices_are_shown_as_their_conditions_stand(
    urgent: Written, note: Written, clash: Written, known: Case
) -> None:
    made = builders.knowledge(
        act_first=(builders.act_first("urgent", urgent),),
        practice_notes=(builders.practice_note("note", note),),
        contradictions=(builders.contradiction("clash", clash),),
    )
    result = match(known, made, ON)
    assert bool(result.act_first) == (status([urgent], known) == "applies")
    assert bool(result.practice_notes) == (status([note], known) != "does_not_apply")
    assert bool(result.contradictions) == (status([clash], known) == "applies")
