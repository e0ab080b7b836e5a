"""The formulas of the guidance beside NG76, transcribed by hand and not from data/rules."""

from __future__ import annotations

from collections.abc import Callable

from tests.matcher import formulas as base
from tests.matcher.formulas import (
    Case,
    after,
    age,
    any_abuse,
    any_carer,
    any_of,
    fact,
    maltreating,
    pen,
    preschool,
    risk,
    substances,
)


def parent(case: Case) -> bool:
    return bool(case["carer.maltreating_parent"] or case["carer.non_abusing_parent"])


def in_place_of_parents(case: Case) -> bool:
    if case["carer.foster"] or case["carer.special_guardian"] or case["carer.adoptive"]:
        return True
    return bool(case["carer.kinship"] and case["child.looked_after"])


def attachment(case: Case) -> bool:
    return bool(case["child.attachment_difficulties"])


def edge(case: Case) -> bool:
    return parent(case) and bool(case["child.edge_of_care"]) and attachment(case)


def primary(case: Case) -> bool:
    months = int(case["child.age_months"])
    if 48 <= months < 66:
        return bool(case["child.at_school"])
    if 132 <= months < 144:
        return not case["child.transition_to_secondary"]
    return 66 <= months < 132


def school_age(case: Case) -> bool:
    months = int(case["child.age_months"])
    return months >= 66 or (months >= 48 and bool(case["child.at_school"]))


def conduct(case: Case) -> bool:
    return bool(
        case["child.conduct_disorder"]
        or case["child.antisocial_justice"]
        or case["child.conduct_high_risk"]
    )


def psychotherapy_of_ng26(case: Case) -> bool:
    kinds = pen(case) or case["abuse.domestic_abuse_exposure"] or case["abuse.sexual"]
    harmed = maltreating(case) and kinds
    return preschool(case) and attachment(case) and bool(risk(case) or harmed)


def looked_after(*ids: str) -> Callable[[Case], bool]:
    return lambda case: bool(case["child.looked_after"]) and all(case[id] for id in ids)


def conduct_3_to_11(case: Case) -> bool:
    return conduct(case) and age(case, 36, 144)


def going_home(case: Case) -> bool:
    return parent(case) and looked_after("child.reunification_planned")(case)


def kinship_or_guardian(case: Case) -> bool:
    return bool(case["carer.kinship"] or case["carer.special_guardian"])


FORMULAS: dict[str, Callable[[Case], bool]] = base.FORMULAS | {
    "ng26:1.3.2": attachment,
    "ng26:1.4.1": lambda c: edge(c) and preschool(c),
    "ng26:1.4.4": lambda c: edge(c) and preschool(c) and bool(c["carer.declines_video_feedback"]),
    "ng26:1.4.7": lambda c: edge(c) and preschool(c),
    "ng26:1.4.9": psychotherapy_of_ng26,
    "ng26:1.4.11": lambda c: edge(c) and school_age(c),
    "ng26:1.4.12": lambda c: (
        after(c) and school_age(c) and any_abuse(c) and bool(c["child.ptsd_symptoms"])
    ),
    "ng26:1.4.13": lambda c: risk(c) and school_age(c) and attachment(c),
    "ng26:1.5.1": lambda c: in_place_of_parents(c) and preschool(c) and attachment(c),
    "ng26:1.5.3": lambda c: (
        in_place_of_parents(c)
        and preschool(c)
        and attachment(c)
        and bool(c["carer.declines_video_feedback"])
    ),
    "ng26:1.5.4": lambda c: in_place_of_parents(c) and primary(c) and attachment(c),
    "ng26:1.5.8": lambda c: in_place_of_parents(c) and attachment(c) and age(c, 108, 156),
    "ng26:1.6.1": lambda c: bool(c["carer.residential"]) and attachment(c),
    "cg158:1.3.2": fact("child.problem_behaviour"),
    "cg158:1.5.1": lambda c: conduct_3_to_11(c) and (parent(c) or bool(c["carer.adoptive"])),
    "cg158:1.5.3": lambda c: (
        conduct_3_to_11(c)
        and (parent(c) or bool(c["carer.adoptive"]))
        and bool(c["carer.cannot_join_group"])
    ),
    "cg158:1.5.5": lambda c: (
        conduct_3_to_11(c) and any_carer(c) and bool(c["child.behaviour_severe_complex"])
    ),
    "cg158:1.5.7": lambda c: (
        conduct_3_to_11(c) and bool(c["carer.foster"] or c["carer.special_guardian"])
    ),
    "cg158:1.5.9": lambda c: (
        conduct_3_to_11(c)
        and bool(c["carer.foster"] or c["carer.special_guardian"])
        and bool(c["carer.cannot_join_group"])
    ),
    "cg158:1.5.11": lambda c: conduct(c) and age(c, 108, 180),
    "cg158:1.5.13": lambda c: bool(c["child.conduct_disorder"]) and age(c, 132, 216),
    "qs116:3": any_of("safety.current_domestic_abuse", "parent.past_domestic_abuse"),
    "qs116:4": fact("family.perpetrator_discloses"),
    "ng205:1.2.3": looked_after("child.siblings_in_care"),
    "ng205:1.2.18": looked_after(),
    "ng205:1.2.26": lambda c: looked_after("child.persistent_offending")(c) and age(c, 120, 216),
    "ng205:1.3.14": going_home,
    "ng205:1.3.17": lambda c: (
        looked_after()(c)
        and any_of(
            "carer.foster",
            "carer.kinship",
            "carer.residential",
            "carer.adoptive",
            "carer.special_guardian",
        )(c)
    ),
    "ng205:1.4.7": looked_after(),
    "ng205:1.5.12": looked_after(),
    "ng205:1.5.17": looked_after("child.camhs_waiting"),
    "ng205:1.5.21": looked_after("child.unaccompanied"),
    "ng205:1.5.22": looked_after(),
    "ng205:1.6.16": lambda c: looked_after()(c) and primary(c),
    "ng205:1.7.5": lambda c: going_home(c) and substances(c),
    "ng205:1.8.3": fact("child.leaving_care"),
    "ng11:1.7.1": lambda c: (
        bool(c["child.learning_disability"] and c["child.behaviour_that_challenges"])
        and any_carer(c)
        and age(c, 0, 144)
    ),
    "ng11:1.7.3": lambda c: (
        bool(c["child.learning_disability"] and c["child.behaviour_that_challenges"])
        and age(c, 36, 72)
    ),
    "ng54:1.9.8": lambda c: (
        bool(c["child.learning_disability"]) and any_carer(c) and age(c, 0, 216)
    ),
    "foundations:mst": lambda c: (
        bool(c["child.risk_of_care_or_custody"])
        and any_of("child.antisocial_justice", "child.serious_antisocial_behaviour")(c)
        and any_carer(c)
        and age(c, 132, 216)
    ),
    "foundations:kinship-navigator": kinship_or_guardian,
    "foundations:kinship-parenting": kinship_or_guardian,
    "foundations:kinship-cbt": lambda c: (
        kinship_or_guardian(c) and bool(c["child.problem_behaviour"])
    ),
    "foundations:mentoring-mental-health": any_of("child.looked_after", "carer.kinship"),
    "foundations:mentoring-offending": fact("child.antisocial_justice"),
    "foundations:mentoring-reunification": looked_after("child.reunification_planned"),
}
