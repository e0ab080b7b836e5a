"""Ticks, single answers, “Don’t know” and “Change”."""

import pytest

from directory.web.choose.questions.age_text import TOO_OLD
from tests.web.choose.journey import (
    ANSWER,
    answer,
    ask,
    asked,
    counts,
    every_option,
    key,
    known,
    meet,
    see_options,
    ticked,
    titles,
)
from tests.web.choose.people import NEGLECTED, NOTHING, Values
from tests.web.page import Page, words
from tests.web.page_client import PageClient

QUESTIONS = "/choose/child/1/questions"


@pytest.fixture
def client(bare_client: PageClient) -> PageClient:
    return bare_client


def save(client: PageClient, changes: Values | None = None, path: str = QUESTIONS) -> Page:
    return client.submit(client.get(path), changes, form="#questions")


def test_a_box_left_empty_is_not_known(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["abuse.neglect"]})

    assert known(page) == ["The child has been neglected"]


def test_none_of_the_others_makes_the_rest_no(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["abuse.neglect", "none"]})

    assert known(page) == [
        "The child has been neglected",
        "The child has not been physically abused",
        "The child has not been emotionally abused",
        "The child has not been sexually abused",
        "The child has not been exposed to domestic abuse",
    ]


def test_none_of_the_others_comes_back_ticked(client: PageClient) -> None:
    see_options(client, {"abuse": ["abuse.neglect", "none"]})

    assert ticked(client.get(QUESTIONS), "abuse") == ["abuse.neglect", "none"]


def test_a_single_no_survives_saving_all_answers(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), key("abuse.neglect"))
    answer(client, page, {"answer": "no"})

    page = client.get(QUESTIONS)
    assert ticked(page, "abuse") == ["no:abuse.neglect"]
    assert "Answered “no”: neglect" in page.text
    assert known(save(client)) == ["The child has not been neglected"]


def test_a_single_no_can_be_undone(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), key("abuse.neglect"))
    answer(client, page, {"answer": "no"})

    assert known(save(client, {"abuse": []})) == []


def test_a_tick_is_stronger_than_an_earlier_no(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["no:abuse.neglect", "abuse.neglect"]})

    assert known(page) == ["The child has been neglected"]


def test_every_answer_comes_back_on_the_page_of_all_questions(client: PageClient) -> None:
    values = {
        **NEGLECTED.values,
        "child-sex": "male",
    }
    see_options(client, values)
    save(client, {"child-at_school": "no", "child_needs": ["child.anxiety"]})

    kept = client.get(QUESTIONS).form_values("#questions")
    for name in ("age_text", "stage", "abuse", "child-sex"):
        value = values[name]
        assert kept[name] == (value if isinstance(value, list) else [value])
    assert kept["child-at_school"] == ["no"]
    assert kept["child_needs"] == ["child.anxiety"]


@pytest.mark.parametrize(
    "values",
    [
        {"age_text": "14 5 2024"},
        {"age_text": "due 1 3 2027"},
    ],
)
def test_a_day_comes_back_in_the_way_it_was_given(client: PageClient, values: Values) -> None:
    see_options(client, values)

    kept = client.get(QUESTIONS).form_values("#questions")
    for name, value in values.items():
        assert kept[name] == (value if isinstance(value, list) else [value])


def test_the_best_question_is_asked_and_its_answer_taken(client: PageClient) -> None:
    page = see_options(client, {})
    danger = key("safety.immediate_danger", None)
    assert asked(page) == danger

    page = answer(client, page, {"answer": "no"})

    assert known(page) == ["No child is in immediate danger"]
    assert asked(page) != danger


def test_a_question_says_whom_it_is_about_and_what_waits_for_it(client: PageClient) -> None:
    question = key("carer.maltreating_parent", 1, 1)
    page = ask(client, see_options(client, NEGLECTED.values), question)

    assert asked(page) == question
    box = words(page.one("#question"))
    assert "About child 1 and the mother" in box
    assert "Did the mother abuse or neglect this child?" in box
    assert "Attachment-based work with the parent or carer" in box


def test_the_age_can_be_answered_by_itself_in_any_way(client: PageClient) -> None:
    page = ask(client, see_options(client, {}), key("child.age_months"))

    page = answer(client, page, {"age_text": "22 11 2021"})

    assert known(page) == ["The child is 5 years (born 22 November 2021)"]


def test_a_date_of_birth_can_be_changed_and_taken_away(client: PageClient) -> None:
    page = see_options(client, {"age_text": "22 11 2021"})
    page = ask(client, page, key("child.born_on"))
    assert page.form_values(ANSWER)["age_text"] == ["22 11 2021"]

    page = answer(client, page, {"age_text": ""})

    assert known(page) == []


def test_change_shows_the_answer_that_is_known(client: PageClient) -> None:
    page = ask(client, see_options(client, NEGLECTED.values), key("abuse.neglect"))

    assert words(page.one("#question-title")).startswith("Change an answer")
    assert words(page.one(f"{ANSWER} button[aria-current=true]")) == "Yes"


