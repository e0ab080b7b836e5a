"""Ticks, single answers, “Don’t know” and “Change”."""

import pytest

from tests.choose.journey import (
    ANSWER,
    KNOWN,
    answer,
    ask,
    change_all,
    counts,
    known,
    see_options,
    ticked,
    titles,
)
from tests.choose.people import NEGLECTED
from tests.pages.page import words
from tests.pages.page_client import PageClient


@pytest.fixture
def client(bare_client: PageClient) -> PageClient:
    return bare_client


def test_a_box_left_empty_is_not_known(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["abuse.neglect"]})

    assert known(page) == {"Neglect": "The child has been neglected"}


def test_none_of_the_others_makes_the_rest_no(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["abuse.neglect", "none"]})

    assert known(page) == {
        "Neglect": "The child has been neglected",
        "Physical abuse": "The child has not been physically abused",
        "Emotional abuse": "The child has not been emotionally abused",
        "Sexual abuse": "The child has not been sexually abused",
        "Exposure to domestic abuse": "The child has not been exposed to domestic abuse",
    }
    assert "4 answered “no”" in page.text


def test_none_of_the_others_by_itself_makes_all_of_them_no(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["none"]})

    assert page.all(".waymark-known")
    assert "5 answered “no”" in page.text


def test_none_of_the_others_comes_back_ticked(client: PageClient) -> None:
    page = change_all(client, see_options(client, {"abuse": ["abuse.neglect", "none"]}))

    assert ticked(page, "abuse") == ["abuse.neglect", "none"]


def test_a_single_no_survives_changing_all_answers(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), "abuse.neglect")
    page = change_all(client, answer(client, page, {"answer": "no"}))

    assert ticked(page, "abuse") == ["no:abuse.neglect"]
    assert "Answered “no”: neglect" in page.text
    assert known(client.submit(page, form="#case")) == {
        "Neglect": "The child has not been neglected"
    }


def test_a_single_no_can_be_undone(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), "abuse.neglect")
    page = change_all(client, answer(client, page, {"answer": "no"}))

    assert known(client.submit(page, {"abuse": []}, form="#case")) == {}


def test_a_tick_is_stronger_than_an_earlier_no(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["no:abuse.neglect", "abuse.neglect"]})

    assert known(page) == {"Neglect": "The child has been neglected"}


def test_changing_all_answers_brings_everything_back(client: PageClient) -> None:
    values = {
        **NEGLECTED.values,
        "child-sex": "male",
        "child-at_school": "no",
        "within_miles": "25",
    }
    page = change_all(client, see_options(client, values))

    kept = page.form_values("#case")
    assert {name: kept[name] for name in values} == {
        name: value if isinstance(value, list) else [value] for name, value in values.items()
    }


@pytest.mark.parametrize(
    "values",
    [
        {"age_kind": "born", "born_on": ["14", "05", "2024"]},
        {"age_kind": "unborn", "due_on": ["01", "03", "2027"]},
    ],
)
def test_a_day_comes_back_in_the_way_it_was_given(
    client: PageClient, values: dict[str, str | list[str]]
) -> None:
    page = change_all(client, see_options(client, values))

    kept = page.form_values("#case")
    for name, value in values.items():
        assert kept[name] == (value if isinstance(value, list) else [value])


def test_the_best_question_is_asked_and_its_answer_taken(client: PageClient) -> None:
    page = see_options(client, {})
    assert page.form_values(ANSWER)["fact"] == ["stage"]

    page = answer(client, page, {"answer": "after_abuse"})

    assert known(page) == {
        "Whether abuse or neglect has happened": "Abuse or neglect of this child has happened"
    }
    assert page.form_values(ANSWER)["fact"] != ["stage"]


def test_the_age_can_be_answered_by_itself_in_any_way(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), "child.age_months")

    page = answer(client, page, {"age_kind": "born", "born_on": ["22", "11", "2021"]})

    assert known(page) == {"Age": "The child is 5 years (born 22 November 2021)"}


