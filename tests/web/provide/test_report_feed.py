"""The report on a feed that was added: from what was staged, with what was repaired."""

from typing import Any

import httpx
import pytest
from flask import Flask

from directory.application.commands.feeds import note_outcome
from directory.application.feeds.errors import FeedError
from directory.storage import FeedProblem
from directory.web.provide import feed_report
from tests.application.feeds.served import Server, add, pull
from tests.directory_builders import NOW, Directory, statements
from tests.exchange.data_quality.feeds import record, uuid
from tests.web.page import Page, words
from tests.web.page_client import PageClient
from tests.web.provide.test_report import figures, worst

pytestmark = pytest.mark.database


def taken(page_client: PageClient, directory: Directory, server: Server, *records: Any) -> Page:
    """Return the report on a feed of these records."""
    server.records = list(records)
    add(directory)
    pull(directory)
    return page_client.get("/provide/report/other")


def test_a_feed_that_is_not_there_is_not_found(page_client: PageClient) -> None:
    page_client.get("/provide/report/none", 404)


def test_a_feed_that_was_not_pulled_says_what_to_do(
    page_client: PageClient, directory: Directory
) -> None:
    add(directory)

    page = page_client.get("/provide/report/other")

    assert page.heading == "How good the feed other is"
    assert "Not taken in yet" in page.text
    assert "waymark feed pull other" in page.text


