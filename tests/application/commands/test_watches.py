"""Who watches is told of a pause, an end and a closure: at once or weekly, and never twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from directory.application.commands.accounts import add_account, close_account, delete_account
from directory.application.commands.watched_searches import (
    filters_of,
    finder_of,
    search_subject,
)
from directory.application.commands.watches import (
    MOST_WATCHES,
    TooManyWatchesError,
    add_watch,
    drop_watch,
    send_watches,
)
from directory.domain.search.synonyms import lexicon_in
from directory.infrastructure import paths
from directory.model.roles import AccountRole
from directory.storage import Account, OutgoingMail, Watch
from tests.directory_builders import GATESHEAD, NEWCASTLE, PROGRAMME, Directory, entry, knowledge

pytestmark = pytest.mark.database
START = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Watcher:
    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.take(0)
        with directory.session() as session:
            self.id = add_account(
                session, email="w@council.example", name="W", role=AccountRole.READER,
                organisations=(), actor="test", now=START,
            ).id  # fmt: skip

    def take(self, days: int, **values: Any) -> None:
        stated = {"programme": PROGRAMME, "areas_served": (NEWCASTLE,)}
        self.directory.take(
            entry("a", name="Harbour", **(stated | values)),
            entry("b", name="Haven", position=1),
            now=START + timedelta(days=days),
        )

    def watch(
        self, what: str = "service", subject: str = "a", often: str = "once", found: str = ""
    ) -> int:
        with self.directory.session() as session:
            account = session.get_one(Account, self.id)
            return add_watch(
                session, account, what, subject, often, found=found.split(), now=START
            ).id

    def send(self, days: int) -> int:
        with self.directory.session() as session:
            find = finder_of(session, knowledge(), lexicon_in(paths.data(), knowledge()))
            return send_watches(session, "https://w.example", START + timedelta(days=days), find)

    def told(self) -> list[str]:
        with self.directory.session() as session:
            bodies = session.scalars(select(OutgoingMail.body).order_by(OutgoingMail.id))
            return [body.split("\n\n")[0] for body in bodies]


@pytest.fixture
def watcher(directory: Directory) -> Watcher:
    return Watcher(directory)


def test_a_pause_and_a_closure_are_told_once_each(watcher: Watcher) -> None:
    watcher.watch()
    watcher.take(1, status="paused")
    assert [watcher.send(1), watcher.send(1), watcher.send(2)] == [1, 0, 0]
    watcher.take(3, status="closed")
    watcher.take(4, status="active")

    assert watcher.send(5) == 1
    assert watcher.told() == [
        "* Harbour is paused and takes nobody at present.",
        "* Harbour has closed.\n* Harbour has opened, or opened again.",
    ]


def test_what_was_there_before_is_not_told(watcher: Watcher) -> None:
    watcher.take(0, status="paused")
    watcher.watch()

    assert watcher.send(1) == 0


def test_an_end_is_told_180_90_and_30_days_before_and_when_it_is_over(watcher: Watcher) -> None:
    last = START.date() + timedelta(days=200)
    watcher.take(0, ends_on=last)
    watcher.watch()

    days = [day for day in range(260) for _ in range(2) if watcher.send(day)]

    assert days == [20, 110, 170, 201]
    assert watcher.told()[-1] == "* Harbour has ended: its last day was 18 December 2026."


def test_a_sender_that_stood_still_tells_each_end_once(watcher: Watcher) -> None:
    watcher.take(0, ends_on=START.date() + timedelta(days=200))
    watcher.watch()

    assert [watcher.send(day) for day in (175, 176, 190)] == [1, 0, 0]


def test_weekly_is_one_letter_for_the_week(watcher: Watcher) -> None:
    watcher.watch(often="weekly")
    watcher.take(1, status="paused")
    watcher.take(2, status="closed")

    assert [watcher.send(day) for day in range(1, 15)].index(1) == 6
    assert watcher.told() == [
        "* Harbour is paused and takes nobody at present.\n* Harbour has closed."
    ]


@pytest.mark.parametrize(("area", "letters"), [(NEWCASTLE, 1), (GATESHEAD, 0)])
def test_a_programme_in_an_area(watcher: Watcher, area: str, letters: int) -> None:
    watcher.watch("programme", f"{PROGRAMME}|{area}")
    watcher.take(1, status="closed")

    assert watcher.send(1) == letters


def test_what_is_dropped_is_told_no_more_and_nobody_drops_anothers(watcher: Watcher) -> None:
    number = watcher.watch()
    with watcher.directory.session() as session:
        other = add_account(
            session, email="o@council.example", name="O", role=AccountRole.READER,
            organisations=(), actor="test", now=START,
        )  # fmt: skip
        assert drop_watch(session, other, number, now=START) is False
        assert drop_watch(session, session.get_one(Account, watcher.id), number, now=START)
    watcher.take(1, status="closed")

    assert watcher.send(1) == 0


def test_an_account_that_is_closed_is_told_nothing_and_a_deleted_one_watches_nothing(
    watcher: Watcher,
) -> None:
    watcher.watch()
    watcher.take(1, status="closed")
    with watcher.directory.session() as session:
        close_account(session, session.get_one(Account, watcher.id), actor="test", now=START)
    assert watcher.send(1) == 0

    with watcher.directory.session() as session:
        delete_account(session, session.get_one(Account, watcher.id), actor="test", now=START)
        assert session.scalars(select(Watch)).all() == []


def test_the_same_is_watched_once_and_not_everything(watcher: Watcher) -> None:
    assert watcher.watch() == watcher.watch(often="weekly")
    for number in range(MOST_WATCHES - 1):
        watcher.watch(subject=f"x{number}")

    with pytest.raises(TooManyWatchesError):
        watcher.watch(subject="one more")


def test_a_day_is_of_the_calendar() -> None:
    assert date(2026, 6, 1) + timedelta(days=200) == date(2026, 12, 18)


def test_a_search_is_told_of_what_comes_leaves_and_closes_once_each(watcher: Watcher) -> None:
    subject = search_subject({"programme": (PROGRAMME,)}, stated_only=True)
    watcher.watch("search", subject, found="a")
    assert watcher.send(1) == 0
    watcher.directory.take(
        entry("a", name="Harbour", programme=PROGRAMME, areas_served=(NEWCASTLE,), status="closed"),
        entry("b", name="Haven", programme=PROGRAMME, position=1),
        now=START + timedelta(days=2),
    )
    assert [watcher.send(2), watcher.send(3)] == [1, 0]
    watcher.take(4, programme=None)

    assert [watcher.send(4), watcher.send(5)] == [1, 0]
    assert watcher.told() == [
        "* Haven is new in it.\n* Harbour has closed.",
        "* Harbour is no longer in it.\n* Haven is no longer in it.\n"
        "* Harbour has opened, or opened again.",
    ]


def test_of_a_search_the_filters_alone_are_kept() -> None:
    chosen = {"kind": ("parenting", "other"), "running": ("active",), "checked": ("3",)}

    subject = search_subject(chosen, stated_only=False)

    assert subject == '{"filters": {"kind": ["other", "parenting"]}, "stated": false}'
    assert filters_of(subject) == {"kind": ("other", "parenting")}
    assert search_subject({"running": ("active",)}, stated_only=True) == ""
