"""A store that follows the changes of a directory holds what one that is read anew holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from directory.application.commands.feeds import add_feed, decide_different, decide_same
from directory.application.commands.geocoded_venues import Placed, keep_answer
from directory.domain.coverage.service_columns import PlacesColumns, TravelColumns
from directory.domain.search.filter_columns import FilterColumns
from directory.model.problems import FileError
from directory.model.service_entry import ServiceEntry
from directory.model.service_status import STATUSES
from directory.storage import AuditEvent, DirectoryVersion, Feed, Service
from directory.storage.column_store import (
    ColumnKeeper,
    ColumnStore,
    StoredColumn,
    Venues,
    WordSets,
    column_queries,
)
from directory.storage.column_store.columns import OrderedText
from directory.storage.snapshot import Snapshot
from directory.web.openreferral_api.feed_index import FeedIndex
from tests.directory_builders import (
    DURHAM,
    NEWCASTLE,
    NOW,
    PROGRAMME,
    Directory,
    entry,
    hidden,
    venue,
)

pytestmark = pytest.mark.database
VIEWS = (Snapshot, FilterColumns, PlacesColumns, TravelColumns, FeedIndex)
EDITS = ("file", "edit", "feed", "sample", "same", "geocode")
IDS = tuple(f"{letter}{number}" for letter in "bca" for number in range(4))
VENUES = (
    venue(), venue("NE1 4ST"), venue("NE1 4SU", name="Hall"), venue(name="Somewhere"),
    hidden("NE8 1AA"), hidden("DH1 1AA", name="Refuge"), hidden(),
    venue(address="1 Quay, Newcastle"), venue("NE8 1AA", address="1 Quay, Newcastle"),
)  # fmt: skip


class AllColumns:
    """Every column that anybody declares."""

    COLUMNS = tuple(dict.fromkeys(column for view in VIEWS for column in view.COLUMNS))

    def __init__(self, store: ColumnStore) -> None:
        self.store = store


@st.composite
def services(draw: st.DrawFn, id: str) -> ServiceEntry:
    """Draw a service that states something in every column."""
    venues = draw(st.lists(st.sampled_from(VENUES), min_size=1, max_size=3, unique=True))
    some = st.sampled_from
    return entry(
        id,
        *venues,
        name=draw(some(["Harbour", "harbour", "Lantern", "Éclair", ""])) or id,
        organisation=draw(some(["Made up", "Other"])),
        programme=draw(some([PROGRAMME, "fft", None])),
        kind=draw(some(["parenting", "advocacy"])),
        status=draw(some(STATUSES)),
        ends_on=draw(some([None, date(2026, 12, 1)])),
        age_from_months=draw(some([None, 0, 24])),
        accepts_abuse=draw(some([(), ("abuse.neglect",), ("abuse.physical", "abuse.neglect")])),
        excludes=draw(some([(), ("child.missing",)])),
        areas_served=draw(some([(), (NEWCASTLE,), (DURHAM, NEWCASTLE)])),
        delivery=draw(some([(), ("home",), ("venue", "online")])),
        languages=draw(some([(), ("English", "Polish")])),
        cost=draw(some([None, "Free", "£3"])),
        waiting_weeks=draw(some([None, 0, 6])),
        places_per_year=draw(some([None, 40])),
        assured_on=draw(some([None, date(2026, 11, 1)])),
    )


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Draw what happens to a directory: files, feeds, samples, entries that are one, and points."""
    found: list[tuple[str, Any]] = []
    for _ in range(draw(st.integers(1, 6))):
        what = draw(st.sampled_from([*EDITS, "file", "edit"]))
        if what == "geocode":
            found.append((what, draw(st.integers(0, 3))))
            continue
        if what == "same":
            pair = draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True))
            found.append((draw(st.sampled_from(["same", "different"])), tuple(pair)))
            continue
        if what == "edit":
            found.append(("edit", draw(st.sampled_from(IDS).flatmap(services))))
            continue
        few = IDS[:1] if what == "sample" else IDS
        ids = draw(st.lists(st.sampled_from(few), unique=True))
        prefix = {"feed": "there:", "sample": "sample-"}.get(what, "")
        found.append((what, [draw(services(f"{prefix}{id}")) for id in ids]))
    return found


