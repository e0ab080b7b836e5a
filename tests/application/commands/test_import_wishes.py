"""Files that only add, that leave columns out, that lack too much, or that others overtook."""

import pytest

from directory.application.commands.geocoding import locator
from directory.application.commands.services import take_entries
from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.directory_file.file_writer import write_entries
from directory.model.import_plan import ImportPlan, ImportWish
from directory.model.problems import FileError
from directory.model.row_version import row_version
from directory.storage.entry_repository import gone_ids, stored_entries, stored_versions
from tests.directory_builders import NOW, Directory, entry, hidden, row, sheet, venue

pytestmark = pytest.mark.database
NEEDED = ("id", "name", "organisation", "kind", "status")


def taken(directory: Directory, content: bytes, **wish: bool) -> ImportPlan:
    with directory.session() as session:
        return take_entries(
            session,
            read_entries(content, directory.vocabulary),
            locator(directory.places),
            actor="test",
            now=NOW,
            wish=ImportWish(**wish),
        )


def exported(directory: Directory) -> bytes:
    with directory.session() as session:
        gone, changed_in = gone_ids(session), stored_versions(session)
        kept = [e for id, e in stored_entries(session).items() if id not in gone]
        return write_entries(kept, {e.id: row_version(e, changed_in[e.id]) for e in kept})


def test_a_column_that_is_left_out_leaves_what_is_stored(directory: Directory) -> None:
    before = entry(
        "a", hidden("NE1 4ST", address="1 Rose Street"), venue("NE8 1AA"), organisation="O",
        phone="0191 498 0101", languages=("Polish",), age_from_months=6,
    )  # fmt: skip
    directory.take(before)

    plan = taken(directory, sheet(row(id="a", name="Anew"), header=NEEDED))

    after = directory.stored()["a"]
    assert [change.column for change in plan.changed[0][1]] == ["name"]
    assert after.values == {**before.values, "name": "Anew"}
    assert after.venues == before.venues


@pytest.mark.parametrize("left_out", ["hide_address", "postcode", "address"])
def test_a_hidden_venue_stays_hidden_where_its_columns_are_left_out(
    left_out: str, directory: Directory
) -> None:
    directory.take(entry("a", hidden("NE1 4ST", address="1 Rose Street"), organisation="O"))
    cells = {"hide_address": "yes", "postcode": "NE1 4SU", "address": "2 Rose Street"}
    del cells[left_out]

    taken(directory, sheet(row(id="a", **cells), header=[*NEEDED, *cells]))

    [stored] = directory.stored()["a"].venues
    assert stored.hide_address is True


def test_an_open_venue_beside_a_hidden_one_is_hidden_where_nothing_tells_them_apart(
    directory: Directory,
) -> None:
    directory.take(entry("a", hidden("NE1 4ST"), organisation="O"))
    rows = [row(id="a", postcode="NE8 1AA"), row(id="a", postcode="NE8 2AA")]

    taken(directory, sheet(*rows, header=[*NEEDED, "postcode"]))

    assert [v.hide_address for v in directory.stored()["a"].venues] == [True, True]


def test_a_merge_adds_and_changes_and_leaves_the_rest_in_its_place(directory: Directory) -> None:
    directory.take(*(entry(f"s{n}", position=n, organisation="O") for n in range(4)))

    plan = taken(directory, sheet(row(id="new"), row(id="s2", name="Anew")), merge=True)

    assert plan.counts() == {"added": 1, "changed": 1, "unchanged": 0, "retired": 0}
    assert list(directory.stored()) == ["s0", "s1", "s2", "s3", "new"]


def test_a_whole_file_that_lacks_more_than_a_tenth_asks_first(directory: Directory) -> None:
    directory.take(*(entry(f"s{n}", position=n) for n in range(20)))
    some = sheet(*(row(id=f"s{n}", name=f"s{n}", organisation="O") for n in range(17)))

    with pytest.raises(FileError, match=r"lacks 3 of the 20 services .* --merge.*--allow-shrink"):
        taken(directory, some)
    assert directory.gone() == set()
    taken(directory, some, allow_shrink=True)

    assert directory.gone() == {"s17", "s18", "s19"}


def test_a_real_file_may_retire_the_whole_sample(directory: Directory) -> None:
    directory.take(*(entry(f"s{n}", position=n) for n in range(20)), sample=True)

    assert taken(directory, sheet(row(id="a"))).counts()["retired"] == 20


def test_two_officers_who_export_edit_and_import_in_turn_do_not_undo_each_other(
    directory: Directory,
) -> None:
    directory.take(
        entry("a", name="A", organisation="O"), entry("b", name="B", organisation="O", position=1)
    )
    first = exported(directory)
    added = b"c,C,O,,,other,,active"
    rest = b"," * (first.split(b"\n")[0].count(b",") - added.count(b","))
    taken(directory, first.replace(b"\na,A,", b"\na,Ours,") + added + rest)

    plan = taken(directory, first.replace(b"\na,A,", b"\na,Mine,").replace(b"\nb,B,", b"\nb,Bee,"))

    [(entry_, [change])] = plan.conflicts
    assert (entry_.id, change.before, change.after) == ("a", "Ours", "Mine")
    assert (plan.newer, plan.retired) == (("c",), ())
    assert {id: e.values["name"] for id, e in directory.stored().items()} == {
        "a": "Ours", "b": "Bee", "c": "C"
    }  # fmt: skip
    assert directory.gone() == set()


def test_mine_is_taken_where_it_is_asked_for(directory: Directory) -> None:
    directory.take(entry("a", name="A", organisation="O"))
    first = exported(directory)
    taken(directory, first.replace(b"\na,A,", b"\na,Ours,"))

    plan = taken(directory, first.replace(b"\na,A,", b"\na,Mine,"), take_mine=True)

    assert (plan.conflicts, directory.stored()["a"].values["name"]) == ((), "Mine")


def test_what_was_exported_and_not_edited_is_no_conflict(directory: Directory) -> None:
    directory.take(entry("a", hidden("NE1 4ST"), name="A", organisation="O"))
    first = exported(directory)
    assert taken(directory, first).is_empty

    assert (exported(directory), b"NE1" in first) == (first, False)


def test_a_version_that_was_typed_is_refused(directory: Directory) -> None:
    directory.take(entry("a", name="A", organisation="O"))
    content = exported(directory).replace(b",v", b",w")

    with pytest.raises(FileError, match=r"row_version: .* should stay as it was exported"):
        taken(directory, content)