def test_dont_know_takes_an_answer_away(client: PageClient) -> None:
    page = ask(client, see_options(client, NEGLECTED.values), key("abuse.neglect"))

    page = answer(client, page, {"answer": ""})

    assert "The child has been neglected" not in known(page)


def test_a_question_answered_with_dont_know_gives_way_to_the_next(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {"answer": ""})

    assert asked(page) == key("safety.abuse_continuing")


def test_a_question_passed_over_comes_back_last(client: PageClient) -> None:
    page = see_options(client, {**NEGLECTED.values, "child-sex": "male"})
    seen = []
    for _ in range(60):
        seen.append(asked(page))
        page = answer(client, page, {"answer": ""})
        if asked(page) == seen[0]:
            break
    assert len(seen) == len(set(seen)) > 15


def test_an_empty_answer_is_explained(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {}, status=422)

    assert page.errors == ["Choose an answer, or “Don’t know”"]
    assert page.one(".govuk-error-summary a")["href"] == "#answer"


def test_an_impossible_age_is_explained_beside_the_options(client: PageClient) -> None:
    page = ask(client, meet(client, NEGLECTED), key("child.age_months"))

    page = answer(client, page, {"age_text": "31"}, status=422)

    assert page.errors == [TOO_OLD]
    assert counts(page) == NEGLECTED.counts


def test_what_is_missing_is_a_question_that_can_be_pressed(client: PageClient) -> None:
    page = meet(client, NEGLECTED)
    button = page.one("#option-ng76-1-5-7").select("button")[0]

    assert "at risk of abusing or neglecting this child" in words(button)
    assert asked(ask(client, page, str(button["value"]))) == key("harm.at_risk", 1, 1)


def test_an_answer_moves_an_option_up(client: PageClient) -> None:
    title = "Young carer’s needs assessment"
    page = meet(client, NEGLECTED)
    # Nobody has raised it, so its title alone stands there.
    assert title in words(every_option(client).one(".waymark-unraised"))

    page = answer(client, ask(client, page, key("child.young_carer")), {"answer": "yes"})

    assert title in titles(page, "applies")


def test_an_answer_about_a_carer_nobody_named_is_kept_for_the_parent_or_carer(
    client: PageClient,
) -> None:
    page = meet(client, NOTHING)
    page = ask(client, page, key("parent.low_income", None))

    page = answer(client, page, {"answer": "yes"})

    assert "The parent or carer" in page.text
    assert known(page) == ["The parent has a low income"]


def test_the_part_that_changes_is_what_the_page_itself_would_show(client: PageClient) -> None:
    page = see_options(client, NEGLECTED.values)
    data = {**page.form_values(ANSWER), "answer": "yes"}
    headers = {"X-Requested-With": "waymark"}

    part = client.raw.post("/choose/child/1/answer", data=data, headers=headers)

    assert part.status_code == 200
    assert "<html" not in part.text
    whole = client.get("/choose/child/1")
    assert part.text.split() == whole.one("#answers").decode_contents().split() or (
        Page(part).soup.body.get_text().split() == whole.one("#answers").get_text().split()
    )


def test_an_answer_that_is_not_in_order_comes_back_as_a_part_too(client: PageClient) -> None:
    page = see_options(client, {})
    headers = {"X-Requested-With": "waymark"}

    part = client.raw.post("/choose/child/1/answer", data=page.form_values(ANSWER), headers=headers)

    assert part.status_code == 422
    assert "There is a problem" in part.text


@pytest.mark.parametrize("path", ["/choose/options", "/choose/answer", "/choose/change"])
def test_an_address_once_given_out_leads_to_the_start(client: PageClient, path: str) -> None:
    answered = client.raw.get(path)

    assert answered.status_code == 302
    assert answered.location == "/choose/"


BAD_KEYS = ["", "stage", "stage/1", "abuse.nothing/1/", "stage/one/", "stage/1/1/1", "stage/٣/"]


@pytest.mark.parametrize("bad", BAD_KEYS)
def test_an_answer_to_no_question_is_refused(client: PageClient, bad: str) -> None:
    page = see_options(client, {})
    data = {**page.form_values(ANSWER), "asked": bad, "answer": "yes"}

    assert client.raw.post("/choose/child/1/answer", data=data).status_code == 400
    assert client.raw.post("/choose/child/1/ask", data=data).status_code == 400


@pytest.mark.parametrize("bad", ["stage/2/", "stage/0/", "parent.low_income//2"])
def test_an_answer_about_nobody_of_the_family_is_not_found(client: PageClient, bad: str) -> None:
    page = see_options(client, {})
    data = {**page.form_values(ANSWER), "asked": bad, "answer": "yes"}

    assert client.raw.post("/choose/child/1/answer", data=data).status_code == 404


def test_an_answer_that_is_none_of_those_offered_is_explained(client: PageClient) -> None:
    page = answer(client, see_options(client, {}), {"answer": "whenever"}, status=422)

    assert page.errors == ["Choose an answer, or “Don’t know”"]


def test_a_tick_in_a_group_is_not_mixed_up_with_another_group(client: PageClient) -> None:
    page = see_options(client, {"abuse": ["carer.foster", "nonsense"]})

    assert known(page) == []
    assert ticked(client.get("/choose/child/1/questions"), "abuse") == []
