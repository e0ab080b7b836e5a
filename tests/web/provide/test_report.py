"""How good this directory is: told as it is now, verdict first, with nothing invented."""

from datetime import date, timedelta

import pytest
from flask import Flask

from directory.application.commands.feeds import add_feed
from directory.web.provide import own_feed_documents
from directory.web.provide.own_feed_documents import spread
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    NOW,
    TODAY,
    Directory,
    entry,
    hidden,
    statements,
    venue,
)
from tests.web.page import Page, words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
WHOLE = {
    "description": "Somebody to talk to", "url": "https://a.example.gov.uk", "email": "a@b.gov.uk",
    "age_from_months": 0, "areas_served": (NEWCASTLE,), "referral_routes": ("self",),
    "waiting_weeks": 0, "accepts_carers": ("carer.foster",), "assured_on": TODAY,
}  # fmt: skip


def figures(page: Page) -> dict[str, dict[str, str]]:
    """Return how many services each thing concerns, by table."""
    return {
        words(table.select("caption")[0]): {
            words(row.select("th")[0]).partition(" To mend")[0]: words(row.select("td")[0])
            for row in table.select("tbody tr")
        }
        for table in page.all("table")
    }


def worst(page: Page) -> dict[str, str | None]:
    """Return the names of the entries to mend with the address of each, in their order."""
    heading = next(each for each in page.all("h2") if words(each) == "To mend first")
    found = heading.find_next_siblings("h3")
    return {words(h3): str(h3.a["href"]) if h3.a else None for h3 in found}


def test_an_empty_directory_says_how_to_begin(page_client: PageClient) -> None:
    page = page_client.get("/provide/report")

    assert "There is nothing to judge." in page.text
    assert "waymark services import FILE" in page.text
    assert "waymark feed add ADDRESS" in page.text
    assert page.all("table") == []


