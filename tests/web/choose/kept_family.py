"""A family with something of everything, and the same as the API is asked about it."""

import json
from typing import Any

from directory.web.family_session import OptionNote, SessionCarer, SessionChild, Visit
from tests.family_session_builders import open_visit
from tests.web.page_client import PageClient

APPLIES = "ng76:1.7.4"
"""To the first child, with the mother, this applies."""
SET_ASIDE = "ng76:1.7.10"
SERVICE = "sample-abc-harbour"
SIGNS = ["nightmares", "sexual-behaviour-any-age"]


def family(**changed: Any) -> dict[str, Any]:
    """Return what a visit of the family holds."""
    return {
        "children": [
            SessionChild(
                facts={
                    "child.born_on": "2024-05-14",
                    "child.sex": "female",
                    "stage": "after_abuse",
                    "abuse.neglect": True,
                    "abuse.physical": False,
                },
                signs=SIGNS,
            ),
            SessionChild(facts={"child.age_months": 96, "stage": "at_risk"}),
        ],
        "carers": [
            SessionCarer(
                role="mother",
                for_children=[1, 2],
                with_child={1: {"carer.maltreating_parent": True}},
            ),
            SessionCarer(role="father", for_children=[1, 2], facts={"parent.low_income": True}),
        ],
        "family": {"safety.immediate_danger": True},
        "postcode": "NE6 1DP",
        "proceedings_on": "2026-10-01",
        "shortlist": [SERVICE],
        "thoughts": [
            OptionNote(child=1, recommendation=SET_ASIDE, reason="other", words="Tried in 2025"),
            OptionNote(child=1, recommendation=APPLIES, prefers=True),
        ],
        **changed,
    }


def open_family(client: PageClient, **changed: Any) -> Visit:
    """Let a client carry a visit with the family."""
    return open_visit(client, **family(**changed))


def as_question(visit: Visit) -> dict[str, Any]:
    """Return the question of the API that asks what a visit does."""
    return {
        "family": visit.family,
        "children": [child.facts for child in visit.children],
        "carers": [
            {
                "role": carer.role,
                "for_children": carer.for_children,
                "facts": carer.facts,
                "with_child": {str(n): facts for n, facts in carer.with_child.items()},
            }
            for carer in visit.carers
        ],
        "postcode": visit.postcode,
        "within_miles": visit.within_miles,
    }


def kept(client: PageClient) -> dict[str, Any]:
    """Return the file that the open visit can be kept in."""
    data: dict[str, Any] = json.loads(client.raw.get("/choose/record.json").data)
    return data
