"""A child is matched once in a request, however many parts of the page ask."""

import pytest

from directory.web.choose import view_support
from tests.web.choose.journey import ANSWER, see_options
from tests.web.choose.people import NEGLECTED
from tests.web.page_client import PageClient


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the children that are matched, each time."""
    numbers: list[int] = []
    real = view_support.match_child

    def counted(family: object, child: int, *rest: object) -> object:
        numbers.append(child)
        return real(family, child, *rest)

    monkeypatch.setattr(view_support, "match_child", counted)
    return numbers


def test_a_page_matches_its_child_once(client: PageClient, made: list[int]) -> None:
    see_options(client, {"abuse": ["abuse.neglect"], "postcode": "NE6 1DP"})
    made.clear()

    client.get("/choose/child/1")

    assert made == [1]


def test_an_answer_in_place_matches_its_child_once_though_what_is_asked_for_is_counted(
    client: PageClient, made: list[int]
) -> None:
    page = see_options(client, NEGLECTED.values)
    made.clear()

    data = {**page.form_values(ANSWER), "answer": "yes"}
    headers = {"X-Requested-With": "waymark"}
    assert client.raw.post("/choose/child/1/answer", data=data, headers=headers).status_code == 200

    assert made == [1]