def test_the_services_are_judged_and_what_is_not_kept_is_not_guessed(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    page = taken(page_client, directory, server, record(1), record(2, assured_date=...))

    assert (
        "Whether it conforms at Level 1 cannot be told; Level 2 was not there to be looked at."
        in page.text
    )
    assert "Only the services are kept of what the feed answered." in page.text
    assert "No problem was found in what was looked at." in page.text
    checked = figures(page)["When somebody last checked the entry"]
    assert checked["Checked within three months"] == "1 of 2"
    assert checked["Date of a check not stated"] == "1 of 2"


def test_what_is_wrong_with_the_form_fails_the_feed(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    page = taken(page_client, directory, server, record(1, minimum_age="five"), record(2))

    assert "Does not conform at Level 1, which has 1 kind of problem;" in page.text
    assert "minimum_age" in page.text


def test_the_worst_lead_to_their_entries_here(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    page = taken(page_client, directory, server, record(1), record(2, email=...))

    assert worst(page) == {"Service 2": f"/find/service/other~{uuid(2)}"}
    page_client.get(f"/find/service/other~{uuid(2)}")


def test_what_was_repaired_is_counted_by_kind_and_told_by_record(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    page = taken(
        page_client, directory, server,
        record(1, minimum_age=-1), record(2, minimum_age=-1), record(3, name=""),
    )  # fmt: skip

    assert "3 records with something repaired, left out or set aside; 1 set aside" in page.text
    kinds = [words(each) for each in page.all("h3 + ul li strong")]
    assert "2" in kinds
    assert "is no age: not stated" in page.text
    assert [words(each) for each in page.all("h4")] == [uuid(1), uuid(2), uuid(3)]


def test_a_list_shows_every_feed_with_what_became_of_it(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    add(directory, id="another")
    add(directory)
    pull(directory)
    with directory.session() as session:
        note_outcome(session, "another", "not taken in: jo@example.org is down", NOW)

    rows = page_client.get("/provide/report").all(".govuk-summary-list__row")

    assert [words(row) for row in rows] == [
        "another Never taken in. Last tried on 22 November 2026: not taken in: (e-mail address) is "
        "down",
        "other Taken in on 22 November 2026: 3 added, 0 changed, 0 unchanged, 0 retired",
    ]
    assert [str(row.a["href"]) for row in rows if row.a] == [
        "/provide/report/another", "/provide/report/other"
    ]  # fmt: skip


def test_where_a_feed_is_kept_is_not_told(page_client: PageClient, directory: Directory) -> None:
    add(directory, source="/srv/secret/feed.json")
    with directory.session() as session:
        outcome = "not taken in: /srv/secret/feed.json: cannot be read"
        note_outcome(session, "other", outcome, NOW)

    for path in ("/provide/report", "/provide/report/other"):
        page = page_client.get(path)
        assert "not taken in: the source: cannot be read" in page.text
        assert "secret" not in page.text


def test_neither_addresses_of_persons_nor_of_places_are_shown(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    refuge = {"id": "x", "name": 7, "addresses": [{"id": "x", "address_1": "1 Rose Street"}]}
    page = taken(
        page_client, directory, server,
        record(1, name="Jo jo@gmail.com", assurer_email="jo@gmail.com", email="jo at gmail",
               service_at_locations=[{"id": "Rose", "location": refuge}]),
    )  # fmt: skip

    assert not any(word in page.text for word in ("jo@", "Rose Street"))
    with directory.session() as session:
        session.add(
            FeedProblem(feed_id="other", record="r", field="address.postal_code",
                        found="NE1 4ST", became="left out: jo@gmail.com")
        )  # fmt: skip
    page = page_client.get("/provide/report/other")
    assert "address.postal_code: left out: (e-mail address)" in page.text
    assert "NE1 4ST" not in page.text


def test_no_request_goes_out_from_a_page(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    taken(page_client, directory, server, record(1))
    server.asked.clear()

    page_client.get("/provide/report")
    page_client.get("/provide/report/other")

    assert server.asked == []


def test_a_feed_of_version_1_is_judged_by_it(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    server.version = "1.0"
    page = taken(page_client, directory, server, record(1, id="7"), record(2, id="8"))

    assert "by version 1.0 of Open Referral UK" in page.text
    assert "Version 3.0 is in force." in page.text


@pytest.mark.parametrize(
    ("fields", "version"), [({}, "3.0"), ({"eligibilitys": [{"id": "1"}]}, "1.0")]
)
def test_a_feed_that_names_no_version_is_judged_by_the_look_of_its_services(
    fields: dict[str, Any],
    version: str,
    page_client: PageClient,
    directory: Directory,
    server: Server,
) -> None:
    server.version = None
    page = taken(page_client, directory, server, record(1, **fields))

    assert f"It is judged by {version}, which its services look like." in page.text


def test_records_that_could_not_be_had_are_judged_by_their_line(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    def wrong(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(500) if request.url.path.endswith(uuid(2)) else None

    server.wrong = wrong
    page = taken(page_client, directory, server, record(1), record(2))

    needs = figures(page)["What a referral needs, and is not stated"]
    assert needs["How long the wait is"] == "0 of 1"
    assert figures(page)["Usable"]["Usable by the rule of the Department for Education"] == "1 of 2"


def test_a_large_feed_is_looked_at_in_part_and_that_is_said(
    page_client: PageClient, directory: Directory, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_report, "MOST_SERVICES", 2)

    page = taken(page_client, directory, server, *(record(n) for n in range(1, 6)))

    assert "Looked at: 2 services, spread evenly over the 5 that the feed gave." in page.text


def test_the_report_follows_the_next_pull(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    taken(page_client, directory, server, record(1), record(2))
    server.records.append(record(3))
    pull(directory)

    assert "3 services" in page_client.get("/provide/report/other").text


def test_a_pull_that_failed_leaves_the_report_and_says_so(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    taken(page_client, directory, server, record(1))
    server.records = []
    with pytest.raises(FeedError):
        pull(directory, now=NOW.replace(hour=17))

    page = page_client.get("/provide/report/other")

    assert "Last tried on 22 November 2026: not taken in: the feed gave no services" in page.text
    assert "1 service" in page.text


def test_the_page_asks_no_more_of_the_database_for_more_records(
    page_client: PageClient, directory: Directory, server: Server, app: Flask
) -> None:
    counts = []
    for count in (1, 30):
        server.records = [record(n, minimum_age=-1) for n in range(1, count + 1)]
        if count == 1:
            add(directory)
        pull(directory)
        with statements(app.extensions["engine"]) as sent:
            page_client.get("/provide/report/other")
        counts.append(len([each for each in sent if "PRAGMA" not in each]))

    assert counts[0] == counts[1]


def test_what_is_told_record_by_record_is_cut_and_says_so(
    page_client: PageClient, directory: Directory
) -> None:
    add(directory)
    with directory.session() as session:
        session.add_all(
            FeedProblem(feed_id="other", record=f"r{n:02}", field="phone", found="", became=became)
            for n in range(25)
            for became in (f"read as 0191 496 00{n:02}", "left out")
        )

    page = page_client.get("/provide/report/other")

    assert len(page.all("h4")) == 20
    assert "All of them: waymark feed problems other" in page.text
    kinds = [words(each) for each in page.one("h3 + ul").select("li")]
    assert kinds == ["25 phone: left out", "25 phone: read as …"]


def test_what_was_taken_out_at_the_door_does_not_count_against_the_feed(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    hall = {"id": uuid(7), "location_type": "physical", "mask_exact_address": True}
    page = taken(
        page_client, directory, server,
        record(1, email="jo@gmail.com", assured_by="Jo Bloggs",
               organization={"id": uuid(9), "name": "O", "description": "D",
                             "email": "a@gmail.com"},
               contacts=[{"id": uuid(8), "name": "Jo Bloggs", "email": "jo@gmail.com"}],
               service_at_locations=[{"id": uuid(6), "location": hall}]),
    )  # fmt: skip

    assert "cannot be told; Level 2 was not there" in page.text
    assert "No problem was found in what was looked at." in page.text
    assert figures(page)["Usable"]["Usable by the rule of the Department for Education"] == "1 of 1"
    assert "taken@out" not in page.text


def test_what_was_done_often_to_one_record_is_told_once(
    page_client: PageClient, directory: Directory, server: Server
) -> None:
    server.size = 6
    page = taken(page_client, directory, server, *[record(1)] * 6)

    told = [words(each) for each in page.one("h4 + ul").select("li")]
    [often] = [each for each in told if "more than once" in each]
    assert often.endswith("stands in the feed more than once: the first is taken (5 times)")
