"""Feeds as the directory team explains them: a term or a name once, for all entries."""

import pytest
from flask import Flask

from directory.model.roles import AccountRole
from directory.model.service_entry import ServiceEntry
from directory.storage.entry_repository import stored_entries
from tests.application.feeds.served import add, pull, record
from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.manage.entry_pages import Taken
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.signed_in import sign_in

pytestmark = pytest.mark.database
FEED, FORM = "/manage/feeds/other", "main form[novalidate]"
TAG = {"attributes": [{"taxonomy_term": {"name": "Family Help"}}]}
WARD = {"service_areas": [{"service_area": "Outer West"}]}


def entries(directory: Directory) -> dict[str, ServiceEntry]:
    with directory.session() as session:
        return stored_entries(session, "other")


def kinds(directory: Directory) -> list[object]:
    return [entry.values["kind"] for entry in entries(directory).values()]


def lines(page: Page) -> list[str]:
    return [words(line) for line in page.all("main .govuk-list li")]


def test_each_feed_says_what_its_entries_lack(taken: Taken) -> None:
    editor = taken(record("a", **TAG), record("b", **TAG, service_areas=[{"name": "Gateshead"}]))

    page = editor.get("/manage/feeds")

    said = [words(cell) for cell in page.all("tbody td")]
    assert said[:4] == [
        "2 in all, other",
        "2 without kind, other",
        "1 without area, other",
        "2 without ages, other",
    ]
    assert editor.get("/manage/").all("a[href='/manage/feeds']")


def test_terms_and_names_are_listed_the_commonest_first(taken: Taken) -> None:
    other = {"attributes": [{"taxonomy_term": {"name": "Zebra club"}}]}
    editor = taken(record("a", **TAG, **WARD), record("b", **TAG), record("c", **other))

    assert lines(editor.get(FEED)) == [
        "Family Help : 2 entries", "Zebra club : 1 entry", "Outer West : 1 entry",
    ]  # fmt: skip


def test_a_term_is_explained_after_it_was_shown_what_would_change(
    taken: Taken, directory: Directory
) -> None:
    editor = taken(record("a", **TAG), record("b", **TAG), record("c"))
    page = editor.get(f"{FEED}/meaning?what=term&key=Family+Help")
    assert page.heading == "What does “Family Help” mean?"

    page = editor.submit(page, {"kind": "practical_help", "do": "show"}, FORM)
    assert "2 entries would change" in page.text
    assert lines(page) == [
        "Service a: Kind of help: Practical help", "Service b: Kind of help: Practical help",
    ]  # fmt: skip
    assert kinds(directory) == ["other", "other", "parenting"]

    page = editor.submit(page, {"do": "say"}, FORM)
    assert "2 entries changed." in page.text
    assert "The term “family help” Practical help" in page.text
    assert kinds(directory) == ["practical_help", "practical_help", "parenting"]


def test_the_name_of_an_area_is_explained_by_the_name_of_a_council(
    taken: Taken, directory: Directory
) -> None:
    editor = taken(record("a", **WARD))
    page = editor.get(f"{FEED}/meaning?what=area&key=Outer+West")

    editor.submit(page, {"area": "Newcastle upon Tyne", "do": "say"}, FORM)

    assert entries(directory)["other~a"].values["areas_served"] == ("E08000021",)


def test_what_was_said_is_taken_back(taken: Taken, directory: Directory) -> None:
    editor = taken(record("a", **TAG))
    page = editor.get(f"{FEED}/meaning?what=term&key=Family+Help")
    page = editor.submit(page, {"kind": "practical_help", "do": "say"}, FORM)

    page = editor.submit(page, {}, "form[action$='/forget']")

    assert kinds(directory) == ["other"]
    assert lines(page) == ["Family Help : 1 entry"]


