"""What readers were told of a service stays told, under one id, and is not told again."""

import random
from datetime import date, timedelta

import pytest

from directory.storage import ServiceChange
from directory.web.find.history.events import Event
from tests.web.find.change_log import ENDS, Values, happened, logged


def test_an_event_has_the_same_key_whatever_happens_after_it() -> None:
    row = logged("2026-07-10", "ending", ends_on=("", "2026-08-31"))
    [before] = happened([row], ENDS, ends_on=ENDS)
    put_off = logged("2026-08-20", "ending", ends_on=("2026-08-31", "2027-06-01"))
    later = happened([row, put_off], ends_on=date(2027, 6, 1))

    assert before.key == later[0].key


def test_an_end_that_comes_back_to_a_day_is_not_told_under_an_id_that_was_used() -> None:
    log = [
        logged("2026-06-10", "opened", status=("paused", "active"), ends_on=("2026-08-31", "")),
        logged("2026-07-10", "opened", "file", ends_on=("", "2026-08-31")),
    ]

    keys = [event.key for event in happened(log, ends_on=ENDS)]

    assert len(set(keys)) == len(keys) == 4


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_told_twice_and_nothing_that_was_told_is_taken_back(seed: int) -> None:
    chance = random.Random(seed)
    stated = {"status": "active", "starts_on": "", "ends_on": ""}
    log: list[ServiceChange] = []
    before: list[Event] = []
    today = date(2026, 1, 1)
    for _ in range(8):
        today += timedelta(days=chance.randint(1, 60))
        now = {
            "status": chance.choice(["active", "active", "paused", "closing", "closed"]),
            "starts_on": chance.choice(["", "", "2026-03-01", "2026-09-01"]),
            "ends_on": chance.choice(["", "2026-05-01", "2026-08-31", "2027-01-31"]),
        }
        changed = {name: (was, now[name]) for name, was in stated.items() if was != now[name]}
        if changed:
            log.append(logged(str(today), _what(changed, now), **changed))
        stated = now
        found = happened(log, today + timedelta(days=1), **_typed(stated))
        keys = [event.key for event in found]
        assert len(set(keys)) == len(keys)
        assert {event.key for event in before} <= set(keys)
        before = found


def _what(changed: dict[str, Values], now: dict[str, str]) -> str:
    if "status" in changed:
        return {"active": "opened", "closing": "ending"}.get(now["status"], now["status"])
    is_ending = "ends_on" in changed and now["ends_on"] and now["status"] != "closed"
    return "ending" if is_ending else "changed"


def _typed(stated: dict[str, str]) -> dict[str, object]:
    days = {n: date.fromisoformat(d) if d else None for n, d in stated.items() if n != "status"}
    return {"status": stated["status"], **days}
