"""Signs of abuse or neglect: as NG76 1.3 words them, and what follows from those that were seen."""

from __future__ import annotations

from collections import defaultdict

import pytest

from matcher import CaseError
from matcher.signs import SUSPECT, SignsSeen, signs_seen
from matcher.signs_data import Sign, SignLevel
from tests.matcher.shipped import answer, knowledge

SUSPECTED = {*range(20, 26), 32, 34, 40}
"""The recommendations of NG76 1.3 that begin with "suspect"; 1.3.44 has neither word."""
ELSEWHERE = {44}
FIRST, LAST = 12, 44

LEAD, REFERRAL, REVIEW = "sign-ask-lead", "sign-discuss-referral", "sign-review"
GUIDELINE = "sign-child-maltreatment-guideline"


NG76 = [s for s in knowledge().signs if s.citations[0].source == "NICE NG76"]
CG89 = [s for s in knowledge().signs if s.citations[0].source == "NICE CG89"]


def number(sign: Sign) -> int:
    """Return 20 of a sign that stands in NG76 1.3.20."""
    (citation,) = sign.citations
    section, _, last = citation.ref.rpartition(".")
    assert (citation.source, section) == ("NICE NG76", "1.3")
    return int(last)


def level_of(place: int) -> SignLevel:
    if place in ELSEWHERE:
        return "elsewhere"
    return "suspect" if place in SUSPECTED else "consider"


def seen(*ids: str) -> SignsSeen:
    return signs_seen(ids, knowledge())


def steps(*ids: str) -> list[str]:
    return [step.id for step in seen(*ids).steps]


# The signs as they are shipped


def test_every_alerting_feature_is_there() -> None:
    assert {number(sign) for sign in NG76} == set(range(FIRST, LAST + 1))
    assert len(NG76) + len(CG89) == len(knowledge().signs)


@pytest.mark.parametrize("sign", NG76, ids=lambda sign: sign.id)
def test_a_sign_has_the_level_of_its_recommendation(sign: Sign) -> None:
    assert sign.level == level_of(number(sign))


@pytest.mark.parametrize("sign", knowledge().signs, ids=lambda sign: sign.id)
def test_a_sign_fits_a_tick_box(sign: Sign) -> None:
    assert len(sign.says) <= 90
    assert not sign.says.endswith(".")
    assert sign.hint is None or sign.hint.endswith(".")


def test_ages_are_given_where_the_text_gives_them() -> None:
    aged = {number(s): (s.from_months, s.under_months) for s in NG76 if s.under_months}
    assert aged == {29: (None, 144)}
    assert not any(sign.from_months for sign in knowledge().signs)


def test_a_feature_of_two_degrees_is_two_signs() -> None:
    levels = defaultdict(set)
    for sign in NG76:
        levels[number(sign)].add(sign.level)
    assert all(len(found) == 1 for found in levels.values())
    assert [levels[place] for place in (31, 32, 33, 34)] == [
        {"consider"},
        {"suspect"},
        {"consider"},
        {"suspect"},
    ]


def test_every_group_has_signs_and_they_stand_together() -> None:
    order = list(dict.fromkeys(sign.group for sign in knowledge().signs))
    assert order == [group.id for group in knowledge().sign_groups]


def test_the_steps_of_suspect_stand_before_those_of_consider() -> None:
    order = [step.levels for step in knowledge().sign_steps]
    assert order.index(("suspect",)) < order.index(("consider",))


# Injuries: NICE CG89

LEVELS = {
    "1.1.1": "suspect",
    "1.1.2": "suspect",
    "1.1.3": "suspect",
    "1.1.4": "consider",
    "1.1.5": "suspect",
    "1.1.6": "suspect",
    "1.1.9": "suspect",
    "1.1.10": "suspect",
    "1.1.11": "suspect",
    "1.1.12": "suspect",
    "1.1.14": "consider",
}
"""The physical features of CG89 1.1 that were read whole, less those of the genitals and anus."""


def test_the_injuries_that_were_read_are_there_at_their_level_and_no_others() -> None:
    found = {s.citations[0].ref: s.level for s in CG89 if s.citations[0].ref.startswith("1.1.")}
    assert found == LEVELS
    others = [s.level for s in CG89 if s.citations[0].ref not in LEVELS]
    assert (others.count("suspect"), others.count("consider")) == (3, 4)


def test_what_was_not_read_is_named_with_where_to_read_it_and_not_invented() -> None:
    left_out = {each.citations[0].ref for each in knowledge().signs_left_out}
    assert {"1.1.7 and 1.1.8", "1.1.13", "1.1.15", "1.2 and after"} <= left_out
    assert all(each.citations[0].url.startswith("https://") for each in knowledge().signs_left_out)


def test_a_sign_keeps_the_kind_of_abuse_that_its_source_names() -> None:
    kinds = {sign.id: sign.kinds for sign in knowledge().signs}
    assert kinds["shaped-bruise"] == ()
    assert kinds["animal-bite"] == kinds["persistently-dirty"] == ("abuse.neglect",)
    assert kinds["genital-injury"] == ("abuse.sexual",)
    assert kinds["poor-language"] == ("abuse.physical", "abuse.emotional", "abuse.neglect")


def test_a_strong_sign_of_injury_says_that_there_is_an_injury() -> None:
    for sign in CG89:
        strong = sign.level == "suspect" and sign.id != "genital-symptom-with-change"
        strong = strong and sign.id != "anal-fissure"
        assert (sign.answers == "safety.injury") is strong, sign.id
    assert seen("telling-burn").implies == {SUSPECT: True, "safety.injury": True}
    assert seen("mouth-injury").implies == {}


