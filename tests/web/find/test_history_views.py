"""The page of what changed: per authority and programme, in plain words, the newest first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from directory.model.change_events import NOT_NEWS
from directory.model.columns import OF_SERVICE
from directory.web.find.history.text import COLUMNS
from tests.directory_builders import (
    ALL_ENGLAND,
    DURHAM,
    GATESHEAD,
    HERTFORDSHIRE,
    NEWCASTLE,
    ST_ALBANS,
    Directory,
    entry,
    hidden,
    statements,
    venue,
)
from tests.web.find.changing import FILLED, happen, lines, names, options
from tests.web.page import words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
PAGE = "/find/changes"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


def test_an_empty_directory_says_that_nothing_is_known(client: PageClient) -> None:
    page = client.get(PAGE)

    assert page.heading == "What changed"
    assert "Nothing is known to have changed here in the last 12 months" in page.text


def test_what_happened_is_told_by_day_the_newest_first(
    client: PageClient, directory: Directory
) -> None:
    harbour = {"name": "Harbour", "organisation": "Kittiwake"}
    happen(
        directory,
        [entry("a", **harbour)],
        [entry("a", **harbour, cost="Free", weeks=10, sessions=10), entry("b", name="Haven")],
        [entry("a", **harbour, cost="Free", weeks=10, sessions=10, status="paused")],
    )

    page = client.get(PAGE)

    assert [words(day) for day in page.all("h2.govuk-heading-m")] == [
        "15 September 2026",
        "8 September 2026",
    ]
    assert lines(page) == [
        ("Paused", "Harbour", "Kittiwake", "It takes nobody at present."),
        (
            "No longer listed",
            "Haven",
            "Made up",
            "It is no longer in the list that it came from. Whether it closed is not known.",
        ),
        (
            "Changed",
            "Harbour",
            "Kittiwake",
            "How long it lasts: 10 weeks, not stated before; 10 sessions, not stated before. "
            "What changed: what a family pays.",
        ),
    ]
    assert page.all(".waymark-result a")[0]["href"] == "/find/service/a"


def test_days_that_come_are_told_though_nobody_wrote_them(
    client: PageClient, directory: Directory
) -> None:
    happen(
        directory,
        [
            entry("a", name="Ended", ends_on=date(2026, 10, 31)),
            entry("b", name="Ends", ends_on=date(2027, 1, 31)),
            entry("c", name="Began", starts_on=date(2026, 10, 5)),
            entry("d", name="Later", ends_on=date(2027, 6, 1), starts_on=date(2027, 1, 4)),
            entry("e", name="Long ago", ends_on=date(2025, 8, 31), starts_on=date(2018, 1, 8)),
        ],
    )

    said = [(label, name, sentence) for label, name, _, sentence in lines(client.get(PAGE))]

    assert said == [
        ("Closed", "Ended", "Its last day was 31 October 2026."),
        ("Ending", "Ends", "Its last day is 31 January 2027."),
        ("Opened", "Began", "Its first day was 5 October 2026."),
        ("Ending", "Ended", "Its last day is 31 October 2026."),
    ]


def test_an_authority_is_told_of_its_services_those_that_cover_it_and_those_in_it(
    client: PageClient, directory: Directory
) -> None:
    where = {
        "states it": {"areas_served": (NEWCASTLE,)},
        "all England": {"areas_served": (ALL_ENGLAND,)},
        "elsewhere": {"areas_served": (DURHAM,)},
        "its county": {"areas_served": (HERTFORDSHIRE,)},
        "its district": {"areas_served": (ST_ALBANS,)},
        "not stated": {},
    }
    entries = [entry(name, **stated) for name, stated in where.items()]
    entries.append(entry("in it", venue("NE1 4ST"), areas_served=(DURHAM,)))
    happen(directory, [], entries)

    def told_of(code: str) -> set[str]:
        return names(client.get(f"{PAGE}?authority={code}"))

    assert told_of(NEWCASTLE) == {"states it", "all England", "in it"}
    assert told_of(HERTFORDSHIRE) == {"all England", "its county", "its district"}
    assert told_of(ST_ALBANS) == {"all England", "its county", "its district"}
    assert told_of("not-stated") == {"not stated"}
    assert told_of(ALL_ENGLAND) == {"all England"}
    assert names(client.get(PAGE)) == {*where, "in it"}


def test_a_hidden_venue_is_in_no_authority_and_offers_none(
    client: PageClient, directory: Directory
) -> None:
    refuge = entry("refuge", hidden("NE8 1AA"))
    happen(directory, [], [refuge], [entry("refuge", hidden("NE8 4AA"))])

    page = client.get(f"{PAGE}?authority=not-stated")

    assert [sentence for *_, sentence in lines(page)] == ["It is new in the directory."]
    assert names(client.get(f"{PAGE}?authority={GATESHEAD}")) == set()
    assert "Gateshead" not in options(client.get(PAGE), "authority")


def test_an_area_is_known_by_either_code_of_it(client: PageClient, directory: Directory) -> None:
    before, now = "E08000019", "E08000039"
    happen(directory, [], [entry("a", areas_served=(before,)), entry("b", areas_served=(now,))])

    for code in (before, now):
        assert names(client.get(f"{PAGE}?authority={code}")) == {"a", "b"}
    assert options(client.get(PAGE), "authority")["Sheffield"] == now


def test_a_programme_is_told_of_and_a_class_takes_in_its_members(
    client: PageClient, directory: Directory
) -> None:
    happen(
        directory,
        [],
        [
            entry("abc", programme="abc"),
            entry("class", programme="attachment-based-intervention"),
            entry("other", programme="triple-p"),
            entry("general"),
        ],
    )

    page = client.get(f"{PAGE}?programme=attachment-based-intervention")

    assert names(page) == {"abc", "class"}
    assert names(client.get(f"{PAGE}?programme=abc")) == {"abc"}
    offered = options(page, "programme").values()
    assert {"", "abc", "attachment-based-intervention", "triple-p"} <= set(offered)
    assert "incredible-years" not in offered


def test_the_form_offers_areas_that_occur_and_keeps_what_is_chosen(
    client: PageClient, directory: Directory
) -> None:
    happen(directory, [entry("a", venue("NE8 1AA"), areas_served=(NEWCASTLE, HERTFORDSHIRE))])

    page = client.get(f"{PAGE}?authority={DURHAM}&programme=abc")

    assert options(page, "authority") == {
        "Every authority": "",
        "County Durham": DURHAM,
        "Gateshead": GATESHEAD,
        "Hertfordshire": HERTFORDSHIRE,
        "Newcastle upon Tyne": NEWCASTLE,
        "Where it works is not stated": "not-stated",
    }
    assert page.form_values() == {"authority": [DURHAM], "programme": ["abc"]}
    assert "County Durham, Attachment and Biobehavioral Catch-up" in page.text


@pytest.mark.parametrize("asked", ["authority=E06999999", "programme=x", "authority=%3Cb%3E"])
def test_what_is_not_known_is_told_in_words(asked: str, client: PageClient) -> None:
    page = client.get(f"{PAGE}?{asked}", status=404)

    assert len(page.errors) == 1
    assert "that is known here: choose one" in page.errors[0]
    assert not page.all("link[rel=alternate]")


def test_both_feeds_are_linked_and_follow_the_choice(client: PageClient) -> None:
    page = client.get(f"{PAGE}?authority={NEWCASTLE}&programme=abc")

    linked = [(link["type"], link["href"]) for link in page.all("link[rel=alternate]")]
    asked = f"?authority={NEWCASTLE}&programme=abc"
    assert linked == [
        ("application/atom+xml", f"/find/changes.atom{asked}"),
        ("application/feed+json", f"/find/changes.json{asked}"),
    ]
    assert {address for _, address in linked} <= {a["href"] for a in page.all("main a")}


def test_made_up_services_are_told_of_only_where_there_are_no_others(
    client: PageClient, directory: Directory
) -> None:
    made_up = entry("made up", starts_on=date(2026, 10, 5))
    directory.take(made_up, sample=True, now=FILLED)
    page = client.get(PAGE)
    assert names(page) == {"made up"}
    assert "These services are made up" in page.text

    directory.take(entry("real", starts_on=date(2026, 10, 6)), now=FILLED)
    page = client.get(PAGE)
    assert names(page) == {"real"}
    assert "made up," not in page.text


def test_every_column_of_a_change_has_plain_words() -> None:
    # That the status changed, and that somebody looked, is told otherwise or not at all.
    changing = {column.name for column in OF_SERVICE} - {"id", "status"} - NOT_NEWS

    assert COLUMNS.keys() == changing | {"venues", "vendor"}
    assert not any("_" in words for words, _ in COLUMNS.values())


def test_at_most_two_hundred_are_told_and_none_of_over_a_year_ago(
    client: PageClient, directory: Directory
) -> None:
    old = [entry("old"), entry("of then")]
    directory.take(old[0], now=datetime(2025, 10, 1, tzinfo=UTC))
    directory.take(*old, now=datetime(2025, 11, 1, tzinfo=UTC))
    assert names(client.get(PAGE)) == set()

    many = [entry(f"s{n}", position=n) for n in range(210)]
    directory.take(*old, *many, now=FILLED)

    found = lines(client.get(PAGE))
    assert len(found) == 200
    assert {label for label, *_ in found} == {"New"}


def test_the_page_asks_the_database_as_often_for_many_as_for_one(
    client: PageClient, directory: Directory
) -> None:
    engine = client.raw.application.extensions["engine"]
    happen(directory, [], [entry("s0")])
    with statements(engine) as few:
        client.get(PAGE)
    happen(directory, [], [entry(f"s{n}", venue("NE1 4ST")) for n in range(40)])

    with statements(engine) as many:
        client.get(PAGE)

    assert len(many) == len(few)


def test_what_is_told_is_kept_until_something_changes_or_a_day_begins(
    client: PageClient, directory: Directory
) -> None:
    engine = client.raw.application.extensions["engine"]
    happen(directory, [entry("a", ends_on=date(2026, 11, 22))])
    client.get(PAGE)
    with statements(engine) as again:
        assert "Closed" not in client.get(PAGE).text
    [asked] = [statement for statement in again if statement.startswith("SELECT")]
    assert "directory_version" in asked

    with time_machine.travel(datetime(2026, 11, 23, 0, 1, tzinfo=UTC)):
        assert "Closed" in client.get(PAGE).text
        happen(directory, [entry("b", name="Haven")])
        assert "Haven" in client.get(PAGE).text
