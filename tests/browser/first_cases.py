"""The eight kinds of case whose first screen must help, as a duty worker would enter them."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.web.choose.people import POSTCODE, Values, written, years_before

ACT_FIRST = "act-first"
"""The first screen says what to do before any programme."""
ASK_FIRST = "question-title"
"""The first screen asks, because nothing is known."""


@dataclass(frozen=True)
class FirstCase:
    """What is entered, and what the first screen must hold."""

    values: Values
    first: str
    """The id of what must stand first: a card, what to do first, or a question."""
    title: str
    """Words that a worker looks for in it."""
    siblings: tuple[Values, ...] = ()
    """What is entered of each brother or sister, on the page of every question."""


def first_cases(today: date) -> dict[str, FirstCase]:
    """Return them by name, their dates counted from `today`."""
    return {
        "neglected-toddler": _toddler(),
        "three-children": _three(),
        "foster-carer": _foster(),
        "abused-girl": _girl(today),
        "methadone": _methadone(),
        "nothing-known": FirstCase(values={}, first=ASK_FIRST, title="danger"),
        "missing-boy": _missing(),
        "care-leaver": _care_leaver(),
    }


def _toddler() -> FirstCase:
    values: Values = {
        "age_text": "2",
        "postcode": POSTCODE,
        "roles": ["mother"],
        "harmed-mother": "yes",
        "stage": "after_abuse",
        "abuse": ["abuse.neglect"],
    }
    return FirstCase(values=values, first="option-ng76-1-7-4", title="ABC")


def _three() -> FirstCase:
    values: Values = {
        "age_text": "9 months",
        "postcode": POSTCODE,
        "roles": ["mother"],
        "harmed-mother": "yes",
        "needs-mother": [
            "parent.substance_misuse",
            "parent.mental_health",
            "parent.past_domestic_abuse",
        ],
        "stage": "after_abuse",
        "abuse": ["abuse.neglect"],
    }
    siblings: tuple[Values, ...] = tuple(
        {
            "carers": ["1"],
            "age_text": age,
            "stage": "after_abuse",
            "abuse": ["abuse.neglect"],
        }
        for age in ("4", "14")
    )
    return FirstCase(values=values, first="option-ng76-1-7-4", title="ABC", siblings=siblings)


def _foster() -> FirstCase:
    values: Values = {
        "age_text": "6",
        "postcode": POSTCODE,
        "roles": ["foster_carer"],
        "stage": "after_abuse",
        "child_needs": ["child.problem_behaviour"],
    }
    return FirstCase(values=values, first="option-ng76-1-7-12", title="KEEP")


def _girl(today: date) -> FirstCase:
    values: Values = {
        "age_text": written(years_before(today, 8) + timedelta(days=30)),
        "postcode": POSTCODE,
        "child-sex": "female",
        "roles": ["mother"],
        "harmed-mother": "no",
        "stage": "after_abuse",
        "abuse": ["abuse.sexual"],
        "child_needs": ["child.anxiety"],
    }
    return FirstCase(values=values, first="option-ng76-1-7-17", title="TF-CBT")


def _methadone() -> FirstCase:
    values: Values = {
        "age_text": "unborn 20 weeks",
        "postcode": POSTCODE,
        "roles": ["mother"],
        "needs-mother": ["parent.methadone_programme"],
    }
    return FirstCase(values=values, first="option-ng76-1-5-11", title="Parents Under Pressure")


def _missing() -> FirstCase:
    values: Values = {
        "age_text": "14",
        "postcode": POSTCODE,
        "child-sex": "male",
        "child_needs": [
            "child.missing",
            "child.harm_outside_family",
            "child.school_exclusion",
            "child.substance_misuse",
        ],
        "safety": ["safety.exploitation"],
    }
    return FirstCase(values=values, first=ACT_FIRST, title="exploitation")


def _care_leaver() -> FirstCase:
    values: Values = {
        "age_text": "unborn 20 weeks",
        "postcode": POSTCODE,
        "roles": ["mother"],
        "needs-mother": ["parent.under_18", "parent.care_leaver"],
    }
    return FirstCase(values=values, first="option-ng76-1-5-7", title="Parenting programme")
