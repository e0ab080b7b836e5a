"""The page of questions."""

from datetime import date

import pytest

from tests.family_session_builders import open_visit
from tests.web.choose.family import begin, held
from tests.web.choose.journey import FORM, known, see_options
from tests.web.choose.people import Values
from tests.web.page import words
from tests.web.page_client import PageClient


@pytest.fixture
def client(bare_client: PageClient) -> PageClient:
    return bare_client


def test_the_page_says_first_that_it_is_not_for_reporting_a_concern(client: PageClient) -> None:
    page = client.get("/choose/")

    first = page.one("main").select("p")[0]
    assert words(first).startswith(
        "This does not report a concern. If a child is in danger now, call 999"
    )


def test_the_questions_come_in_the_order_of_a_conversation(client: PageClient) -> None:
    page = client.get("/choose/")

    order = [
        "Is a child in danger now?",
        "Age or date of birth",
        "Family’s postcode",
        "Sex",
        "Who would take part in support?",
        "Abuse or neglect of this child",
        "Recorded",
        "The child needs help with",
        "Danger, injury and other safety matters",
        "See what fits",
    ]
    places = [page.text.index(each) for each in order]
    assert places == sorted(places)


def test_of_a_carer_it_is_asked_at_once_whether_they_harmed_the_child_or_may(
    client: PageClient,
) -> None:
    page = see_options(
        client,
        {
            **{"age_text": "2y 6m", "stage": "after_abuse", "roles": ["mother", "father"]},
            **{"harmed-mother": "yes", "harmed-father": "no", "risk-father": "yes"},
            **{"needs-mother": ["parent.substance_misuse"], "needs-foster_carer": ["x"]},
        },
    )

    visit = held(client)
    assert [carer.role for carer in visit.carers] == ["mother", "father"]
    assert [carer.with_child for carer in visit.carers] == [
        {1: {"carer.maltreating_parent": True}},
        {1: {"carer.maltreating_parent": False, "harm.at_risk": True}},
    ]
    assert [carer.facts for carer in visit.carers] == [{"parent.substance_misuse": True}, {}]
    assert "The child is 2 years 6 months" in known(page)


def test_a_need_of_the_child_is_kept_and_a_box_left_empty_is_not_no(client: PageClient) -> None:
    see_options(client, {"child_needs": ["child.anxiety", "nonsense"], "danger": "no"})

    [child] = held(client).children
    assert child.facts.get("child.anxiety") is True
    assert "child.missing" not in child.facts
    assert "nonsense" not in child.facts
    assert held(client).family | child.facts == {
        "child.anxiety": True,
        "safety.immediate_danger": False,
    }


def test_a_start_page_left_open_does_not_replace_the_family(client: PageClient) -> None:
    left_open = client.get("/choose/")
    visit = begin(client)

    page = client.submit(left_open, {"postcode": "NE1 4ST"}, form=FORM)

    assert page.response.request.path == "/choose/family"
    assert "nothing was changed" in page.text
    assert held(client) == visit


def test_clearing_from_a_page_of_another_family_changes_nothing(client: PageClient) -> None:
    begin(client)
    left_open = client.get("/choose/family")
    visit = begin(client)

    page = client.submit(left_open, form="form[action='/choose/clear']")

    assert page.response.request.path == "/choose/family"
    assert "nothing was changed" in page.text
    assert held(client) == visit


def test_with_no_family_open_clearing_leads_to_the_start(client: PageClient) -> None:
    begin(client)
    left_open = client.get("/choose/family")
    client.raw.get("/choose/leave")

    page = client.submit(left_open, form="form[action='/choose/clear']")

    assert page.response.request.path == "/choose/"
    assert "Everything about the family was cleared" in page.text


def test_nothing_is_answered_beforehand(client: PageClient) -> None:
    page = client.get("/choose/")

    assert {box.get("value") for box in page.all("[checked]")} == {""}
    assert page.form_values(FORM)["within_miles"] == ["10"]


