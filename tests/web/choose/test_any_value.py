"""A value that was never offered is refused, and the visit goes on."""

import pytest

from tests.web.choose.family import TEENAGER, TODDLER, begin, held
from tests.web.page_client import PageClient

LONG = "1" * 5000
PAGES = ("/choose/family", "/choose/child/1", "/choose/record", "/choose/carer/1/questions")


def sent(client: PageClient, path: str, values: dict[str, str], status: int) -> None:
    client.raw.application.config["WTF_CSRF_ENABLED"] = False
    answer = client.raw.post(path, data={"visit": held(client).id, **values})

    assert answer.status_code == status
    for page in PAGES:
        client.get(page)


@pytest.fixture(autouse=True)
def with_tokens_again(client: PageClient) -> object:
    yield
    client.raw.application.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("value", ["x", "NaN", LONG])
def test_an_answer_about_a_carer_and_a_child_must_be_one_that_is_offered(
    client: PageClient, value: str
) -> None:
    visit = begin(client, TODDLER, TEENAGER)

    sent(client, "/choose/carer/1/questions", {"with-child-1-stage": value}, 422)

    assert held(client).carers == visit.carers


def test_an_answer_about_a_child_must_be_one_that_is_offered(client: PageClient) -> None:
    visit = begin(client, TODDLER)

    sent(client, "/choose/child/1/questions", {"stage": "x", "age_text": "2y 6m"}, 422)

    assert held(client).children == visit.children


@pytest.mark.parametrize("asked", [f"stage/{LONG}/1", f"stage/1/{LONG}", "stage/²/1"])
@pytest.mark.parametrize("step", ["answer", "ask"])
def test_a_question_about_a_child_of_very_many_digits_breaks_nothing(
    client: PageClient, asked: str, step: str
) -> None:
    begin(client, TODDLER)
    client.raw.application.config["WTF_CSRF_ENABLED"] = False
    values = {"visit": held(client).id, "asked": asked, "answer": "both"}

    answer = client.raw.post(f"/choose/child/1/{step}", data=values)

    assert answer.status_code < 500
    client.get("/choose/family")
