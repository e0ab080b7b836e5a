"""The formulas of the sources, transcribed by hand and not from data/rules.

Each takes a complete case and says yes or no. They are written from the same text as the rules, so
that a slip of the pen in either shows as a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

Case: TypeAlias = Mapping[str, bool | int | str]

AGE_BOUNDS = (0, 12, 19, 24, 36, 48, 60, 66, 72, 84, 96, 108, 120, 132, 144, 156, 168, 180, 192)
"""Every age in months at which a formula, a caution or a near match turns."""


def age(case: Case, start: int, under: int) -> bool:
    return start <= int(case["child.age_months"]) < under


def risk(case: Case) -> bool:
    return bool(case["harm.at_risk"])


def after(case: Case) -> bool:
    return bool(case["harm.happened"])


def early(case: Case) -> bool:
    return bool(case["harm.at_risk"] or case["harm.suspected"])


def any_abuse(case: Case) -> bool:
    kinds = ("physical", "emotional", "neglect", "sexual", "domestic_abuse_exposure")
    return any(case[f"abuse.{kind}"] for kind in kinds)


def social_care_leads(case: Case) -> bool:
    return bool(
        case["family.social_care_leads"] or case["child.looked_after"] or case["carer.foster"]
    )


def any_of(*ids: str) -> Callable[[Case], bool]:
    return lambda case: any(case[id] for id in ids)


def early_help_assessment(case: Case) -> bool:
    needs = any_of(
        "harm.happened",
        "child.missing",
        "child.self_harm",
        "child.young_carer",
        "child.harmful_sexual_behaviour",
        "child.harm_outside_family",
        "safety.exploitation",
    )
    refer = any_of(
        "safety.immediate_danger", "safety.disclosure", "safety.injury", "safety.trafficking"
    )
    asked = early(case) or any_abuse(case) or needs(case)
    return asked and not social_care_leads(case) and not refer(case)


def problems_together(case: Case) -> bool:
    domestic_abuse = case["parent.past_domestic_abuse"] or case["safety.current_domestic_abuse"]
    problems = (
        substances(case),
        case["parent.mental_health"],
        domestic_abuse,
        case["parent.learning_disability"],
    )
    return sum(map(bool, problems)) >= 2


def pen(case: Case) -> bool:
    return bool(case["abuse.physical"] or case["abuse.emotional"] or case["abuse.neglect"])


def any_carer(case: Case) -> bool:
    kinds = (
        "maltreating_parent",
        "non_abusing_parent",
        "foster",
        "adoptive",
        "special_guardian",
        "kinship",
    )
    return any(case[f"carer.{kind}"] for kind in kinds)


def permanent_carer(case: Case) -> bool:
    if case["carer.adoptive"] or case["carer.special_guardian"]:
        return True
    return bool((case["carer.kinship"] or case["carer.foster"]) and case["carer.permanence"])


def preschool(case: Case) -> bool:
    months = int(case["child.age_months"])
    if months < 0 or months >= 66:
        return False
    return months < 48 or not case["child.at_school"]


def vulnerable(case: Case) -> bool:
    return bool(
        case["parent.low_income"]
        or case["parent.low_education"]
        or case["parent.under_18"]
        or case["parent.care_leaver"]
        or case["parent.other_vulnerability"]
    )


def substances(case: Case) -> bool:
    return bool(case["parent.substance_misuse"] or case["parent.methadone_programme"])


def earlier(case: Case) -> bool:
    return bool(case["parent.previous_disengagement"] or case["parent.previous_episode"])


def maltreating(case: Case) -> bool:
    return after(case) and bool(case["carer.maltreating_parent"])


def physical_or_neglect(case: Case) -> bool:
    return bool(case["abuse.physical"] or case["abuse.neglect"])


def foster(case: Case) -> bool:
    return after(case) and bool(case["carer.foster"]) and pen(case)


def mother(case: Case) -> bool:
    return risk(case) and bool(case["parent.is_mother"])


def child_parent_psychotherapy(case: Case) -> bool:
    harmed = maltreating(case) and pen(case)
    exposed = case["abuse.domestic_abuse_exposure"] and any_carer(case)
    return age(case, 0, 60) and bool(harmed or exposed)


def trauma_symptoms(case: Case) -> bool:
    return bool(
        case["child.anxiety"] or case["child.sexualised_behaviour"] or case["child.ptsd_symptoms"]
    )


def sexual(case: Case) -> bool:
    return after(case) and bool(case["abuse.sexual"])


def fact(id: str) -> Callable[[Case], bool]:
    return lambda case: bool(case[id])


FORMULAS: dict[str, Callable[[Case], bool]] = {
    "ng76:1.5.4": early,
    "ng76:1.5.5": early,
    "ng76:1.5.7": risk,
    "ng76:1.5.8": risk,
    "ng76:1.5.9": lambda c: mother(c) and bool(c["parent.anger_difficulty"]) and age(c, 0, 96),
    "ng76:1.5.10": lambda c: mother(c) and vulnerable(c) and preschool(c),
    "ng76:1.5.11": lambda c: mother(c) and bool(c["parent.methadone_programme"]),
    "ng76:1.5.12": lambda c: risk(c) and substances(c),
    "ng76:1.5.13": risk,
    "ng76:1.6.2": lambda c: after(c) or (risk(c) and social_care_leads(c)),
    "ng76:1.7.4": lambda c: maltreating(c) and physical_or_neglect(c) and age(c, 0, 60),
    "ng76:1.7.6": child_parent_psychotherapy,
    "ng76:1.7.8": lambda c: foster(c) and age(c, 0, 60),
    "ng76:1.7.9": lambda c: after(c) and permanent_carer(c) and pen(c) and age(c, 0, 60),
    "ng76:1.7.10": lambda c: maltreating(c) and pen(c) and age(c, 0, 144),
    "ng76:1.7.11": lambda c: maltreating(c) and physical_or_neglect(c) and age(c, 0, 144),
    "ng76:1.7.12": lambda c: foster(c) and age(c, 60, 156) and bool(c["child.problem_behaviour"]),
    "ng76:1.7.13": lambda c: foster(c) and age(c, 60, 156) and not c["child.problem_behaviour"],
    "ng76:1.7.14": lambda c: maltreating(c) and pen(c) and age(c, 120, 216),
    "ng76:1.7.15": lambda c: foster(c) and age(c, 60, 216),
    "ng76:1.7.16": lambda c: after(c) and permanent_carer(c) and pen(c) and age(c, 60, 216),
    "ng76:1.7.17": lambda c: sexual(c) and trauma_symptoms(c) and age(c, 0, 216),
    "ng76:1.7.18": lambda c: sexual(c) and age(c, 96, 216),
    "ng76:1.7.19": lambda c: (
        sexual(c)
        and c["child.sex"] == "female"
        and bool(c["child.emotional_or_behavioural_disturbance"])
        and age(c, 72, 180)
    ),
    "scas:pup": substances,
    "scas:pup-mental-health": lambda c: substances(c) and bool(c["parent.mental_health"]),
    "scas:enhanced-triple-p": fact("parent.anger_difficulty"),
    "scas:post-shelter-advocacy": lambda c: bool(
        c["parent.is_mother"] and c["parent.past_domestic_abuse"]
    ),
    "cypnow:perpetrator-programme": fact("family.male_perpetrator"),
    "cypnow:victim-support": lambda c: bool(
        c["parent.past_domestic_abuse"]
        or (c["safety.current_domestic_abuse"] and not c["carer.used_domestic_abuse"])
    ),
    "cypnow:lived-experience": lambda c: (
        bool(c["abuse.neglect"])
        and int(c["child.age_months"]) >= 0
        and any_of("carer.maltreating_parent", "carer.non_abusing_parent", "carer.kinship")(c)
    ),
    "rip:early-help-assessment": early_help_assessment,
    "rip:return-interview": fact("child.missing"),
    "rip:young-carer": fact("child.young_carer"),
    "rip:contextual-safeguarding": any_of(
        "child.harm_outside_family",
        "safety.exploitation",
        "safety.radicalisation",
        "safety.trafficking",
    ),
    "rip:prevent": fact("safety.radicalisation"),
    "rip:self-harm": fact("child.self_harm"),
    "rip:online-harm": fact("child.online_harm"),
    "rip:mentoring": any_of("child.harm_outside_family", "child.missing", "safety.exploitation"),
    "rip:harmful-sexual-behaviour": fact("child.harmful_sexual_behaviour"),
    "scas:own-treatment-substances": substances,
    "scas:own-treatment-mental-health": fact("parent.mental_health"),
    "scas:think-family": problems_together,
    "c4eo:detailed-assessment": earlier,
    "c4eo:long-term-service": earlier,
}
