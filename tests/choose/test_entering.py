"""The page of questions."""

from datetime import date

import pytest

from directory import paths
from matcher import load
from tests.choose.family import begin, held
from tests.choose.journey import FORM, known, see_options
from tests.choose.people import Values
from tests.pages.page import words
from tests.pages.page_client import PageClient


@pytest.fixture
def client(bare_client: PageClient) -> PageClient:
    return bare_client


def test_the_page_says_first_that_it_is_not_for_reporting_a_concern(client: PageClient) -> None:
    page = client.get("/choose/")

    first = page.one("main").select("p")[0]
    assert words(first).startswith("Not for reporting a concern: if a child is in immediate danger")


def test_the_questions_come_in_the_order_of_a_conversation(client: PageClient) -> None:
    page = client.get("/choose/")

    assert [words(heading) for heading in page.all("#case h2")] == [
        "The child",
        "What has happened",
        "Kinds of abuse or neglect",
        "Who would take part",
        "Safety",
        "Where to look for services",
    ]


def test_every_fact_of_the_knowledge_is_asked_somewhere(client: PageClient) -> None:
    see_options(client, {"roles": ["mother"]})
    pages = [client.get(f"/choose/{whom}/questions") for whom in ("child/1", "carer/1", "family")]

    names = {
        str(field["value"] if field["type"] == "checkbox" else field["name"])
        for page in pages
        for field in page.all("[type=checkbox], [type=radio]")
    }
    plain = {name.removeprefix("with-child-1-") for name in names}
    facts = [f for f in load(paths.data()).facts.facts if f.type in ("boolean", "choice")]
    said = load(paths.data()).facts.role["mother"].sets  # what the role says is not asked again
    unasked = [f.id for f in facts if not {f.id, f.id.replace(".", "-")} & plain]
    assert set(unasked) == set(said)


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

    assert page.all("[checked]") == []
    assert page.form_values(FORM)["within_miles"] == ["10"]


def test_a_long_hint_is_cut_after_its_first_sentence_and_kept_in_full(client: PageClient) -> None:
    see_options(client, {"roles": ["mother"]})
    page = client.get("/choose/carer/1/questions")

    hint = page.one("[value='parent.methadone_programme'] ~ .govuk-checkboxes__hint")
    assert words(hint) == "Regular prescribed methadone in place of heroin or another opioid."
    assert "such as buprenorphine, does not count here" in page.text


def test_the_postcode_is_said_to_stay_on_this_server(client: PageClient) -> None:
    assert "It stays on this server" in client.get("/choose/").text


def test_one_way_of_giving_the_age_is_taken_though_none_was_chosen(client: PageClient) -> None:
    page = see_options(client, {"years": "2", "months": "6"})

    assert known(page) == ["The child is 2 years 6 months"]


def test_the_way_that_was_chosen_counts_whatever_else_was_typed(client: PageClient) -> None:
    values: Values = {
        "age_kind": "age",
        "years": "2",
        "months": "0",
        "born_on": ["30", "2", "2024"],
    }

    page = see_options(client, values)

    assert known(page) == ["The child is 2 years"]


def test_a_chosen_dont_know_leaves_the_age_open(client: PageClient) -> None:
    page = see_options(client, {"age_kind": "unknown", "years": "2"})

    assert known(page) == []


def test_a_date_of_birth_is_shown_with_the_age_that_follows(client: PageClient) -> None:
    page = see_options(client, {"age_kind": "born", "born_on": ["14", "5", "2024"]})

    assert known(page) == ["The child is 2 years 6 months (born 14 May 2024)"]


def test_months_alone_are_an_age(client: PageClient) -> None:
    page = see_options(client, {"age_kind": "age", "months": "0"})

    assert known(page) == ["The child is 0 months"]


BORN, DUE = "#born_on-day", "#due_on-day"
BAD_AGES: list[tuple[Values, str, str]] = [
    ({"age_kind": "born"}, BORN, "Enter the date of birth"),
    ({"age_kind": "born", "born_on": ["30", "2", "2024"]}, BORN, "must be a real date"),
    ({"age_kind": "born", "born_on": ["1", "13", "2024"]}, BORN, "must be a real date"),
    ({"age_kind": "born", "born_on": ["x", "1", "2024"]}, BORN, "must be a real date"),
    ({"age_kind": "born", "born_on": ["1", "1_0", "2024"]}, BORN, "must be a real date"),
    ({"age_kind": "born", "born_on": ["", "", "2024"]}, BORN, "must include a day and a month"),
    ({"age_kind": "born", "born_on": ["14", "5", "24"]}, BORN, "Year must have 4 numbers"),
    ({"age_kind": "born", "born_on": ["14"]}, BORN, "must include a month and a year"),
    ({"age_kind": "born", "born_on": ["23", "11", "2026"]}, BORN, "must be today or in the past"),
    ({"age_kind": "born", "born_on": ["22", "11", "2008"]}, BORN, "must be under 18"),
    ({"age_kind": "born", "born_on": ["1", "1", "0001"]}, BORN, "must be under 18"),
    ({"age_kind": "age"}, "#years", "Enter the age in years and months"),
    ({"age_kind": "age", "years": "18"}, "#years", "Years must be a whole number, 0 to 17"),
    ({"age_kind": "age", "years": "5"}, "#months", "Enter the months too, 0 to 11"),
    ({"age_kind": "age", "years": "-2"}, "#years", "Years must be a whole number"),
    ({"age_kind": "age", "years": "two"}, "#years", "Years must be a whole number"),
    ({"age_kind": "age", "years": "9" * 5000}, "#years", "Years must be a whole number"),
    ({"age_kind": "age", "months": "31"}, "#months", "Months must be a whole number, 0 to 11"),
    ({"age_kind": "unborn"}, DUE, "Enter the due date"),
    ({"age_kind": "unborn", "due_on": ["22", "11", "2026"]}, DUE, "must be after today"),
    ({"age_kind": "unborn", "due_on": ["23", "8", "2027"]}, DUE, "within 9 months from today"),
    ({"years": "2", "born_on": ["14", "5", "2024"]}, "#age_kind", "Choose one way"),
]


@pytest.mark.parametrize(("values", "href", "error"), BAD_AGES)
def test_an_impossible_age_is_explained_at_its_question(
    client: PageClient, values: Values, href: str, error: str
) -> None:
    page = see_options(client, {**values, "abuse": ["abuse.neglect"]}, status=422)

    [line] = page.errors
    assert error in line
    assert page.one(".govuk-error-summary a")["href"] == href
    assert line in words(page.one(".govuk-error-message"))


def test_everything_that_was_typed_is_kept_beside_an_error(client: PageClient) -> None:
    values: Values = {
        "age_kind": "born",
        "born_on": ["30", "2", "2024"],
        "child-sex": "female",
        "abuse": ["abuse.neglect", "none"],
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
    page = see_options(client, {"age_kind": "age", "years": "40", "postcode": "E"}, status=422)
    page = client.submit(page, {"years": "4", "months": "0"}, form=FORM, status=422)
    page = client.submit(page, {"postcode": "NE6 1DP"}, form=FORM)

    assert known(page) == ["The child is 4 years"]


def test_a_leap_day_is_a_date(client: PageClient) -> None:
    page = see_options(client, {"born_on": ["29", "2", "2024"]})

    assert f"born {date(2024, 2, 29).day} February 2024" in known(page)[0]