def test_a_bruised_baby_brings_up_what_to_do_first() -> None:
    case = {"child.age_months": 0, "abuse.physical": True}
    assert [item.id for item in answer(case).act_first] == ["cg89:look"]
    bruised = case | seen("shaped-bruise").implies
    assert [item.id for item in answer(bruised).act_first] == ["cg89:injury", "suspect-feature"]
    still = bruised | {"child.independently_mobile": False, "safety.immediate_danger": True}
    assert [item.id for item in answer(still).act_first] == [
        "immediate-danger",
        "cg89:injury",
        "cg89:injury-not-mobile",
        "suspect-feature",
    ]


@pytest.mark.parametrize(("months", "shown"), [(-1, False), (0, True), (23, True), (24, False)])
def test_a_small_child_who_was_physically_abused_is_looked_at(months: int, shown: bool) -> None:
    found = answer({"child.age_months": months, "abuse.physical": True}).act_first
    assert ("cg89:look" in [item.id for item in found]) is shown


def test_whether_a_child_moves_about_alone_is_asked_and_said_beside_every_option() -> None:
    case = {
        "child.age_months": 10,
        "abuse.physical": True,
        "harm.happened": True,
        "carer.maltreating_parent": True,
    }
    applying = [o for o in answer(case).options if o.status == "applies"]
    words = "ask whether the child moves about alone"
    assert applying
    assert all(any(words in caution for caution in each.cautions) for each in applying)
    told = answer({**case, "child.independently_mobile": True}).options
    assert not any(words in caution for each in told for caution in each.cautions)
    asked = [ask.fact for ask in answer({**case, "safety.injury": True}).ask_next]
    rest = [fact for fact in asked if not fact.startswith("safety.")]
    assert rest[0] == "child.independently_mobile"


def test_an_injury_is_asked_about_among_the_first() -> None:
    asked = [ask.fact for ask in answer({"child.age_months": 30}).ask_next]
    assert asked[:4] == [
        "safety.immediate_danger",
        "safety.abuse_continuing",
        "safety.injury",
        "safety.abuser_has_access",
    ]


# Signs that were seen


def test_a_strong_sign_asks_for_a_referral_to_be_discussed() -> None:
    found = seen("hoards-food")
    assert [sign.id for sign in found.suspect] == ["hoards-food"]
    assert found.consider == ()
    assert {LEAD, REFERRAL} <= set(steps("hoards-food"))
    assert REVIEW not in steps("hoards-food")
    assert found.implies == {SUSPECT: True}


def test_a_weaker_sign_asks_for_more_to_be_found_out_and_implies_nothing() -> None:
    found = seen("nightmares")
    assert (found.suspect, [sign.id for sign in found.consider]) == ((), ["nightmares"])
    assert {LEAD, REVIEW} <= set(steps("nightmares"))
    assert REFERRAL not in steps("nightmares")
    assert found.implies == {}


def test_any_number_of_weaker_signs_never_makes_a_strong_one() -> None:
    weaker = [sign.id for sign in knowledge().signs if sign.level == "consider"]
    found = seen(*weaker)
    assert len(found.consider) == len(weaker)
    assert SUSPECT not in found.implies
    assert [step.id for step in found.steps] == steps("nightmares")


def test_with_both_each_step_stands_once_and_those_of_suspect_come_first() -> None:
    both = steps("nightmares", "hoards-food", "nightmares")
    assert sorted(both) == sorted({*steps("nightmares"), *steps("hoards-food")})
    assert both.index(LEAD) < both.index(REFERRAL) < both.index(REVIEW)


def test_signs_come_in_the_order_of_the_file_whatever_order_they_are_given_in() -> None:
    assert seen("tooth-decay", "nightmares") == seen("nightmares", "tooth-decay")


def test_illness_that_may_be_made_up_has_a_pointer_and_no_level() -> None:
    found = seen("made-up-or-induced-illness")
    assert (found.suspect, found.consider) == ((), ())
    assert [sign.id for sign in found.elsewhere] == ["made-up-or-induced-illness"]
    assert GUIDELINE in steps("made-up-or-induced-illness")
    assert GUIDELINE not in steps("hoards-food", "nightmares")
    assert found.implies == {}


def test_no_sign_seen_implies_nothing() -> None:
    found = seen()
    assert found == SignsSeen()
    assert found.implies == {}


def test_what_a_strong_sign_implies_is_a_fact_that_says_what_to_do_first() -> None:
    assert SUSPECT in knowledge().facts.by_id
    assert [item.id for item in answer(seen("rejects").implies).act_first] == []
    assert [item.id for item in answer(seen("unsafe-home").implies).act_first] == [
        "suspect-feature"
    ]


def test_every_unknown_id_is_named_with_a_near_one() -> None:
    with pytest.raises(CaseError) as caught:
        seen("nightmare", "zzz", "rages")
    first, second = caught.value.problems
    assert (first.field, second.field) == ("nightmare", "zzz")
    assert "did you mean nightmares?" in first.problem
    assert "data/signs.yaml" in second.problem


def test_more_signs_than_there_are_is_one_problem() -> None:
    with pytest.raises(CaseError) as caught:
        signs_seen(map(str, range(100_000)), knowledge())
    (problem,) = caught.value.problems
    assert "more than there are" in problem.problem


def test_nothing_in_what_was_seen_counts_or_scores() -> None:
    names = {name for name in dir(seen("rages")) if not name.startswith("_")}
    assert names == {"suspect", "consider", "elsewhere", "steps", "implies"}


def test_a_sign_that_is_itself_asked_about_answers_it() -> None:
    assert signs_seen(["harms-self"], knowledge()).implies == {"child.self_harm": True}
    assert signs_seen(["suicidal"], knowledge()).implies == {"child.self_harm": True}
    assert signs_seen(["ran-away"], knowledge()).implies == {"child.missing": True}
