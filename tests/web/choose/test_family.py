"""Several children and carers, and what would serve more than one."""

import pytest
import time_machine
from flask import Flask

from directory.web.family_session import Visit
from tests.family_session_builders import carry_visit
from tests.web.choose.conftest import NOW
from tests.web.choose.family import ATTACHMENT, held, option_at
from tests.web.choose.journey import answer, ask, key, known, see_options, titles
from tests.web.choose.people import POSTCODE, Values
from tests.web.page import Page, words
from tests.web.page_client import PageClient

FIRST: Values = {
    "age_text": "0y 9m",
    "stage": "after_abuse",
    "abuse": ["abuse.neglect"],
    "roles": ["mother"],
    "postcode": POSTCODE,
}


@pytest.fixture
def client(sample_app: Flask) -> PageClient:
    return PageClient(sample_app.test_client())


def add_child(client: PageClient, years: str, **values: str | list[str]) -> Page:
    page = client.submit(client.get("/choose/family"), form="form[action$='/family/child']")
    told: Values = {"age_text": f"{years}y 0m", "stage": "after_abuse"}
    told = {**told, "carers": ["1"], **values}
    return client.submit(page, {"abuse": ["abuse.neglect"], **told}, form="#questions")


@pytest.fixture(scope="module")
def three_held(sample_app: Flask) -> Visit:
    """Return the visit of a family of three with neglect by the mother, entered page by page."""
    client = PageClient(sample_app.test_client())
    with time_machine.travel(NOW):
        enter_three(client)
        return held(client)


def three(client: PageClient, visit: Visit) -> Page:
    """Return the page of the family of three."""
    carry_visit(client, visit)
    return client.get("/choose/family")


def enter_three(client: PageClient) -> Page:
    see_options(client, FIRST)
    for years in ("4", "14"):
        add_child(client, years)
    carer = client.get("/choose/carer/1/questions")
    harmed = {f"with-child-{n}-carer": ["carer.maltreating_parent"] for n in (1, 2, 3)}
    assert carer.form_values("#questions")["children"] == ["1", "2", "3"]
    return client.submit(carer, harmed, form="#questions")


def test_the_family_of_three_is_seen_child_by_child(client: PageClient, three_held: Visit) -> None:
    page = three(client, three_held)

    assert page.heading == "This family"
    names = [words(name) for name in page.all("#children ~ ul .waymark-people__name")]
    assert names == [
        "Options for child 1 (9 months)",
        "Options for child 2 (4 years)",
        "Options for child 3 (14 years)",
    ]
    first, last = client.get("/choose/child/1"), client.get("/choose/child/3")
    assert "Attachment-based work with the parent" in titles(first, "applies")[0]
    assert "MST-CAN" in titles(last, "applies")[0]


def test_across_children_it_says_what_serves_several_and_the_fewest_that_reach_all(
    client: PageClient, three_held: Visit
) -> None:
    page = three(client, three_held)

    text = words(page.one("section[aria-labelledby=together]"))
    assert "Attachment-based intervention Offer (NICE NG76 1.7.4) Children 1 and 2" in text
    assert "every child whom any programme reaches: 1" in text.replace(" :", ":")


def test_what_is_set_aside_for_a_child_serves_it_no_more(
    client: PageClient, three_held: Visit
) -> None:
    three(client, three_held)
    page = client.get(option_at(ATTACHMENT, child=2))
    client.submit(page, {"reason": "family-does-not-want"}, form="#judgement-form")

    text = words(client.get("/choose/family").one("section[aria-labelledby=together]"))

    assert "Attachment-based intervention Offer" not in text
    assert "Comprehensive parenting intervention" in text


def test_a_child_added_by_mistake_can_be_taken_out_at_once(client: PageClient) -> None:
    see_options(client, FIRST)
    page = client.submit(client.get("/choose/family"), form="form[action$='/family/child']")

    page = client.submit(page, form="form[action='/choose/child/2/remove']")

    assert "Options for child 2" not in page.text


def test_a_child_whom_nothing_reaches_is_named(client: PageClient) -> None:
    see_options(client, FIRST)
    page = client.submit(client.get("/choose/family"), form="form[action$='/family/child']")
    client.submit(page, form="#questions")

    text = words(client.get("/choose/family").one("section[aria-labelledby=together]"))

    assert "no programme that is delivered near here applies for children 1 and 2 yet" in text


def test_one_answer_about_a_carer_serves_every_child(client: PageClient, three_held: Visit) -> None:
    three(client, three_held)
    page = client.get("/choose/child/1")
    page = answer(
        client, ask(client, page, key("parent.anger_difficulty", None, 1)), {"answer": "yes"}
    )

    assert any("finds it" in each or "anger" in each for each in known(page))
    assert any("anger" in each for each in known(client.get("/choose/child/3")))


def test_an_answer_about_a_carer_with_one_child_is_not_said_of_another(client: PageClient) -> None:
    see_options(client, FIRST)
    add_child(client, "4")
    page = client.get("/choose/child/2")
    question = key("carer.maltreating_parent", 2, 1)
    page = answer(client, ask(client, page, question), {"answer": "yes"})

    assert any("abused or neglected the child would take part" in each for each in known(page))
    other = client.get("/choose/child/1")
    assert not any("would take part" in each for each in known(other))
    other = ask(client, other, key("carer.maltreating_parent", 1, 1))
    assert "Find out" in other.text


