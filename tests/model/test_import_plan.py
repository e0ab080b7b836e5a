"""What an import would do, said before it does it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from directory.model.import_plan import AT_A_TIME, CellChange, ImportPlan, plan_beside, plan_import
from directory.model.problems import FileError
from directory.model.service_entry import HELD_BACK, ServiceEntry
from tests.directory_builders import entry, hidden, venue


def plan(
    new: Iterable[ServiceEntry], stored: Iterable[ServiceEntry] = (), gone: Iterable[str] = ()
) -> ImportPlan:
    return plan_import(new, {each.id: each for each in stored}, gone)


def changes(new: ServiceEntry, before: ServiceEntry) -> list[tuple[str, str, str]]:
    [(_, found)] = plan([new], [before]).changed
    return [(change.column, change.before, change.after) for change in found]


PARTS = (
    # new, stored, gone, what the plan holds, comment
    ("a", "", "", {"added": ["a"]}, "new"),
    ("a", "a", "", {"unchanged": ["a"]}, "as it was"),
    ("ab", "ba", "", {"moved": ["a", "b"]}, "in another order"),
    ("", "a", "", {"retired": ["a"]}, "no longer in the file"),
    ("", "a", "a", {}, "retired before: not again"),
    ("a", "a", "a", {"changed": ["a"]}, "back in the file"),
    ("bc", "ab", "", {"added": ["c"], "moved": ["b"], "retired": ["a"]}, "one goes, one comes"),
)


def named(ids: str) -> list[ServiceEntry]:
    return [entry(id, position=position) for position, id in enumerate(ids)]


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[4])
def test_each_service_is_in_one_part_of_the_plan(case: tuple[Any, ...]) -> None:
    new, stored, gone, wanted, _ = case

    made = plan(named(new), named(stored), gone)

    parts = {
        "added": [each.id for each in made.added],
        "changed": [each.id for each, _ in made.changed],
        "moved": [each.id for each in made.moved],
        "unchanged": list(made.unchanged),
        "retired": list(made.retired),
    }
    assert {part: ids for part, ids in parts.items() if ids} == wanted
    assert made.is_empty == (not set(wanted) - {"unchanged"})


def test_the_counts_take_a_moved_service_for_unchanged() -> None:
    assert plan(named("ab"), named("ba")).counts() == {
        "added": 0,
        "changed": 0,
        "unchanged": 2,
        "retired": 0,
    }


def test_a_change_names_the_column_and_both_values() -> None:
    before = entry("a", phone=None, delivery=("home",), on_call=True)
    after = entry("a", phone="999", delivery=("home", "venue"), on_call=None)

    assert changes(after, before) == [
        ("delivery", "home", "home;venue"),
        ("phone", "", "999"),
        ("on_call", "yes", ""),
    ]


def test_a_venue_that_moves_is_a_change_that_shows_both() -> None:
    before, after = entry("a", venue("NE1 4ST", name="Rooms")), entry("a", venue("NE1 4SU"))

    assert changes(after, before) == [("venues", "Rooms, NE1 4ST", "NE1 4SU")]


def test_a_service_that_comes_back_says_so() -> None:
    [(_, found)] = plan([entry("a")], [entry("a")], gone=["a"]).changed

    assert found == (CellChange(column="file", before="not in the last file", after="in the file"),)


SECRET = {"name": "Rose House", "address": "1 Rose Street"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(venue("NE1 4ST", **SECRET), hidden("NE1 4ST", **SECRET), id="is hidden now"),
        pytest.param(hidden("NE1 4ST", **SECRET), venue("NE1 4ST", **SECRET), id="was hidden"),
        pytest.param(hidden("NE1 4ST", **SECRET), hidden("NE1 4SU", **SECRET), id="moved, hidden"),
    ],
)
def test_a_plan_never_says_an_address_that_is_hidden_on_either_side(
    before: Any, after: Any
) -> None:
    [(_, was, is_now)] = changes(entry("a", after), entry("a", before))

    assert was.startswith("1 rows, ")
    assert not any(word in was + is_now for word in ("Rose", "NE1"))


KEPT = (
    # stored venues, venues of the file, venues planned, comment
    ([hidden("NE1 4ST")], [HELD_BACK], [hidden("NE1 4ST")], "as our export leaves it"),
    ([hidden("NE1 4ST"), hidden("NE8 1AA")], [HELD_BACK, HELD_BACK],
     [hidden("NE1 4ST"), hidden("NE8 1AA")], "two of them, in order"),
    ([hidden("NE1 4ST"), hidden("NE8 1AA")], [HELD_BACK, hidden("NE1 4ST")],
     [hidden("NE8 1AA"), hidden("NE1 4ST")], "one stated, the other kept"),
    ([venue("NE1 4ST")], [HELD_BACK], [HELD_BACK], "was shown: nothing hidden to keep"),
    ([hidden("NE1 4ST")], [venue()], [venue()], "the mark taken away: the address goes too"),
    ([hidden("NE1 4ST")], [HELD_BACK, HELD_BACK], [hidden("NE1 4ST"), HELD_BACK], "one more"),
)  # fmt: skip


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case[3])
def test_a_hidden_address_that_the_file_leaves_out_is_kept(case: tuple[Any, ...]) -> None:
    stored, stated, planned, _ = case

    made = plan([entry("a", *stated)], [entry("a", *stored)])

    [found] = [e for e, _ in made.changed] or made.moved or [entry("a", *stored)]
    assert list(found.venues) == planned


def test_which_of_two_hidden_venues_stays_is_asked_and_not_guessed() -> None:
    stored = entry("a", hidden("NE1 4ST"), hidden("NE8 1AA"))

    with pytest.raises(FileError, match="a had 2 hidden venues and the file has 1") as found:
        plan([entry("a", HELD_BACK)], [stored])

    assert "NE" not in str(found.value)


def test_what_only_the_vendor_of_a_feed_states_is_a_change() -> None:
    before = replace(entry("a"), vendor='{"x": 1}')
    now = replace(entry("a"), vendor='{"x": 2}')

    [(_, changes)] = plan([now], [before]).changed

    assert [change.column for change in changes] == ["vendor"]


def test_a_long_file_is_compared_a_part_at_a_time() -> None:
    """Every part looks up its own services alone, and the plan is that of the whole."""
    asked: list[int] = []
    stored = {f"s{n}": entry(f"s{n}", position=n) for n in range(AT_A_TIME + 5)}

    def look_up(ids: Sequence[str]) -> dict[str, ServiceEntry]:
        asked.append(len(ids))
        return {id: stored[id] for id in ids}

    found = plan_beside([*stored.values(), entry("new", position=9999)], look_up, stored, ())

    assert asked == [AT_A_TIME, 5]
    assert found.counts() == {"added": 1, "changed": 0, "unchanged": len(stored), "retired": 0}
