"""When a window opens and closes, and how a wait and the length of the work stand to it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.ages import date_reaching
from matcher.case import read_case
from matcher.result import Window
from matcher.timing import Course, Timing, closing_soon, opening_next, proceedings_end, timing
from matcher.timing_text import sentences
from tests.matcher.builders import made, recommendation
from tests.matcher.shipped import ON, answer, knowledge, options

BORN = date(2018, 12, 14)
GIRL = {
    "child.born_on": BORN.isoformat(),
    "child.sex": "female",
    "abuse.sexual": True,
    "stage": "after_abuse",
}
ANGRY_MOTHER = {"stage": "at_risk", "parent.is_mother": True, "parent.anger_difficulty": True}


def window(from_months: int, under_months: int, born: date | None = BORN) -> Window:
    """Return a window with its dates, as the matcher gives them."""
    return Window(
        from_months=from_months,
        under_months=under_months,
        opens_on=date_reaching(born, from_months) if born and from_months >= 0 else None,
        closes_on=date_reaching(born, under_months) if born else None,
    )


def closing(day: str) -> Window:
    closes_on = date.fromisoformat(day)
    return Window(from_months=0, under_months=60, opens_on=None, closes_on=closes_on)


def timed(
    of: Window, wait: int | None, weeks: int | None, end: str | None = None, on: date = ON
) -> Timing:
    ends_on = date.fromisoformat(end) if end else None
    return timing(of, on, Course(waiting_weeks=wait, weeks=weeks), ends_on)


SAID = """
closes 2027-03-03; wait 14; weeks 0
    Closes on 3 March 2027. With a 14-week wait, ask by 24 November 2026.
closes 2027-03-01; wait 14; weeks 0
    Closes on 1 March 2027.
    With a 14-week wait, ask today, 22 November 2026: tomorrow is too late.
closes 2027-02-28; wait 14; weeks 12; court 2027-05-02
    With a 14-week wait the child would be too old: it closes on 28 February 2027.
closes 2027-03-03; wait 0; weeks 2
    Closes on 3 March 2027. With no wait, ask by 2 March 2027.
closes 2027-03-03; wait 8; weeks 2
    Closes on 3 March 2027. With an 8-week wait, ask by 5 January 2027.
closes 2027-03-03; weeks 2
    Closes on 3 March 2027. The wait is not stated, so whether it starts in time is not known.
closes 2027-03-03; wait 1
    Closes on 3 March 2027. With a 1-week wait, ask by 23 February 2027.
    How long the work takes is not stated, so whether it ends before the window closes is not known.
closes 2027-03-03; wait 2; weeks 20
    Closes on 3 March 2027. With a 2-week wait, ask by 16 February 2027.
    Would start inside the window and end after it closes: ask the provider whether they go on.
closes 2035-03-03; wait 2; weeks 20
    Closes on 3 March 2035.
closes 2026-11-22; court 2027-05-02
    Closed on 22 November 2026.
ages 96 216; wait 14; weeks 30
    Opens on 14 December 2026. With a 14-week wait, it would start on 28 February 2027.
ages 96 216; wait 2; weeks 30
    Opens on 14 December 2026. With a 2-week wait, it would start when it opens.
ages 96 216; weeks 30
    Opens on 14 December 2026. The wait is not stated, so when it would start is not known.
ages 0 24 born 2026-12-14; wait 0; weeks 6
    Opens on 14 December 2026, the due date. With no wait, it would start when it opens.
    Closes on 14 December 2028.
ages 0 216; wait 14; weeks 30
ages 0 216 born 2009-02-01; wait 14; weeks 30
    With a 14-week wait the child would be 18: the 18th birthday is on 1 February 2027.
ages 0 216 born 2009-06-01; wait 2; weeks 2
    Closes on 1 June 2027, the 18th birthday. With a 2-week wait, ask by 17 May 2027.
ages 0 60 born unknown; wait 2; weeks 2
    Without a date of birth, when it closes is not known.
ages 60 96 born unknown; weeks 2
    Without a date of birth, when it opens or closes is not known.
ages -9 216 born unknown; wait 2; weeks 2
ages 0 216; wait 11; weeks 12; court 2027-05-02
    Would end on 2 May 2027: inside 26 weeks of proceedings (by 2 May 2027).
