"""The page of a family says of each child what that child's page says, and what is not here."""

from directory.web.family_session import Visit
from tests.web.choose.family import held
from tests.web.choose.journey import see_options
from tests.web.choose.test_family import client, three, three_held
from tests.web.page import words
from tests.web.page_client import PageClient

__all__ = ["client", "three_held"]


def test_what_no_service_near_would_take_a_child_for_is_said(
    client: PageClient, three_held: Visit
) -> None:
    page = three(client, three_held)

    besides = words(page.one("section[aria-labelledby=besides]"))
    assert (
        "(MST-CAN) for a parent or carer who harmed a child aged 10 to 17 fits child 3" in besides
    )
    assert "no service near would take them" in besides


def test_the_family_says_the_same_as_each_child_s_page(
    client: PageClient, three_held: Visit
) -> None:
    page = three(client, three_held)

    first = words(page.all(".waymark-people > li")[0])
    assert "Attachment-based work with the parent or carer who harmed a child under 5" in first
    assert "NICE: offer): Harbour ABC (sample), 0191 498 0101" in first


def test_a_brother_or_sister_begins_with_what_happened_to_the_first(client: PageClient) -> None:
    see_options(
        client,
        {
            **{"age_text": "2y 6m", "stage": "after_abuse", "abuse": ["abuse.neglect"]},
            **{"roles": ["mother"], "harmed-mother": "yes", "child_needs": ["child.anxiety"]},
        },
    )
    page = client.submit(
        client.get("/choose/family"), {"same": "1"}, form="form[action$='/family/child']"
    )

    visit = held(client)
    assert page.heading == "Everything about child 2"
    assert visit.children[1].facts == {"stage": "after_abuse", "abuse.neglect": True}
    assert visit.carers[0].for_children == [1, 2]
    assert visit.carers[0].with_child[2] == {"carer.maltreating_parent": True}


def test_a_service_is_put_on_the_sheet_from_its_card_and_the_page_stays(
    client: PageClient, three_held: Visit
) -> None:
    three(client, three_held)
    page = client.get("/choose/child/1")
    form = ".waymark-card:first-of-type form[action='/choose/shortlist']"
    sent = {**page.form_values(form), "add": "sample-abc-harbour"}

    led = client.raw.post("/choose/shortlist", data=sent)

    assert led.headers["Location"] == "/choose/child/1#applies"
    assert held(client).shortlist == ["sample-abc-harbour"]
