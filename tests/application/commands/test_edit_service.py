"""Changing one entry: nothing of others is lost, every version can be brought back, nothing hidden
is kept."""

import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from sqlalchemy import select

from directory.application.commands.edit_service import (
    EditConflictError,
    NoSuchServiceError,
)
from directory.application.commands.service_versions import (
    VENUES,
    cells_at,
    venues_cell,
)
from directory.model.problems import FileError
from directory.model.service_entry import VenueEntry
from directory.storage import AuditEvent, Service
from tests.application.commands.edit_desk import Desk
from tests.directory_builders import Directory, entry, hidden, venue

pytestmark = pytest.mark.database


@pytest.fixture
def desk(directory: Directory) -> Desk:
    directory.take(entry("a", venue("NE1 4ST", name="Rooms", address="1 High Street")), entry("b"))
    return Desk(directory)


def test_a_change_is_saved_with_who_when_and_what_stood_there(desk: Desk) -> None:
    assert desk.edit(waiting_weeks="6", waiting_as_of="2026-11-20")

    assert desk.cells()["waiting_weeks"] == "6"
    [kept] = desk.versions()
    assert (kept.actor, kept.source) == ("editor 1", "edit page")
    assert kept.before == {"waiting_weeks": "", "waiting_as_of": ""}
    assert kept.after == {"waiting_weeks": "6", "waiting_as_of": "2026-11-20"}
    with desk.directory.session() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last is not None
        assert json.loads(last.detail) == {
            "service": "a", "what": "edited", "columns": "waiting_weeks;waiting_as_of",
        }  # fmt: skip


def test_nothing_else_of_the_directory_is_touched(desk: Desk) -> None:
    before = desk.version("b")

    desk.edit(phone="0191 498 0101")

    assert desk.version("b") == before
    with desk.directory.session() as session:
        assert session.scalars(select(Service.gone_on)).all() == [None, None]


def test_what_says_nothing_new_leaves_no_trace(desk: Desk) -> None:
    before = desk.version()

    assert not desk.edit(phone=desk.cells()["phone"])
    assert (desk.version(), desk.versions()) == (before, [])


def test_a_cell_that_cannot_be_read_is_refused_as_in_the_file(desk: Desk) -> None:
    with pytest.raises(FileError) as raised:
        desk.edit(waiting_weeks="soon", status="asleep")

    assert {problem.column for problem in raised.value.problems} == {"waiting_weeks", "status"}
    assert desk.versions() == []


def test_two_people_in_different_columns_both_have_their_way(desk: Desk) -> None:
    seen = desk.version()
    desk.edit(based_on=seen, phone="0191 498 0101")
    desk.edit(based_on=seen, waiting_weeks="6")

    cells = desk.cells()
    assert (cells["phone"], cells["waiting_weeks"]) == ("0191 498 0101", "6")


def test_two_people_in_one_column_are_shown_both(desk: Desk) -> None:
    seen = desk.version()
    desk.edit(based_on=seen, phone="0191 498 0101")

    with pytest.raises(EditConflictError) as raised:
        desk.edit(based_on=seen, phone="0191 498 0202", waiting_weeks="6")

    assert raised.value.theirs == {"phone": "0191 498 0101"}
    assert raised.value.version == desk.version()
    assert desk.cells()["waiting_weeks"] == "", "half of a change is none"
    assert desk.edit(based_on=raised.value.version, phone="0191 498 0202")


def test_two_people_who_say_the_same_are_of_one_mind(desk: Desk) -> None:
    seen = desk.version()
    desk.edit(based_on=seen, phone="0191 498 0101")

    assert not desk.edit(based_on=seen, phone="0191 498 0101")


def test_every_version_can_be_read_and_brought_back(desk: Desk) -> None:
    first, stated = desk.version(), desk.cells()
    desk.edit(phone="0191 498 0101")
    second, later = desk.version(), desk.cells()
    desk.edit(venues=venues_cell([VenueEntry(postcode="NE8 1AA"), VenueEntry(postcode="NE3 1AA")]))

    assert cells_at(desk.cells(), desk.versions(), first) == stated
    assert cells_at(desk.cells(), desk.versions(), second) == later
    desk.restore(first)
    assert desk.cells() == stated
    assert len(desk.versions()) == 3, "bringing back is a change like any other"


def test_an_import_leaves_versions_too(desk: Desk) -> None:
    desk.directory.take(
        entry("a", venue("NE1 4ST", name="Rooms", address="1 High Street"), phone="0191 498 0303"),
        entry("b"),
    )

    [kept] = desk.versions()
    assert kept.source == "directory file"
    assert kept.after == {"phone": "0191 498 0303"}


def test_hiding_an_address_takes_it_out_of_every_version(desk: Desk) -> None:
    desk.edit(description="Ask at 1 High Street for the group", referral_note="Ring first")
    desk.edit(
        description="A group",
        venues=venues_cell(
            [
                VenueEntry(name="Rooms", address="1 High Street", postcode="NE1 4ST"),
                VenueEntry(postcode="NE8 1AA"),
            ]
        ),
    )

    assert desk.hide()

    kept = desk.everything_kept()
    for secret in ("High Street", "NE1 4ST", "NE14ST", "NE8 1AA", "Rooms"):
        assert secret not in kept
    assert "Ring first" in kept
    with desk.directory.session() as session:
        assert all(v.hide_address for v in session.get_one(Service, "a").venues)
        assert session.get_one(Service, "a").venues[0].address == "1 High Street"


def test_an_address_that_was_hidden_by_mistake_is_shown_again(desk: Desk) -> None:
    desk.hide()
    assert desk.hide(False)

    assert "1 High Street" in desk.cells()[VENUES]


def test_a_hidden_address_stays_while_other_things_change(directory: Directory) -> None:
    directory.take(entry("a", hidden("NE8 1AA", address="2 Low Road"), venue("NE1 4ST")))
    desk = Desk(directory)
    assert "NE8 1AA" not in desk.cells()[VENUES]

    desk.edit(phone="0191 498 0101", venues=desk.cells()[VENUES])

    with directory.session() as session:
        first = session.get_one(Service, "a").venues[0]
        assert (first.address, first.postcode, first.hide_address) == (
            "2 Low Road",
            "NE8 1AA",
            True,
        )
    assert "Low Road" not in desk.everything_kept()


def test_bringing_back_shows_no_address_that_is_hidden_now(desk: Desk) -> None:
    first = desk.version()
    desk.hide()

    desk.restore(first)

    assert "NE1 4ST" not in desk.cells()[VENUES]


@pytest.mark.parametrize("id", ["none", "of-feed"])
def test_only_entries_of_our_own_are_edited(desk: Desk, id: str) -> None:
    with pytest.raises(NoSuchServiceError):
        desk.edit(id=id, based_on=0, phone="0191 498 0101")


WORDS = st.text("abc é", min_size=1, max_size=8).map(lambda s: f"w{s.strip()}")


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["name", "cost", "description"]), WORDS, min_size=1),
        min_size=1,
        max_size=5,
    )
)
@given_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_undoing_every_version_gives_each_state_again(
    desk: Desk, edits: list[dict[str, str]]
) -> None:
    states = [(desk.version(), desk.cells())]
    for changes in edits:
        desk.edit(**changes)
        states.append((desk.version(), desk.cells()))

    for version, cells in states:
        assert cells_at(states[-1][1], desk.versions(), version) == cells