class History:
    """A directory to which edits come one after another."""

    def __init__(self, directory: Directory) -> None:
        self.directory, self.file, self.now = directory, dict[str, ServiceEntry](), NOW

    def do(self, what: str, given: Any) -> None:
        self.now += timedelta(minutes=1)
        if what == "file":
            self._take_file({each.id: each for each in given})
        elif what == "edit":
            self._take_file(self.file | {given.id: given})
        elif what in ("feed", "sample"):
            origin = {"feed": "there"} if what == "feed" else {"sample": True}
            self._take(*_placed(given), **origin)
        elif what == "geocode":
            self._geocode(given)
        else:
            self._decide(what, *given)

    def _take_file(self, file: dict[str, ServiceEntry]) -> None:
        try:
            self._take(*_placed(file.values()))
        except FileError:  # it leaves a hidden address unsaid: refused, nothing was written
            return
        self.file = file

    def _take(self, *entries: ServiceEntry, **origin: Any) -> None:
        self.directory.take(*entries, now=self.now, **origin)

    def _geocode(self, metres: int) -> None:
        placed = Placed(
            easting=425000 + metres,
            northing=565000,
            authority=NEWCASTLE,
            error_m=9,
            found_as="Quay",
        )
        told = {"source": "test", "credit": "test", "actor": "test", "now": self.now}
        with self.directory.session() as session:
            keep_answer(session, "1 Quay, Newcastle", placed, **told)

    def _decide(self, what: str, one: str, other: str) -> None:
        if not {one, other} <= self.file.keys():
            return
        decide = decide_same if what == "same" else decide_different
        with self.directory.session() as session:
            try:
                decide(session, one, other, actor="test", now=self.now)
            except Exception as error:  # refused: nothing was written
                assert type(error).__name__ == "RefusedError"  # noqa: PT017


def _placed(entries: Any) -> Iterator[ServiceEntry]:
    """Yield entries one after another in the file, whose rows have places of their own."""
    for number, each in enumerate(entries):
        rows = tuple(replace(r, position=number * 5 + n) for n, r in enumerate(each.rows))
        yield replace(each, rows=rows)


def plain(column: StoredColumn[Any], value: Any) -> Any:
    """Return a column as plain values, however it numbers its words."""
    if isinstance(value, WordSets):
        assert value.states.tolist() == [bool(value.at(at)) for at in range(len(value.number))]
        return [value.at(at) for at in range(len(value.number))]
    if isinstance(value, Venues):
        return [
            part.tolist() for part in (value.first, value.easting, value.northing, value.beside)
        ]
    if isinstance(value, OrderedText):
        return value.texts.tolist(), value.order.tolist(), value.rank.tolist()
    assert isinstance(value, np.ndarray), column
    return value.dtype, value.tolist()


def holds(store: ColumnStore) -> dict[Any, Any]:
    found = {column: plain(column, value) for column, value in store.values.items()}
    return {"ids": list(store.ids), "sample": store.is_sample, **found}


@given(history=edits())
@with_settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
def test_what_follows_edits_holds_what_is_read_anew(
    history: list[tuple[str, Any]], directory: Directory
) -> None:
    directory.take_alone()
    told, keeper = History(directory), ColumnKeeper()
    with directory.session() as session:
        if session.get(Feed, "there") is None:
            add_feed(session, "there", "https://there.example", actor="test", now=NOW)
    for what, given_ in history:
        told.do(what, given_)
        with directory.session() as session:
            followed = keeper.current(session, AllColumns).store
            anew = column_queries.read_store(session, AllColumns.COLUMNS, followed.version)
        assert holds(followed) == holds(anew), (what, given_)
        assert len(set(followed.keys.tolist())) == len(followed.ids)


def test_following_reads_only_what_changed(directory: Directory) -> None:
    directory.take(*(entry(id, venue("NE1 4ST"), position=n) for n, id in enumerate(IDS)))
    keeper = ColumnKeeper()
    with directory.session() as session:
        before = keeper.current(session, Snapshot).store

    changed = [entry(id, venue("NE1 4ST"), position=n) for n, id in enumerate(IDS)]
    changed[3] = entry(IDS[3], hidden("NE1 4ST"), position=3)
    directory.take(*changed, now=NOW + timedelta(minutes=1))
    with directory.session() as session:
        after = keeper.current(session, Snapshot).store

    at = after.place_of(IDS[3])
    assert after.line is before.line
    same = np.flatnonzero(after.keys == before.keys)
    assert same.tolist() == [n for n in range(len(IDS)) if n != at]
    assert Snapshot(before).has_venue[at]  # who reads the older version still has it whole
    assert not Snapshot(after).has_venue[at]


def test_a_row_that_only_moved_in_the_file_is_not_read_anew(directory: Directory) -> None:
    first = [entry(id, venue("NE1 4ST"), position=n) for n, id in enumerate(IDS)]
    directory.take(*first)
    keeper = ColumnKeeper()
    with directory.session() as session:
        before = keeper.current(session, Snapshot).store

    more = [
        entry("new"),
        *(entry(id, venue("NE1 4ST"), position=n + 1) for n, id in enumerate(IDS)),
    ]
    directory.take(*more, now=NOW + timedelta(minutes=1))
    with directory.session() as session:
        after = keeper.current(session, Snapshot).store

    assert set(before.keys.tolist()) < set(after.keys.tolist())
    assert len(after.keys) == len(before.keys) + 1


def test_a_database_put_back_from_a_copy_is_read_anew(directory: Directory) -> None:
    directory.take(entry("a"), entry("b", position=1))
    keeper = ColumnKeeper()
    with directory.session() as session:
        version = keeper.current(session, Snapshot).version
    with directory.session() as session:  # as a copy of before would be, and one import later
        session.execute(update(Service).where(Service.id == "a").values(status="closed"))
        session.execute(delete(AuditEvent))
        session.execute(update(DirectoryVersion).values(number=version + 9))

    with directory.session() as session:
        assert keeper.current(session, Snapshot).status.tolist() == [3, 0]
