"""The log of changes keeps from what to what, and nothing that could tell a place or a person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select, text

from directory.application.commands.batches import BATCH
from directory.application.commands.change_log import log_changes
from directory.model.change_events import KEPT, ChangeEvent
from directory.model.columns import OF_SERVICE
from directory.model.service_entry import ServiceEntry
from directory.storage import Feed, ServiceChange
from tests.directory_builders import (
    GATESHEAD,
    NEWCASTLE,
    NOW,
    Directory,
    entry,
    hidden,
    statements,
    venue,
)

pytestmark = pytest.mark.database

KEPT_VALUES: dict[str, tuple[Any, str]] = {
    "programme": ("abc", "abc"),
    "kind": ("parenting", "parenting"),
    "status": ("paused", "paused"),
    "starts_on": (date(2026, 9, 7), "2026-09-07"),
    "ends_on": (date(2027, 8, 31), "2027-08-31"),
    "age_from_months": (36, "36"),
    "age_under_months": (60, "60"),
    "accepts_abuse": (("abuse.neglect", "abuse.physical"), "abuse.neglect;abuse.physical"),
    "accepts_carers": (("carer.foster",), "carer.foster"),
    "requires": (("parent.is_mother",), "parent.is_mother"),
    "excludes": (("safety.current_domestic_abuse",), "safety.current_domestic_abuse"),
    "delivery": (("home", "group"), "home;group"),
    "referral_routes": (("self",), "self"),
    "waiting_weeks": (0, "0"),
    "capacity": ("none", "none"),
    "places_per_year": (20, "20"),
    "cost_per_place": (1850, "1850"),
    "trained_staff": (3, "3"),
    "accreditation_expires": (date(2027, 1, 1), "2027-01-01"),
    "weeks": (10, "10"),
    "sessions": (12, "12"),
    "on_call": (False, "no"),
}
"""A value of each column that is kept, and its text in the file."""
SECRET = "1 Rose Street, NE8 1AA"
WORDS = {
    name: (SECRET,) if name in ("languages", "accessibility") else SECRET
    for name in (
        "name", "organisation", "organisation_number", "description", "eligibility_note",
        "referral_note", "phone", "hours", "email", "url", "cost", "languages", "accessibility",
        "accreditation",
    )
}  # fmt: skip
"""Columns that hold words, each with an address in it."""


def changed(directory: Directory) -> dict[str, dict[str, list[str | None]]]:
    """Return what the last change of each service was from and to."""
    with directory.session() as session:
        rows = session.scalars(select(ServiceChange).order_by(ServiceChange.id))
        return {row.service_id: row.changed for row in rows}


def as_kept(directory: Directory) -> str:
    """Return the whole log as it stands in the database."""
    with directory.session() as session:
        return str(session.execute(text("SELECT * FROM service_change")).all())


def change(directory: Directory, before: ServiceEntry, after: ServiceEntry) -> None:
    directory.take(before)
    directory.take(after)


@pytest.mark.parametrize("name", KEPT_VALUES)
def test_a_change_keeps_what_stood_in_the_cell_and_what_stands_there_now(
    name: str, directory: Directory
) -> None:
    value, written = KEPT_VALUES[name]
    silent = entry("a")
    was = {"kind": "other", "status": "active"}.get(name, "")

    change(directory, silent, entry("a", **{name: value}))
    assert changed(directory) == {"a": {name: [was, written]}}

    directory.take(silent)
    assert changed(directory) == {"a": {name: [written, was]}}


def test_only_numbers_days_and_words_of_our_own_lists_are_kept() -> None:
    """A new column falls to one side by how its cells are read: check that it is the right one."""
    no_news = {"assured_on", "waiting_as_of"}
    named_alone = {"id", "areas_served", "assured_by", *WORDS}

    assert KEPT_VALUES.keys() | no_news == KEPT
    assert {column.name for column in OF_SERVICE} - named_alone == KEPT


def test_of_words_contacts_areas_and_venues_only_that_they_changed_is_kept(
    directory: Directory,
) -> None:
    before = entry("a", venue("NE8 1AA", address=SECRET), areas_served=(GATESHEAD,), **WORDS)
    after = entry("a", venue("NE1 4ST", name="Library"), areas_served=(NEWCASTLE,))

    change(directory, before, after)

    named = {*WORDS, "areas_served", "venues"}
    assert changed(directory) == {"a": {name: [None, None] for name in named}}
    assert not any(word in as_kept(directory) for word in ("Rose", "NE8", "NE1", "Library", "E08"))


def test_what_another_directory_states_beside_the_standard_is_not_kept(
    directory: Directory,
) -> None:
    with directory.session() as session:
        session.add(Feed(id="tyne", source="x", added_at=NOW))
    directory.take(entry("tyne~a", description="Ask for Jo Bell"), feed="tyne")

    directory.take(
        entry("tyne~a", description="Ask at the desk", phone="0191 498 0101"), feed="tyne"
    )

    assert changed(directory) == {"tyne~a": {"description": [None, None], "phone": [None, None]}}
    assert not any(word in as_kept(directory) for word in ("Jo Bell", "0191", "desk"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (hidden("NE8 1AA"), hidden("NE8 4AA")),
        (hidden("NE8 1AA", address=SECRET), hidden("NE8 1AA")),
        (venue("NE8 1AA", address=SECRET), hidden("NE8 1AA", address=SECRET)),
    ],
)
def test_of_an_address_that_is_hidden_not_even_that_it_changed_is_kept(
    before: Any, after: Any, directory: Directory
) -> None:
    change(directory, entry("a", before), entry("a", after))
    assert changed(directory) == {}

    directory.take(entry("a", after, waiting_weeks=3))
    assert changed(directory) == {"a": {"waiting_weeks": ["", "3"]}}


def test_an_address_that_is_hidden_later_was_never_in_the_log(directory: Directory) -> None:
    shown = venue("NE8 1AA", name="Rose House", address=SECRET)
    said = {"description": f"We are at {SECRET}.", "url": "https://rose-street.example"}
    change(directory, entry("a", shown, **said), entry("a", shown, description="We help."))

    directory.take(entry("a", hidden("NE8 1AA", name="Rose House", address=SECRET)))

    kept = as_kept(directory).casefold()
    assert "description" in kept
    assert not any(word in kept for word in ("rose", "ne8", "street"))


def test_a_new_service_and_one_that_left_change_nothing(directory: Directory) -> None:
    change(directory, entry("a"), entry("b", weeks=3))

    assert changed(directory) == {"b": {}, "a": {}}


def test_the_log_is_written_as_it_is_worked_out_some_rows_at_a_time(directory: Directory) -> None:
    directory.take(entry("a"))
    made: list[int] = []
    most = 0

    def happenings() -> Iterator[ChangeEvent]:
        for number in range(3 * BATCH):
            made.append(number)
            yield ChangeEvent(service_id="a", what="changed", changed={"weeks": ("1", "2")})

    def note(*_: object) -> None:
        nonlocal most
        most = max(most, len(made))
        made.clear()

    event.listen(directory.engine, "after_cursor_execute", note)
    with statements(directory.engine) as sent, directory.session() as session:
        log_changes(session, happenings(), NOW)

    assert len([each for each in sent if each.startswith("INSERT")]) == 3
    assert most == BATCH