def test_what_we_give_out_conforms_and_that_is_said_first(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", venue(HOME, name="Hall"), **WHOLE))

    page = page_client.get("/provide/report")

    [first] = page.all("main .govuk-body-l")
    assert words(first) == "Conforms at Level 1; Level 2 has no problem."
    assert "Checked on 22 November 2026 , by version 3.0 of Open Referral UK." in page.text
    assert "The knowledge here was checked against its sources on" in words(page.one("footer"))


def test_the_form_of_what_is_given_out_is_judged_and_not_taken_for_granted(
    page_client: PageClient, directory: Directory, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.take(entry("a", **WHOLE))
    real = own_feed_documents._ask
    monkeypatch.setattr(
        own_feed_documents, "_ask", lambda path, **asked: real(path, **asked) | {"id": "a"}
    )

    page = page_client.get("/provide/report")

    [first] = page.all("main .govuk-body-l")
    assert words(first).startswith("Does not conform at Level 1, which has 1 kind of problem; ")
    assert "Level 1: basic checks These fail the feed." in page.text


def test_shares_are_counted_over_every_service(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("whole", **WHOLE),
        entry("old", position=1, **WHOLE | {"assured_on": TODAY - timedelta(days=200)}),
        entry("older", position=2, **WHOLE | {"assured_on": TODAY - timedelta(days=400)}),
        entry("bare", position=3),
    )

    found = figures(page_client.get("/provide/report"))

    assert found["Usable"] == {"Usable by the rule of the Department for Education": "3 of 4"}
    assert found["When somebody last checked the entry"] == {
        "Checked within three months": "1 of 4",
        "Checked within twelve months, not within three": "1 of 4",
        "Checked longer ago": "1 of 4",
        "Date of a check not stated": "1 of 4",
    }
    needs = found["What a referral needs, and is not stated"]
    assert list(needs.values()) == ["1 of 4"] * 5


@pytest.mark.parametrize(
    ("need", "stated"),
    [
        pytest.param("The ages it takes", {"age_under_months": 60}, id="the upper age alone"),
        pytest.param("The area it serves", {"areas_served": (NEWCASTLE,)}, id="an area"),
        pytest.param("How to refer", {"referral_note": "Ring us"}, id="a note on referral"),
        pytest.param("How long the wait is", {"waiting_weeks": 0}, id="no wait is a fact"),
        pytest.param("Who it is for", {"excludes": ("child.disabled",)}, id="whom it excludes"),
        pytest.param("Who it is for", {"eligibility_note": "Anybody"}, id="a note"),
    ],
)
def test_a_need_is_stated_by_any_of_its_columns(
    need: str, stated: dict[str, object], page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", **stated))

    needs = figures(page_client.get("/provide/report"))["What a referral needs, and is not stated"]

    assert [name for name, count in needs.items() if count == "0 of 1"] == [need]


def test_a_check_dated_in_the_future_is_no_check(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a", **WHOLE | {"assured_on": date(2027, 1, 1)}))

    found = figures(page_client.get("/provide/report"))

    assert found["When somebody last checked the entry"]["Date of a check not stated"] == "1 of 1"


def test_only_our_own_services_of_today_are_counted(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("gone"), entry("made-up", position=1), sample=True)
    with directory.session() as session:
        add_feed(session, "other", "https://feed.example", actor="test", now=NOW)
    directory.take(entry("other~1"), feed="other")
    directory.take(entry("ours", **WHOLE))

    page = page_client.get("/provide/report")

    assert figures(page)["Usable"] == {
        "Usable by the rule of the Department for Education": "1 of 1"
    }


def test_the_worst_come_first_and_lead_to_their_entries(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("fine", **WHOLE),
        entry("near", position=1, name="Nearly", **WHOLE | {"waiting_weeks": None}),
        entry("bare", position=2, name="Bare"),
        entry("shut", position=3, status="closed"),
    )

    page = page_client.get("/provide/report")

    assert worst(page) == {"Bare": "/find/service/bare", "Nearly": "/find/service/near"}
    assert "Say how long the wait is, and when asked" in page.text
    assert page_client.get("/find/service/bare").heading == "Bare"


def test_neither_e_mail_nor_hidden_addresses_are_shown(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("a", hidden(HOME, name="Rose House", address="1 Rose Street"),
              name="Ask jo.bloggs@gmail.com", email="jo.bloggs@gmail.com")
    )  # fmt: skip

    page = page_client.get("/provide/report")

    assert list(worst(page)) == ["Ask (e-mail address)"]
    assert not any(word in page.text for word in ("bloggs", "Rose", HOME))


def test_the_form_is_judged_in_a_part_of_a_large_directory_and_that_is_said(
    page_client: PageClient, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_feed_documents, "MOST_SERVICES", 4)
    monkeypatch.setattr(own_feed_documents, "PER_PAGE", 2)
    directory.take(*(entry(f"s{n:02}", position=n) for n in range(12)))

    page = page_client.get("/provide/report")

    assert "The form and the traps were looked for in 4 of 12 services" in page.text
    assert "Conforms at Level 1; Level 2 has no problem." in page.text
    assert figures(page)["Usable"] == {
        "Usable by the rule of the Department for Education": "0 of 12"
    }


def test_the_report_is_worked_out_once_until_the_directory_changes(
    page_client: PageClient, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.take(entry("a", **WHOLE))
    made: list[int] = []
    real = own_feed_documents.own_documents
    monkeypatch.setattr(
        "directory.web.provide.own_report.own_documents", lambda: made.append(1) or real()
    )

    page_client.get("/provide/report")
    page_client.get("/provide/report")
    assert len(made) == 1

    directory.take(entry("a"))
    page_client.get("/provide/report")
    assert len(made) == 2


def test_the_page_asks_no_more_of_the_database_for_more_services(
    page_client: PageClient, directory: Directory, app: Flask
) -> None:
    counts = []
    for count in (1, 40):
        directory.take(*(entry(f"s{n}", position=n) for n in range(count)))
        page_client.get("/provide/report")
        with statements(app.extensions["engine"]) as sent:
            page_client.get("/provide/report")
        counts.append(len([each for each in sent if "PRAGMA" not in each]))

    assert counts[0] == counts[1] < 8


def test_a_report_may_not_be_kept_though_the_feed_within_it_may(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(entry("a"))

    reply = page_client.raw.get("/provide/report")

    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers


def test_a_made_up_directory_says_so(page_client: PageClient, directory: Directory) -> None:
    directory.take(entry("a"), sample=True)
    assert "These services are made up" in page_client.get("/provide/report").text

    directory.take(entry("b"))
    assert "made up" not in page_client.get("/provide/report").text


@pytest.mark.parametrize(
    ("count", "most", "places"), [(0, 3, []), (3, 3, [0, 1, 2]), (9, 3, [0, 3, 6]), (7, 1, [0])]
)
def test_places_are_spread_evenly(count: int, most: int, places: list[int]) -> None:
    assert list(spread(count, most)) == places


def test_the_footer_leads_to_the_check_and_to_the_report(page_client: PageClient) -> None:
    links = {str(each["href"]) for each in page_client.get("/").all("footer a")}

    assert {"/provide/", "/provide/report"} <= links
