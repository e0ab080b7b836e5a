"""Where a filter says exactly what was typed, it is offered; nothing is taken for it unasked."""

import pytest

from directory.web.find.filter_suggestions import filter_suggestions
from directory.web.find.query_params import SearchParams
from tests.directory_builders import Directory, entry
from tests.web.page_client import PageClient


def offered(words: str, **more: str) -> list[tuple[str, str]]:
    found = filter_suggestions(SearchParams(words=words, **more), ["Polish", "Urdu"])
    return [(each.filter, each.value) for each in found]


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("free counselling", [("cost", "free")]),
        ("step-free rooms", [("access", "step-free")]),
        ("step free", [("access", "step-free")]),
        ("anger free polish speaking worker", [("cost", "free"), ("language", "Polish")]),
        ("grandparents bringing up a 4-year-old", [("age", "4")]),
        ("aged 12", [("age", "12")]),
        ("3 yo", [("age", "3")]),
        ("a mum, 40 years old", []),
        ("Triple P over 2 years", []),
        ("freedom programme", []),
        ("polished", []),
    ],
)
def test_a_filter_is_offered_for_words_that_mean_it(
    words: str, filters: list[tuple[str, str]]
) -> None:
    assert offered(words) == filters


def test_what_is_asked_for_already_is_not_offered() -> None:
    assert offered("a 4 year old", years="4") == []
    chosen = SearchParams(words="free", chosen={"cost": ("free",)})
    assert list(filter_suggestions(chosen, [])) == []


def test_the_link_asks_by_the_filter_and_leaves_the_words_out(
    client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("a", name="Anger work", cost="Free", languages=("Polish",)),
        entry("b", name="Anger group", accessibility=("step-free",)),
    )

    page = client.get("/find/?q=anger+free")

    assert page.one("#result-1 h3 a") is not None
    link = page.one("a[href='/find/?q=anger&cost=free']")
    assert link.get_text() == "Use the filter instead: Cost: Says it is free"
    assert "Not stated: the cost" in client.get(str(link["href"])).one("#result-2").get_text()