def test_a_long_hint_is_cut_after_its_first_sentence_and_kept_in_full(client: PageClient) -> None:
    see_options(client, {"roles": ["mother"]})
    page = client.get("/choose/carer/1/questions")

    hint = page.one("[value='parent.methadone_programme'] ~ .govuk-checkboxes__hint")
    assert words(hint) == "Regular prescribed methadone in place of heroin or another opioid."
    assert "such as buprenorphine, does not count here" in page.text


def test_the_postcode_is_said_to_be_kept_nowhere(client: PageClient) -> None:
    assert "Not kept, not sent on" in client.get("/choose/").text


def test_an_age_is_read_as_people_write_it(client: PageClient) -> None:
    assert known(see_options(client, {"age_text": "2y 6m"})) == ["The child is 2 years 6 months"]
    assert known(see_options(client, {"age_text": "14 5 2024"})) == [
        "The child is 2 years 6 months (born 14 May 2024)"
    ]
    assert known(see_options(client, {"age_text": " "})) == []


def test_years_alone_are_enough_where_the_months_decide_nothing(client: PageClient) -> None:
    see_options(client, {"age_text": "14"})

    [child] = held(client).children
    assert (child.facts["child.age_months"], child.years_only) == (168, True)


def test_an_impossible_age_is_explained_at_its_question(client: PageClient) -> None:
    page = see_options(client, {"age_text": "30 2 2024", "abuse": ["abuse.neglect"]}, status=422)

    [line] = page.errors
    assert "must be a real date" in line
    assert page.one(".govuk-error-summary a")["href"] == "#age_text"
    assert line in words(page.one(".govuk-error-message"))


def test_where_the_months_decide_they_are_asked_for(client: PageClient) -> None:
    page = see_options(client, {"age_text": "5"}, status=422)

    assert page.errors == ["Add the months, as in “5y 6m”: at this age they decide what fits"]


def test_everything_that_was_typed_is_kept_beside_an_error(client: PageClient) -> None:
    values: Values = {
        "age_text": "30 2 2024",
        "child-sex": "female",
        "abuse": ["abuse.neglect"],
        "roles": ["mother", "partner"],
        "harmed-mother": "yes",
        "needs-mother": ["parent.mental_health"],
        "child_needs": ["child.anxiety"],
        "danger": "no",
        "postcode": "NE6 1DP",
        "within_miles": "25",
    }

    page = see_options(client, values, status=422)

    kept = page.form_values(FORM)
    assert {name: kept[name] for name in values} == {
        name: value if isinstance(value, list) else [value] for name, value in values.items()
    }


@pytest.mark.parametrize(
    ("postcode", "error"),
    [
        ("NE6", "“NE6” is not a full postcode"),
        ("not a postcode", "“not a postcode” is not a full postcode"),
        ("EH1 1YZ", "is in Scotland"),
        ("ZZ1 1AA", "is not a postcode we know"),
        ("NE6 1DP; drop table", "is not a full postcode"),
    ],
)
def test_a_postcode_that_cannot_be_placed_is_explained(
    client: PageClient, postcode: str, error: str
) -> None:
    page = see_options(client, {"postcode": postcode}, status=422)

    [line] = page.errors
    assert error in line
    assert page.one(".govuk-error-summary a")["href"] == "#postcode"
    assert page.form_values(FORM)["postcode"] == [postcode]


def test_an_error_of_the_age_and_one_of_the_postcode_can_be_mended_in_turn(
    client: PageClient,
) -> None:
    page = see_options(client, {"age_text": "40", "postcode": "E"}, status=422)
    page = client.submit(page, {"age_text": "4y 0m"}, form=FORM, status=422)
    page = client.submit(page, {"postcode": "NE6 1DP"}, form=FORM)

    assert known(page) == ["The child is 4 years"]


def test_a_leap_day_is_a_date(client: PageClient) -> None:
    page = see_options(client, {"age_text": "29 2 2024"})

    assert f"born {date(2024, 2, 29).day} February 2024" in known(page)[0]


def test_what_was_put_on_the_sheet_before_stays_on_it(client: PageClient) -> None:
    open_visit(client, shortlist=["a"])

    client.post("/choose/", {"age_text": "2"})

    assert held(client).shortlist == ["a"]