ages 0 216; wait 11; weeks 12; court 2027-05-01
    Would end on 2 May 2027: after the 26 weeks of proceedings (by 1 May 2027).
ages 0 216; weeks 12; court 2027-05-02
    Whether it ends inside 26 weeks of proceedings (by 2 May 2027) is not known:
    the wait is not stated.
ages 0 216; wait 0; court 2027-05-02
    Whether it ends inside 26 weeks of proceedings (by 2 May 2027) is not known:
    how long the work takes is not stated.
ages 0 216; court 2027-05-02
    Whether it ends inside 26 weeks of proceedings (by 2 May 2027) is not known:
    neither the wait nor how long the work takes is stated.
"""


def said_table() -> list[tuple[str, str]]:
    """Return each case with all the sentences written under it."""
    blocks = re.split(r"\n(?! )", SAID.strip())
    return [(head, " ".join(rest.split())) for head, _, rest in (b.partition("\n") for b in blocks)]


def written(case: str) -> Timing:
    first, *rest = case.split("; ")
    given = dict(part.split() for part in rest)
    kind, *words = first.split()
    of = closing(words[0]) if kind == "closes" else window(*map(int, words[:2]), born=born(words))
    wait, weeks = (int(given[key]) if key in given else None for key in ("wait", "weeks"))
    return timed(of, wait, weeks, given.get("court"))


def born(words: list[str]) -> date | None:
    if "born" not in words:
        return BORN
    return None if words[-1] == "unknown" else date.fromisoformat(words[-1])


@pytest.mark.parametrize(("case", "said"), said_table())
def test_what_is_said(case: str, said: str) -> None:
    assert " ".join(sentences(written(case), ON)) == said


@pytest.mark.parametrize(
    ("closes_on", "inside", "too_late"),
    [("2026-12-07", True, False), ("2026-12-06", False, True), ("2026-12-05", False, True)],
)
def test_a_window_is_over_on_the_very_day_it_closes(
    closes_on: str, inside: bool, too_late: bool
) -> None:
    found = timed(closing(closes_on), 2, 0)

    assert found.starts_on == date(2026, 12, 6)
    assert (found.starts_inside, found.ends_inside, found.too_late) == (inside, inside, too_late)


def test_a_closed_window_is_too_late_whatever_the_wait() -> None:
    found = timed(closing("2026-11-22"), None, None)

    assert found.too_late
    assert found.starts_inside is None


def test_work_that_ends_on_the_day_the_window_closes_ends_after_it() -> None:
    assert timed(closing("2027-01-03"), 2, 4).ends_inside is False
    assert timed(closing("2027-01-04"), 2, 4).ends_inside is True


def test_a_child_born_on_29_february_is_five_on_1_march() -> None:
    leap = window(0, 60, date(2024, 2, 29))

    assert leap.closes_on == date(2029, 3, 1)
    assert timed(leap, 0, 0, on=date(2029, 2, 28)).starts_inside is True
    assert timed(leap, 0, 0, on=date(2029, 3, 1)).starts_inside is False


def test_an_unborn_child_starts_at_the_birth_at_the_earliest() -> None:
    unborn = window(0, 24, date(2027, 3, 1))

    assert timed(unborn, 2, 6).starts_on == date(2027, 3, 1)
    assert timed(unborn, 20, 6).starts_on == date(2027, 4, 11)


def test_no_date_of_birth_is_told_from_no_limit() -> None:
    undated, unlimited = timed(window(0, 60, None), 2, 4), timed(window(-9, 216), 2, 4)

    assert (undated.dated, undated.ask_by, undated.starts_inside) == (False, None, None)
    assert undated.starts_on == date(2026, 12, 6)
    assert unlimited.dated
    assert unlimited.opens_on is None
    assert unlimited.until_adult


def test_the_day_of_issue_is_the_first_of_the_26_weeks() -> None:
    assert proceedings_end(date(2026, 11, 2)) == date(2027, 5, 2)


@pytest.mark.parametrize("course", [{"waiting_weeks": -1}, {"weeks": -1}])
def test_weeks_below_none_are_refused(course: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Course(**{"waiting_weeks": 0, "weeks": 0, **course})


WEEKS = st.none() | st.integers(0, 520)
BIRTHS = st.dates(date(2008, 11, 23), date(2027, 8, 22))


@settings(max_examples=200, deadline=None, database=None)
@given(BIRTHS, st.integers(-9, 215), st.integers(1, 225), WEEKS, WEEKS)
def test_only_what_is_known_is_said_to_be_inside(
    born: date, start: int, length: int, wait: int | None, weeks: int | None
) -> None:
    found = timed(window(start, min(start + length, 216), born), wait, weeks)

    assert found.closes_on is not None
    if wait is None:
        assert (found.starts_inside, found.ends_inside) == (None, None)
        return
    assert found.starts_on is not None
    assert found.ask_by is not None
    assert found.starts_inside == (found.starts_on < found.closes_on)
    assert found.too_late == (found.ask_by < ON) == (not found.starts_inside)
    if not found.too_late:
        asked_last = timed(found.window, wait, weeks, on=found.ask_by)
        assert asked_last.starts_inside
        assert not timed(found.window, wait, weeks, on=found.ask_by + timedelta(1)).starts_inside
    assert found.ends_inside is not None or weeks is None


def openings(case: dict[str, Any], months: int = 24) -> list[tuple[str, date | None, int, bool]]:
    known = read_case(case, knowledge().facts, ON).known
    return [
        (each.option.recommendation.id, each.opens_on, each.within_months, each.open_questions)
        for each in opening_next(answer(case).options, known, ON, months)
    ]


def test_a_girl_who_turns_8_before_anything_could_start() -> None:
    """She is 7 years 11 months: one window shuts before the wait is over, another opens."""
    at_risk = {
        **GIRL,
        "stage": "at_risk",
        "parent.is_mother": True,
        "parent.anger_difficulty": True,
    }
    closes = options(at_risk)["ng76:1.5.9"]
    assert closes.status == "applies"
    assert closing_soon(closes, ON)
    assert sentences(timed(closes.window, 14, 12), ON) == (
        "With a 14-week wait the child would be too old: it closes on 14 December 2026.",
    )

    assert openings(GIRL) == [("ng76:1.7.18", date(2026, 12, 14), 1, False)]
    for wait, starts_on in ((14, date(2027, 2, 28)), (0, date(2026, 12, 14))):
        therapy = timed(options(GIRL)["ng76:1.7.18"].window, wait, 30)
        assert (therapy.starts_on, therapy.starts_inside) == (starts_on, True)


def test_without_a_birth_date_what_opens_next_is_told_in_months() -> None:
    aged = {id: value for id, value in GIRL.items() if id != "child.born_on"}

    assert openings({**aged, "child.age_months": 94}) == [("ng76:1.7.18", None, 2, False)]


def test_what_opens_next_stops_at_the_months_asked_for() -> None:
    """She is 10 on 14 December 2028: 24 months and some days away."""
    assert openings(GIRL, 1) == openings(GIRL, 24)
    assert openings(GIRL, 25)[1:] == [("ng76:1.7.14", date(2028, 12, 14), 25, True)]
    assert opening_next(answer(GIRL).options, {}, ON) == ()


def made_openings(case: dict[str, Any], *when: Any) -> list[tuple[str, bool]]:
    result = made(recommendation("one", *when), case=case)
    found = opening_next(result.options, case, ON)
    return [(each.option.recommendation.id, each.open_questions) for each in found]


def test_the_age_must_be_the_only_thing_against() -> None:
    old = {"age": {"from_months": 60}}
    case = {"child.age_months": 50}

    assert made_openings(case, old) == [("one", False)]
    assert made_openings(case, old, "a") == [("one", True)]
    assert made_openings({**case, "a": False}, old, "a") == []
    assert made_openings({"child.age_months": 70}, {"age": {"under_months": 60}}) == []


def test_an_age_within_a_condition_counts_only_where_the_rest_does_not_stand_against() -> None:
    together = {"all": [{"age": {"from_months": 60}}, "a"]}
    case = {"child.age_months": 50}

    assert made_openings({**case, "a": True}, together) == [("one", False)]
    assert made_openings({**case, "a": False}, together) == []


@pytest.mark.parametrize(
    ("born", "soon"),
    [("2018-11-23", True), ("2019-05-23", True), ("2019-05-24", False), ("2018-11-22", False)],
)
def test_what_closes_soon(born: str, soon: bool) -> None:
    case = {**ANGRY_MOTHER, "child.born_on": born}
    option = options(case)["ng76:1.5.9"]

    assert closing_soon(option, ON) == soon
