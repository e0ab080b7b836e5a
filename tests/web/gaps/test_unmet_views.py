"""What is asked for and not found is counted without any case, and shown from five up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.application.commands.unmet_demand import count_ask
from directory.domain.coverage.unmet_demand import UnmetGroup, unmet
from directory.infrastructure.settings import Settings
from directory.storage import UnmetAsk
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    PROGRAMME,
    RECOMMENDATION,
    ROUGH,
    Directory,
    entry,
    statements,
    venue,
)
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.choose.journey import answer, key
from tests.web.choose.journey import ask as ask_about
from tests.web.page import Page, words
from tests.web.page_client import PageClient

pytestmark = pytest.mark.database
MONTH = "2026-11"
AFTER = date(2026, 12, 1)
CARER = "carer.maltreating_parent"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 18, tzinfo=UTC)):
        yield


def kept(directory: Directory) -> dict[tuple[str, str, str, bool], int]:
    with directory.session() as session:
        rows = session.scalars(select(UnmetAsk)).all()
        return {(r.recommendation, r.authority, r.month, r.found): r.asks for r in rows}


def ask(directory: Directory, times: int, found: bool, month: str = MONTH, **more: str) -> None:
    with directory.session() as session:
        for _ in range(times):
            count_ask(
                session,
                more.get("recommendation", RECOMMENDATION),
                more.get("authority", NEWCASTLE),
                month,
                found,
            )


def groups(directory: Directory) -> tuple[UnmetGroup, ...]:
    with directory.session() as session:
        return unmet(session, AFTER)


def test_asks_of_one_kind_are_one_row(directory: Directory) -> None:
    ask(directory, 3, found=False)
    ask(directory, 1, found=True)
    ask(directory, 1, found=False, month="2026-12")

    assert kept(directory) == {
        (RECOMMENDATION, NEWCASTLE, MONTH, False): 3,
        (RECOMMENDATION, NEWCASTLE, MONTH, True): 1,
        (RECOMMENDATION, NEWCASTLE, "2026-12", False): 1,
    }


@pytest.mark.parametrize(
    ("missed", "found", "shown"),
    [
        (4, 0, ()),
        (2, 2, ()),
        (5, 0, ((5, 5),)),
        (0, 5, ((5, 0),)),
        (3, 2, ((5, None),)),
        (9, 4, ((13, None),)),
        (4, 9, ((13, None),)),
        (5, 6, ((11, 5),)),
    ],
)
def test_a_group_is_shown_from_five_asks_and_a_part_of_it_too(
    missed: int, found: int, shown: tuple[tuple[int, int | None], ...], directory: Directory
) -> None:
    ask(directory, missed, found=False)
    ask(directory, found, found=True)

    assert tuple((each.asks, each.unmet) for each in groups(directory)) == shown


def test_the_last_month_comes_first_and_then_the_most_unmet(directory: Directory) -> None:
    ask(directory, 9, found=False, month="2026-10")
    ask(directory, 5, found=False)
    ask(directory, 6, found=False, recommendation="ng76:1.7.6")

    assert [(each.month, each.recommendation) for each in groups(directory)] == [
        (MONTH, "ng76:1.7.6"), (MONTH, RECOMMENDATION), ("2026-10", RECOMMENDATION)
    ]  # fmt: skip


def test_the_page_names_recommendation_council_and_month(
    page_client: PageClient, directory: Directory
) -> None:
    ask(directory, 7, found=False, month="2026-10")
    ask(directory, 3, found=False, authority="E08000037", month="2026-10")

    page = page_client.get("/gaps/unmet")

    [row] = page.all("tbody tr")
    assert words(page.one("caption")) == "October 2026"
    assert words(row).startswith("NICE NG76 1.7.4")
    assert [words(each) for each in row.select("td")] == ["Newcastle upon Tyne", "7", "7"]
    assert "Fewer than 5 asks are not shown." in page.text


def test_the_page_says_where_a_part_is_too_small_to_be_told(
    page_client: PageClient, directory: Directory
) -> None:
    ask(directory, 4, found=False, month="2026-10")
    ask(directory, 4, found=True, recommendation=RECOMMENDATION, month="2026-10")

    assert "not told: too few to tell apart" in page_client.get("/gaps/unmet").text


def test_a_recommendation_that_is_in_force_no_more_is_named_by_its_id(
    page_client: PageClient, directory: Directory
) -> None:
    ask(directory, 5, found=False, recommendation="old:1", month="2026-10")

    assert "old:1" in page_client.get("/gaps/unmet").text


def test_with_nothing_counted_the_page_says_so(
    page_client: PageClient, directory: Directory
) -> None:
    assert "was asked for 5 times" in page_client.get("/gaps/unmet").text


def begin(client: PageClient, postcode: str = HOME, **more: str | list[str]) -> Page:
    """Enter a child of 2 and a half who was neglected: 1.7.4 waits for who would take part."""
    values = {"age_text": "2y 6m", "stage": "both",
              "abuse": ["abuse.neglect"], "postcode": postcode, **more}  # fmt: skip
    return client.post("/choose/", values)


def test_entering_a_family_counts_what_applies_and_nothing_else(
    page_client: PageClient, directory: Directory
) -> None:
    begin(page_client)

    counted = kept(directory)

    assert counted
    assert {key[1:3] for key in counted} == {(NEWCASTLE, MONTH)}
    assert set(counted.values()) == {1}
    assert (RECOMMENDATION, NEWCASTLE, MONTH, False) not in counted, "it needs an answer yet"


def test_an_answer_counts_what_applies_by_now_and_not_before(
    page_client: PageClient, directory: Directory
) -> None:
    page = begin(page_client)
    before = kept(directory)

    page = ask_about(page_client, page, key(CARER))
    answer(page_client, page, {"answer": "yes"})

    more = kept(directory)
    assert more[RECOMMENDATION, NEWCASTLE, MONTH, False] == 1
    assert before.items() < more.items()


def test_looking_again_counts_nothing_more(page_client: PageClient, directory: Directory) -> None:
    begin(page_client)
    before = kept(directory)

    for _ in range(3):
        page_client.get("/choose/child/1")

    assert kept(directory) == before


def test_another_visit_counts_again(page_client: PageClient, directory: Directory) -> None:
    begin(page_client)
    page_client.raw.get("/choose/leave")
    begin(page_client)

    assert set(kept(directory).values()) == {2}


def test_whether_a_service_was_found_is_counted_apart(
    page_client: PageClient, directory: Directory
) -> None:
    directory.take(
        entry("a", venue("NE1 4SU"), kind="practical_help", age_from_months=0,
              age_under_months=216, delivery=("venue",))
    )  # fmt: skip
    begin(page_client)

    assert {key[3] for key in kept(directory)} == {True, False}


@pytest.mark.parametrize("postcode", ["", ROUGH])
def test_without_a_certain_authority_nothing_is_counted(
    postcode: str, page_client: PageClient, directory: Directory
) -> None:
    begin(page_client, postcode)

    assert kept(directory) == {}


def test_nothing_of_the_family_is_in_the_counts(
    page_client: PageClient, directory: Directory, app: Flask
) -> None:
    with statements(app.extensions["engine"]) as sent:
        begin(page_client)

    writes = [each for each in sent if not each.lstrip().upper().startswith(("SELECT", "PRAGMA"))]
    assert writes
    assert all("unmet_ask" in each for each in writes)
    assert set(UnmetAsk.__table__.columns.keys()) == {
        "recommendation", "authority", "month", "found", "asks"
    }  # fmt: skip


def test_a_page_does_not_fail_where_counting_does(
    page_client: PageClient, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from directory.web.choose import demand_counting

    def broken(*_: object) -> None:
        with directory.session() as session:
            session.connection().exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(demand_counting, "add_asks", broken)

    begin(page_client)

    assert page_client.get("/choose/child/1").heading


def test_somebody_who_looks_near_a_place_for_a_programme_is_counted_once(
    page_client: PageClient, directory: Directory
) -> None:
    for _ in range(2):
        page_client.post("/find/where", {"programme": PROGRAMME, "postcode": HOME, "miles": "10"},
                         form_at="/find/")  # fmt: skip

    counted = kept(directory)

    assert counted[RECOMMENDATION, NEWCASTLE, MONTH, False] == 1
    assert set(counted.values()) == {1}


@pytest.mark.parametrize(
    "asked", [{"postcode": HOME}, {"programme": PROGRAMME, "postcode": ROUGH},
              {"programme": PROGRAMME, "postcode": "EH1 1AA"}, {"programme": PROGRAMME}],
)  # fmt: skip
def test_a_search_without_a_programme_or_a_certain_place_is_not_counted(
    asked: dict[str, str], page_client: PageClient, directory: Directory
) -> None:
    page_client.post("/find/where", asked, form_at="/find/")

    assert kept(directory) == {}


class TestSwitchedOff:
    @pytest.fixture
    def settings(self, database_url: str, packed: Path, settings: Settings) -> Settings:
        return replace(settings, counts_asks=False)

    def test_nothing_is_counted_and_the_page_says_so(
        self, page_client: PageClient, directory: Directory
    ) -> None:
        begin(page_client)
        page_client.post("/find/where", {"programme": PROGRAMME, "postcode": HOME, "miles": "10"},
                         form_at="/find/")  # fmt: skip

        assert kept(directory) == {}
        assert "switched off" in page_client.get("/gaps/unmet").text
