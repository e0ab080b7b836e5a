"""Services for a child with whichever of several carers they would take."""

import pytest

from directory.web.family_session import SessionCarer
from tests.web.choose.family import HARMED, begin, option_at
from tests.web.page import words
from tests.web.page_client import PageClient


@pytest.mark.parametrize("first", ["mother", "father"])
def test_a_service_takes_the_child_as_well_as_with_any_carer_whatever_their_order(
    client: PageClient, first: str
) -> None:
    girl = {"child.age_months": 132, "child.sex": "female", "stage": "after_abuse"}
    parents = {
        "mother": SessionCarer(role="mother", for_children=[1], facts=HARMED),
        "father": SessionCarer(
            role="father", for_children=[1], facts={"carer.maltreating_parent": False}
        ),
    }
    second = next(role for role in parents if role != first)
    begin(
        client,
        {**girl, "abuse.sexual": True},
        carers=[parents[first], parents[second]],
        postcode="NE66 1AA",
        within_miles=50.0,
    )

    services = words(client.get(option_at("ng76:1.7.18")).one("section[aria-labelledby=services]"))

    assert "Harbour Light" in services
    assert "not known here" not in services.split("Harbour Light")[1][:200]