def test_a_date_of_birth_can_be_changed_and_taken_away(client: PageClient) -> None:
    page = see_options(client, {"born_on": ["22", "11", "2021"]})
    page = ask(client, page, "child.age_months")
    assert page.form_values(ANSWER)["born_on"] == ["22", "11", "2021"]

    page = answer(client, page, {"age_kind": "unknown"})

    assert known(page) == {}


def test_change_shows_the_answer_that_is_known(client: PageClient) -> None:
    page = ask(client, see_options(client, NEGLECTED.values), "abuse.neglect")

    assert words(page.one("#question-title")) == "Change an answer"
    assert page.form_values(ANSWER)["answer"] == ["yes"]


def test_dont_know_takes_an_answer_away(client: PageClient) -> None:
    page = ask(client, see_options(client, NEGLECTED.values), "abuse.neglect")

    assert "Neglect" not in known(answer(client, page, {"answer": ""}))


def test_a_question_answered_with_dont_know_gives_way_to_the_next(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {"answer": ""})

    assert page.form_values(ANSWER)["fact"] == ["child.age_months"]
    assert page.form_values(KNOWN)["passed"] == ["stage"]


def test_an_empty_answer_is_explained(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {}, status=422)

    assert page.errors == ["Choose an answer, or “Don’t know”"]
    assert page.one(".govuk-error-summary a")["href"] == "#answer"


def test_an_impossible_age_is_explained_beside_the_options(client: PageClient) -> None:
    page = ask(client, see_options(client, NEGLECTED.values), "child.age_months")

    page = answer(client, page, {"years": "31"}, status=422)

    assert page.errors == ["Years must be a whole number, 0 to 17"]
    assert counts(page) == NEGLECTED.counts


def test_what_is_missing_is_a_question_that_can_be_pressed(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)
    button = page.one("section[aria-labelledby=needs-an-answer]").select(
        "button[value='carer.foster']"
    )[0]

    assert words(button) == "Would the child’s foster carer take part?"
    assert button["form"] == "known"


def test_an_answer_moves_an_option_up(client: PageClient) -> None:
    title = "Attachment-based intervention at home for the foster carer of a child under 5"
    page = see_options(client, NEGLECTED.values)
    assert title in titles(page, "needs-an-answer")

    page = answer(client, ask(client, page, "carer.foster"), {"answer": "yes"})

    assert title in titles(page, "applies")


@pytest.mark.parametrize("path", ["/choose/options", "/choose/answer", "/choose/change"])
def test_a_page_asked_for_without_its_form_leads_to_the_questions(
    client: PageClient, path: str
) -> None:
    answered = client.raw.get(path)

    assert answered.status_code == 302
    assert answered.location == "/choose/"


@pytest.mark.parametrize(
    "tampered",
    [
        {"known": "abuse.nothing=yes"},
        {"known": "abuse.neglect=perhaps"},
        {"known": "child.age_months=--3"},
        {"known": "child.age_months=9999"},
        {"known": "child.age_months=" + "9" * 5000},
        {"known": "child.age_months=٣"},
        {"known": "child.born_on=yesterday"},
        {"known": ["child.age_months=30", "child.born_on=2020-01-01"]},
        {"known": "stage=whenever"},
        {"postcode": "nowhere"},
        {"within_miles": "nan"},
        {"within_miles": "far"},
        {"within_miles": "1e999"},
    ],
)
@pytest.mark.parametrize("path", ["/choose/answer", "/choose/change"])
def test_a_hidden_field_that_was_tampered_with_is_refused(
    client: PageClient, path: str, tampered: dict[str, str | list[str]]
) -> None:
    client.post(path, {"ask": "abuse.neglect", **tampered}, status=400, form_at="/choose/")


@pytest.mark.parametrize("values", [{}, {"fact": "abuse.nothing"}, {"ask": "abuse.nothing"}])
def test_an_answer_to_no_question_is_refused(client: PageClient, values: dict[str, str]) -> None:
    client.post("/choose/answer", values, status=400, form_at="/choose/")


def test_asking_for_the_date_of_birth_asks_for_the_age(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), "child.born_on")

    assert "How old is the child?" in words(page.one("#question"))


def test_an_answer_that_is_none_of_those_offered_is_explained(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {"answer": "whenever"}, status=422)

    assert page.errors == ["Choose an answer, or “Don’t know”"]
