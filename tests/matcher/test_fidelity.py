# ruff: noqa: E501 (one sentence a line)
"""One service beside what NG76 asks and the developer says: meets, differs, or not stated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.delivery_requirements import Setting
from matcher.fidelity import SOON_DAYS, Comparison, LocalOffer, compare
from matcher.knowledge import Recommendation
from matcher.programmes import Programme
from tests.matcher.builders import recommendation
from tests.matcher.shipped import ON, knowledge

BY_REF = {item.ref: item for item in knowledge().recommendations if item.id.startswith("ng76:")}


def offer(delivery: str = "", **stated: Any) -> LocalOffer:
    return LocalOffer(delivery=frozenset(delivery.split()), **stated)


def found(
    ref: str, given: LocalOffer, *programmes: str, item: Recommendation | None = None
) -> dict[str, Comparison]:
    named = [knowledge().programme[id] for id in programmes]
    return {row.aspect: row for row in compare(given, item or BY_REF[ref], named, ON)}


# Sentences: (what a service states, the recommendation, what it comes to, what is said of it)

SENTENCES = [
    ("12 weeks are exactly enough", offer(weeks=12), "1.5.7", "weeks", "meets", "at least 12 weeks", "12 weeks"),
    ("11 weeks are one too few", offer(weeks=11), "1.5.7", "weeks", "differs", "at least 12 weeks", "11 weeks"),
    ("a week alone is one week", offer(weeks=1), "1.5.9", "weeks", "differs", "at least 12 weeks", "1 week"),
    ("sessions say nothing of the weeks", offer(sessions=12), "1.5.10", "weeks", "not_stated", "at least 12 weeks", None),
    ("half a year of visits is exactly enough", offer(weeks=26), "1.5.13", "weeks", "meets", "at least 26 weeks", "26 weeks"),
    ("a week under half a year is too few", offer(weeks=25), "1.7.10", "weeks", "differs", "at least 26 weeks", "25 weeks"),
    ("4 months are in the range", offer(weeks=17), "1.7.14", "weeks", "meets", "17 to 26 weeks", "17 weeks"),
    ("a week under 4 months is not", offer(weeks=16), "1.7.14", "weeks", "differs", "17 to 26 weeks", "16 weeks"),
    ("6 months are in the range", offer(weeks=26), "1.7.14", "weeks", "meets", "17 to 26 weeks", "26 weeks"),
    ("a week over 6 months is not", offer(weeks=27), "1.7.14", "weeks", "differs", "17 to 26 weeks", "27 weeks"),
    ("a year is a year", offer(weeks=52), "1.7.6", "weeks", "meets", "52 weeks", "52 weeks"),
    ("51 weeks are not a year", offer(weeks=51), "1.7.6", "weeks", "differs", "52 weeks", "51 weeks"),
    ("no length is asked of attachment work", offer(weeks=10), "1.7.4", "weeks", "not_asked", None, "10 weeks"),
    ("10 sessions are exactly enough", offer(sessions=10), "1.7.4", "sessions", "meets", "at least 10 sessions", "10 sessions"),
    ("9 sessions are one too few", offer(sessions=9), "1.7.4", "sessions", "differs", "at least 10 sessions", "9 sessions"),
    ("11 sessions of TF-CBT are too few", offer(sessions=11), "1.7.17", "sessions", "differs", "12 to 16 sessions, more if needed", "11 sessions"),
    ("25 sessions of TF-CBT may be needed", offer(sessions=25), "1.7.17", "sessions", "meets", "12 to 16 sessions, more if needed", "25 sessions"),
    ("30 sessions are the most", offer(sessions=30), "1.7.18", "sessions", "meets", "up to 20 sessions, up to 30 if needed", "30 sessions"),
    ("31 sessions are too many", offer(sessions=31), "1.7.18", "sessions", "differs", "up to 20 sessions, up to 30 if needed", "31 sessions"),
    ("18 sessions in a group are the most", offer("venue group", sessions=18), "1.7.19", "sessions", "meets", "up to 30 sessions, or up to 18 in a group", "18 sessions"),
    ("19 sessions in a group are too many", offer("venue group", sessions=19), "1.7.19", "sessions", "differs", "up to 30 sessions, or up to 18 in a group", "19 sessions"),
    ("30 sessions without a group are the most", offer("venue", sessions=30), "1.7.19", "sessions", "meets", "up to 30 sessions, or up to 18 in a group", "30 sessions"),
    ("31 sessions are too many either way", offer(sessions=31), "1.7.19", "sessions", "differs", "up to 30 sessions, or up to 18 in a group", "31 sessions"),
    ("18 sessions are few enough either way", offer(sessions=18), "1.7.19", "sessions", "meets", "up to 30 sessions, or up to 18 in a group", "18 sessions"),
    ("19 sessions depend on what is not said", offer(sessions=19), "1.7.19", "sessions", "not_stated", "up to 30 sessions, or up to 18 in a group", "19 sessions"),
    ("as many sessions as weeks are weekly", offer(sessions=30, weeks=30), "1.5.13", "how_often", "meets", "every week", "30 sessions in 30 weeks"),
    ("a session every second week is not", offer(sessions=20, weeks=40), "1.5.13", "how_often", "differs", "every week", "20 sessions in 40 weeks"),
    ("a few weeks without a session do not tell", offer(sessions=48, weeks=50), "1.7.6", "how_often", "not_stated", "every week", "48 sessions in 50 weeks"),
    ("just over every second week does not tell", offer(sessions=21, weeks=40), "1.7.10", "how_often", "not_stated", "every week", "21 sessions in 40 weeks"),
    ("weeks alone do not say how often", offer(weeks=30), "1.7.10", "how_often", "not_stated", "every week", None),
    ("no weeks at all do not say how often", offer(weeks=0, sessions=3), "1.7.10", "how_often", "not_stated", "every week", None),
    ("nobody states how long a session is", offer(sessions=4), "1.7.15", "session_length", "not_stated", "a day each", None),
    ("home is one of its ways", offer("venue home"), "1.7.8", "setting", "meets", "at home", "at home, at a venue"),
    ("a venue alone is not home", offer("venue"), "1.7.8", "setting", "differs", "at home", "at a venue"),
    ("nothing said is not home", offer(), "1.7.8", "setting", "not_stated", "at home", None),
    ("a venue differs also where home is only if possible", offer("venue"), "1.7.4", "setting", "differs", "at home if possible", "at a venue"),
    ("home or another place: a venue will do", offer("venue"), "1.7.14", "setting", "meets", "at home or at a venue", "at a venue"),
    ("home or another place: not by phone", offer("phone online"), "1.7.14", "setting", "differs", "at home or at a venue", "online, by phone"),
    ("a group is asked and there is one", offer("online group"), "1.7.12", "setting", "meets", "in a group", "online, in a group"),
    ("a group is asked and there is none", offer("venue"), "1.7.11", "setting", "differs", "in a group", "at a venue"),
    ("a word that is new to us stands as it is", offer("barge"), "1.7.17", "setting", "not_asked", None, "barge"),
    ("nobody states how large a group is", offer("group"), "1.7.12", "group_size", "not_stated", "8 to 10 foster carers", None),
    ("nobody states individual sessions", offer("group"), "1.7.11", "individual_sessions", "not_stated", "child and parent together, beside the groups for parents", None),
    ("nobody states sessions for the carer", offer(sessions=20), "1.7.18", "carer_sessions", "not_stated", "up to 8, beside the child’s own", None),
    ("one trained person is enough", offer(trained_staff=1), "1.7.6", "training", "meets", "somebody trained in this programme", "1 member of staff trained in it"),
    ("two trained people are enough", offer(trained_staff=2), "1.7.10", "training", "meets", "somebody trained in this programme", "2 members of staff trained in it"),
    ("nobody trained is not", offer(trained_staff=0), "1.7.6", "training", "differs", "somebody trained in this programme", "no staff trained in it"),
    ("trained staff not mentioned", offer(), "1.5.13", "training", "not_stated", "somebody trained in this programme", None),
    ("training is not asked here", offer(trained_staff=0), "1.7.4", "training", "not_asked", None, "no staff trained in it"),
    ("an accreditation without an end", offer(accreditation="Licensed"), "1.7.4", "accreditation", "not_asked", None, "Licensed"),
    ("one that ends far off", offer(accreditation="Licensed", accreditation_expires=date(2027, 3, 3)), "1.7.4", "accreditation", "not_asked", None, "Licensed, runs out on 3 March 2027"),
    ("one that ran out", offer(accreditation="Licensed", accreditation_expires=date(2026, 3, 3)), "1.7.4", "accreditation", "differs", None, "Licensed, ran out on 3 March 2026"),
    ("one that ran out, without its name", offer(accreditation_expires=date(2026, 3, 3)), "1.5.7", "accreditation", "differs", None, "ran out on 3 March 2026"),
    ("on call day and night", offer(on_call=True), "1.7.14", "on_call", "meets", "somebody on call day and night", "on call day and night"),
    ("not on call", offer(on_call=False), "1.7.14", "on_call", "differs", "somebody on call day and night", "not on call day and night"),
    ("on call not mentioned", offer(), "1.7.14", "on_call", "not_stated", "somebody on call day and night", None),
    ("on call is not asked here", offer(on_call=False), "1.7.4", "on_call", "not_asked", None, "not on call day and night"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "given", "ref", "aspect", "verdict", "asked", "local"),
    SENTENCES,
    ids=[sentence[0] for sentence in SENTENCES],
)
def test_what_a_service_states_is_compared(
    name: str,
    given: LocalOffer,
    ref: str,
    aspect: str,
    verdict: str,
    asked: str | None,
    local: str | None,
) -> None:
    row = found(ref, given)[aspect]
    assert (row.verdict, row.asked, row.local) == (verdict, asked, local), name


# Ages: (youngest and oldest in months, the recommendation, the verdict, local words, words of the note)

AGES = [
    (0, 60, "1.7.4", "meets", "under 5 years", None),
    (None, 60, "1.7.4", "meets", "under 5 years", None),
    (6, 48, "1.7.4", "differs", "from 6 months to under 4 years", "Starts later and stops earlier: takes children from 6 months to under 4 years; NICE NG76 says under 5 years"),
    (0, 59, "1.7.4", "differs", "under 4 years 11 months", "Stops earlier: "),
    (0, 61, "1.7.4", "differs", "under 5 years 1 month", "Goes on longer: "),
    (-4, 60, "1.7.4", "differs", "from 4 months before birth to under 5 years", "Starts earlier: "),
    (0, None, "1.7.4", "not_stated", "from birth", "The oldest age is not stated"),
    (None, None, "1.7.4", "not_stated", None, None),
    (60, 156, "1.7.12", "meets", "5 to 12", None),
    (48, 156, "1.7.12", "differs", "4 to 12", "Starts earlier: "),
    (None, 156, "1.7.12", "not_stated", "under 13 years", "The youngest age is not stated"),
    (None, 144, "1.7.12", "differs", "under 12 years", "Stops earlier: "),
    (120, 216, "1.7.14", "meets", "10 to 17", None),
    (120, None, "1.7.14", "meets", "from 10 years", None),
    (72, 216, "1.7.14", "differs", "6 to 17", "Starts earlier: takes children aged 6 to 17; NICE NG76 says 10 to 17"),
    (60, 312, "1.7.15", "differs", "from 5 years to under 26 years", "Goes on longer: "),
    (0, 216, "1.7.17", "meets", "under 18 years", None),
    (None, None, "1.7.17", "not_stated", None, None),
    (36, 216, "1.7.17", "differs", "3 to 17", "Starts later: "),
    # "Preschool": between 4 years and 5 years 6 months, being at school decides.
    (0, 48, "1.5.10", "meets", "under 4 years", None),
    (0, 66, "1.5.10", "meets", "under 5 years 6 months", None),
    (0, 47, "1.5.10", "differs", "under 3 years 11 months", "Stops earlier: "),
    (0, 67, "1.5.10", "differs", "under 5 years 7 months", "NICE NG76 says under 4 years; for some under 5 years 6 months"),
    (-9, 12, "1.5.13", "not_asked", "from before birth to under 1 year", None),
    (-9, 0, "1.5.13", "not_asked", "before birth", None),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "ref", "verdict", "local", "note"), AGES)
def test_the_ages_of_a_service_are_compared(
    low: int | None, high: int | None, ref: str, verdict: str, local: str | None, note: str | None
) -> None:
    # A programme of its own keeps the row where neither side names an age.
    row = found(ref, offer(age_from_months=low, age_under_months=high), "abc")["ages"]
    assert (row.verdict, row.local) == (verdict, local)
    assert row.note == note if note is None else note in (row.note or "")


@pytest.mark.parametrize(
    ("days", "words", "verdict"),
    [
        (-1, "ran out on 21 November 2026", "differs"),
        (0, "runs out on 22 November 2026, today", "not_asked"),
        (1, "runs out on 23 November 2026, in 1 day", "not_asked"),
        (SOON_DAYS, "runs out on 20 February 2027, in 90 days", "not_asked"),
        (SOON_DAYS + 1, "runs out on 21 February 2027", "not_asked"),
    ],
)
def test_an_accreditation_that_runs_out_soon_says_so(days: int, words: str, verdict: str) -> None:
    row = found("1.7.4", offer(accreditation_expires=ON + timedelta(days=days)))["accreditation"]
    assert (row.local, row.verdict) == (words, verdict)


@pytest.mark.parametrize(
    ("given", "ref", "aspect", "note"),
    [
        (offer("venue"), "1.7.4", "setting", "NICE NG76 asks for this only where it is possible"),
        (offer("venue"), "1.7.8", "setting", None),
        (offer("home"), "1.7.4", "setting", None),
        (offer(sessions=17), "1.7.17", "sessions", "More than 16 only where they are needed"),
        (offer(sessions=16), "1.7.17", "sessions", None),
        (offer(sessions=31), "1.7.18", "sessions", None),
        (offer(sessions=19), "1.7.19", "sessions", "Whether it is in a group is not stated"),
        (
            offer(sessions=48, weeks=50),
            "1.7.6",
            "how_often",
            "Whether they are every week is not stated",
        ),
    ],
)
def test_a_note_says_what_remains(
    given: LocalOffer, ref: str, aspect: str, note: str | None
) -> None:
    assert found(ref, given)[aspect].note == note


# Developers


def test_a_developers_words_stand_beside_with_their_page_and_date() -> None:
    (dose,) = found("1.7.4", offer(sessions=8), "abc")["sessions"].developer
    assert dose.programme == "Attachment and Biobehavioral Catch-up (ABC)"
    assert dose.says == "10 weekly sessions of an hour"
    assert (dose.dated, dose.seen_on.isoformat()) == ("2020-12", "2026-11-22")
    assert dose.url.startswith("https://preventionservices.acf.hhs.gov/")


@pytest.mark.parametrize(
    ("ref", "programme", "aspect", "says"),
    [
        ("1.7.14", "mst-can", "weeks", ["6 to 9 months", "6 to 9 months", "4 to 6 months"]),
        ("1.7.10", "safecare", "sessions", ["18 sessions of 50 to 90 minutes", "18 to 20 sessions, at the NSPCC"]),
        ("1.7.14", "mst-can", "ages", ["6 to 17", "6 to 17"]),
        ("1.7.6", "child-parent-psychotherapy", "session_length", ["20 to 32 weeks, in sessions of 60 to 90 minutes"]),
        ("1.5.11", "parents-under-pressure", "setting", ["20 weeks at home"]),
    ],
)  # fmt: skip
def test_each_page_is_quoted_where_it_bears(
    ref: str, programme: str, aspect: str, says: list[str]
) -> None:
    assert [row.says for row in found(ref, offer(), programme)[aspect].developer] == says


def test_a_developers_figure_counts_without_its_word() -> None:
    assert found("1.7.12", offer(), "keep")["weeks"].developer


def test_a_developer_never_changes_a_verdict() -> None:
    given = offer("venue", weeks=20, sessions=18, age_from_months=0, age_under_months=144)
    alone = {aspect: row.verdict for aspect, row in found("1.7.10", given).items()}
    beside = {aspect: row.verdict for aspect, row in found("1.7.10", given, "safecare").items()}
    assert alone == beside


# Silence


def test_what_nobody_mentions_is_left_out() -> None:
    plain = recommendation("plain", "a")
    assert found("", offer(), item=plain) == {}
    assert list(found("", offer(weeks=3), item=plain)) == ["weeks"]


NUMBER = st.none() | st.integers(0, 60)
OFFERS = st.builds(
    LocalOffer,
    weeks=NUMBER,
    sessions=NUMBER,
    delivery=st.frozensets(st.sampled_from(get_args(Setting))),
    trained_staff=NUMBER,
    accreditation=st.none() | st.just("Licensed"),
    accreditation_expires=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    on_call=st.none() | st.booleans(),
    age_from_months=st.none() | st.integers(-9, 240),
    age_under_months=st.none() | st.integers(-8, 240),
)
ITEMS = st.sampled_from(knowledge().recommendations)
PROGRAMMES = st.lists(st.sampled_from(knowledge().programmes), max_size=3)


@given(ITEMS, PROGRAMMES)
def test_a_service_that_states_nothing_neither_meets_nor_differs(
    item: Recommendation, programmes: list[Programme]
) -> None:
    rows = compare(LocalOffer(), item, programmes, ON)
    assert {row.verdict for row in rows} <= {"not_stated", "not_asked"}
    assert not any(row.local or row.note for row in rows)


@given(OFFERS, ITEMS, PROGRAMMES)
def test_a_verdict_needs_somebody_who_asks_and_a_service_that_states(
    given: LocalOffer, item: Recommendation, programmes: list[Programme]
) -> None:
    for row in compare(given, item, programmes, ON):
        assert row.asked or row.developer or row.local
        assert row.local or row.verdict in ("not_stated", "not_asked")
        asked = row.verdict in ("meets", "not_stated") or row.aspect != "accreditation"
        assert not asked or (row.verdict == "not_asked") == (row.asked is None)