def test_what_holds_of_the_whole_feed_is_said_once(taken: Taken, directory: Directory) -> None:
    editor = taken(record("a"), record("b", service_areas=[{"name": "Gateshead"}]))
    page = editor.get(f"{FEED}/meaning?what=whole")

    editor.submit(page, {"area": "Newcastle upon Tyne", "do": "say"}, FORM)

    served = {id: entry.values["areas_served"] for id, entry in entries(directory).items()}
    assert served == {"other~a": ("E08000021",), "other~b": ("E08000037",)}


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("what=term&key=Family+Help", {}, "Choose a kind of help, or a programme"),
        ("what=term&key=Family+Help", {"kind": "x"}, "Choose one of the list"),
        ("what=area&key=Outer+West", {"area": "Nowhere"}, "No area of England has this name"),
        ("what=area&key=Outer+West", {}, "Write the name of the area"),
        ("what=whole", {}, "Choose a kind of help, or write the name of an area"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question_and_changes_nothing(
    what: str, typed: dict[str, str], said: str, taken: Taken, directory: Directory
) -> None:
    editor = taken(record("a", **TAG, **WARD))
    page = editor.get(f"{FEED}/meaning?{what}")
    values = page.form_values(FORM) | typed | {"do": "say"}

    answer = editor.raw.post(f"{FEED}/meaning", data=values)

    assert answer.status_code == 422
    assert said in Page(answer).errors[0]
    assert kinds(directory) == ["other"]


@pytest.mark.parametrize("query", ["", "what=x&key=y", "what=term", "what=whole&key=x"])
def test_a_question_about_nothing_is_refused(query: str, taken: Taken) -> None:
    assert taken(record("a")).raw.get(f"{FEED}/meaning?{query}").status_code == 400


def test_a_feed_that_was_never_taken_in_says_so(app: Flask, directory: Directory) -> None:
    add(directory)
    client = PageClient(app.test_client())
    sign_in(client.raw, AccountRole.EDITOR)

    assert "has not been taken in yet" in client.get(FEED).text
    assert client.raw.get("/manage/feeds/none").status_code == 404


def test_what_the_words_of_entries_name_is_taken_where_it_is_ticked(
    taken: Taken, directory: Directory
) -> None:
    editor = taken(
        record("a", **TAG, name="Stay and play for ages 2 to 4 years"),
        record("b", **TAG, name="Counselling"),
    )
    page = editor.get(f"{FEED}/suggestions")
    assert "Kind of help: Parenting" in page.text
    assert "“Counselling”" in page.text
    key = next(str(box["value"]) for box in page.all("[name=take]") if "other~b" in box["value"])

    page = editor.submit(page, {"take": [key, "other~a|none", "x"], "do": "take"}, "main form")

    assert "1 entries changed." not in page.text
    assert "1 entry changed." in page.text
    assert kinds(directory) == ["other", "therapeutic"]
    assert "other~b" not in editor.get(f"{FEED}/suggestions").response.text


def test_a_suggestion_that_is_not_right_is_made_no_more(taken: Taken, directory: Directory) -> None:
    plain = {"attributes": [], "description": "Counselling for families"}
    editor = taken(record("a", **plain), record("b", **plain))
    page = editor.get(f"{FEED}/suggestions")
    key = next(str(box["value"]) for box in page.all("[name=take]") if "other~a" in box["value"])

    page = editor.submit(page, {"take": [key, "x"], "do": "drop"}, "main form")

    left = [str(box["value"]) for box in page.all("[name=take]")]
    assert [each.partition("|")[0] for each in left] == ["other~b"]
    assert kinds(directory) == ["other", "other"]


def test_another_suggestion_for_the_same_entry_is_still_made(
    taken: Taken, directory: Directory
) -> None:
    plain = {"attributes": [], "description": "Counselling, for ages 5 to 11 years"}
    editor = taken(record("a", **plain))
    page = editor.get(f"{FEED}/suggestions")
    keys = [str(box["value"]) for box in page.all("[name=take]")]
    assert len(keys) == 2

    page = editor.submit(page, {"take": [keys[0]], "do": "drop"}, "main form")

    assert [str(box["value"]) for box in page.all("[name=take]")] == [keys[1]]


def test_an_address_in_doubt_is_said_to_be_of_a_group_and_comes_with_the_next_pull(
    taken: Taken, directory: Directory
) -> None:
    editor = taken(record("a", email="sunshine99@gmail.com"), record("b"))
    assert "E-mail addresses left out in doubt : 1" in words(editor.get(FEED).one("main"))
    page = editor.get(f"{FEED}/contacts")
    assert "su… of Service a" in page.text
    assert "sunshine99" not in page.response.text

    page = editor.submit(page, {"do": "group"}, "main form")
    pull(directory)

    assert "None waits." in page.text
    assert entries(directory)["other~a"].values["email"] == "sunshine99@gmail.com"


def test_an_address_of_a_person_stays_out_and_is_asked_about_no_more(
    taken: Taken, directory: Directory
) -> None:
    editor = taken(record("a", email="sunshine99@gmail.com"))
    page = editor.get(f"{FEED}/contacts")

    editor.submit(page, {"do": "person"}, "main form")
    pull(directory)

    assert "None waits." in editor.get(f"{FEED}/contacts").text
    assert entries(directory)["other~a"].values["email"] is None
    editor.post(f"{FEED}/contacts", {"code": "x", "do": "group"}, 400, form_at="/manage/new")