def test_a_carer_is_added_by_role_alone(client: PageClient) -> None:
    see_options(client, FIRST)
    page = client.submit(
        client.get("/choose/family"), {"role": "foster_carer"}, form="form[action$='/family/carer']"
    )

    assert page.heading == "Everything about the foster carer"
    client.submit(page, form="#questions")
    assert "with the foster carer" in client.get("/choose/child/1").text.lower()


def test_a_carer_of_one_child_is_nobody_to_another_until_ticked(client: PageClient) -> None:
    see_options(client, {**FIRST, "roles": ["mother", "foster_carer"]})
    add_child(client, "4", carers=["1"])

    page = client.get("/choose/child/2")

    assert "foster carer" not in words(page.one("section[aria-labelledby=applies]")).lower()
    assert client.get("/choose/child/2/questions").form_values("#questions")["carers"] == ["1"]


@pytest.mark.parametrize("role", ["mother", "foster_carer", "kinship_carer", "special_guardian"])
def test_none_of_the_others_takes_nothing_of_the_role_away(client: PageClient, role: str) -> None:
    page = see_options(client, {**FIRST, "roles": [role]})
    before = titles(page, "applies")
    answers: Values = {"with-child-1-carer": ["none"], "parent": ["none"]}

    client.submit(client.get("/choose/carer/1/questions"), answers, form="#questions")

    assert set(before) <= set(titles(client.get("/choose/child/1"), "applies"))


def test_naming_a_carer_drops_what_was_said_of_a_carer(client: PageClient) -> None:
    page = see_options(client, {**FIRST, "roles": []})
    page = answer(client, ask(client, page, key("carer.foster")), {"answer": "yes"})
    assert "A foster carer would take part" in known(page)
    form = "form[action$='/family/carer']"
    client.submit(client.get("/choose/family"), {"role": "father"}, form=form)

    page = client.get("/choose/child/1")

    assert "A foster carer would take part" not in known(page)
    assert not any("foster carer" in title for title in titles(page, "applies"))


def test_two_of_one_role_are_told_apart(client: PageClient) -> None:
    see_options(client, FIRST)
    for _ in range(2):
        client.submit(
            client.get("/choose/family"), {"role": "father"}, form="form[action$='/family/carer']"
        )

    text = client.get("/choose/family").text
    assert "Everything about the father 1" in text
    assert "Everything about the father 2" in text


def test_a_role_that_is_none_adds_nobody(client: PageClient) -> None:
    see_options(client, FIRST)
    page = client.submit(
        client.get("/choose/family"), {"role": "aunt"}, form="form[action$='/family/carer']"
    )

    assert page.heading == "This family"
    assert len(page.all("#carers ~ ul li")) == 1


def test_taking_a_child_out_moves_the_others_up_with_all_that_is_known(
    client: PageClient, three_held: Visit
) -> None:
    page = three(client, three_held)

    page = client.submit(page, form="form[action='/choose/child/1/remove']")

    assert "Options for child 1 (4 years)" in page.text
    assert "Options for child 2 (14 years)" in page.text
    assert any("would take part" in each for each in known(client.get("/choose/child/2")))


def test_the_last_child_stays(client: PageClient) -> None:
    page = see_options(client, FIRST)
    data = {**page.form_values("#answer-form")}

    client.raw.post("/choose/child/1/remove", data=data)

    assert "Options for child 1" in client.get("/choose/family").text


def test_taking_a_carer_out(client: PageClient, three_held: Visit) -> None:
    page = client.submit(three(client, three_held), form="form[action='/choose/carer/1/remove']")

    assert "Nobody is named yet" in page.text


def test_a_stage_may_differ_with_one_carer(client: PageClient) -> None:
    see_options(client, FIRST)
    carer = client.get("/choose/carer/1/questions")
    client.submit(carer, {"with-child-1-stage": "at_risk"}, form="#questions")

    page = client.get("/choose/child/1")

    assert "Parenting programme of at least 12 weeks" in titles(page, "applies")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"postcode": "NE6"}, "“NE6” is not a full postcode"),
        ({"proceedings_on": ["23", "11", "2026"]}, "must be today or in the past"),
        ({"proceedings_on": ["30", "2", "2026"]}, "must be a real date"),
    ],
)
def test_where_and_proceedings_are_checked(client: PageClient, values: Values, error: str) -> None:
    see_options(client, FIRST)
    page = client.submit(
        client.get("/choose/family"), values, form="form[action='/choose/family']", status=422
    )

    [line] = page.errors
    assert error in line


def test_where_and_proceedings_are_kept(client: PageClient) -> None:
    see_options(client, FIRST)
    form = "form[action='/choose/family']"
    values: Values = {
        "postcode": "SR1 1AA",
        "within_miles": "25",
        "proceedings_on": ["01", "10", "2026"],
    }
    client.submit(client.get("/choose/family"), values, form=form)

    kept = client.get("/choose/family").form_values(form)
    assert {name: kept[name] for name in values} == {
        "postcode": ["SR1 1AA"],
        "within_miles": ["25"],
        "proceedings_on": ["01", "10", "2026"],
    }


@pytest.mark.parametrize(
    "path", ["/choose/child/2", "/choose/child/0", "/choose/carer/2/questions"]
)
def test_a_page_of_nobody_is_not_found(client: PageClient, path: str) -> None:
    see_options(client, FIRST)

    assert client.raw.get(path).status_code == 404


def test_a_family_open_already_is_shown_instead_of_a_new_form(client: PageClient) -> None:
    see_options(client, FIRST)

    assert client.raw.get("/choose/").location == "/choose/family"
