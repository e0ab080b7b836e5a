"""The fast answer compared with a plain, slow, independent reading of one service at a time."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from directory.domain.eligibility import service_search
from directory.model.service_entry import ServiceEntry
from tests.directory_builders import HOME, ROUGH, TODAY, Directory
from tests.domain.eligibility.reading import (
    ENGLISH,
    FACTS,
    METRES,
    Reading,
    cases,
    services,
    verdict,
)

pytestmark = pytest.mark.database

# Beside real postcodes: one found by its outcode alone, so that its authority is a guess.
postcodes = st.sampled_from([None, HOME, *ENGLISH, ROUGH, "TD15 1ZZ"])
miles = st.sampled_from([0.5, 1.0, 3.0, 14.0, 400.0])
slow = with_settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True)
def list_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """List every service that would refuse, too."""
    monkeypatch.setattr(service_search, "REFUSED_LISTED", 1000)


@given(made=services(), case=cases(), postcode=postcodes, within=miles)
@slow
def test_the_fast_answer_is_the_plain_one(
    made: list[ServiceEntry], case: dict[str, Any], postcode: str | None, within: float,
    directory: Directory,
) -> None:  # fmt: skip
    directory.take_alone(*made)
    place = directory.places.find(postcode) if postcode else None

    found = directory.find(case, postcode, within_miles=within)

    readings = {e.id: Reading(e, place, within, directory.places) for e in made}
    by_id = {e.id: e for e in made}
    wanted = {e.id: verdict(e, case, TODAY, readings[e.id]) for e in made if readings[e.id].fits}
    assert {each.service.id: each.accepts for each in found.listed} == wanted
    counted = {name: list(wanted.values()).count(name) for name in ("yes", "unknown", "no")}
    tally = {"yes": found.tally.yes, "unknown": found.tally.unknown, "no": found.tally.no}
    assert tally == counted
    accepting = {id for id, r in readings.items() if verdict(by_id[id], case, TODAY, r) == "yes"}
    away = [readings[id].metres for id in accepting if place and not counted["yes"]]
    next_miles = min((metres / METRES for metres in away if metres is not None), default=None)
    assert found.next_miles == pytest.approx(next_miles, abs=0.051)


@given(
    made=services(), case=cases(), postcode=postcodes, learnt=st.sampled_from(FACTS),
    value=st.booleans(),
)  # fmt: skip
@slow
def test_learning_a_fact_never_turns_what_was_settled(
    made: list[ServiceEntry], case: dict[str, Any], postcode: str | None, learnt: str, value: bool,
    directory: Directory,
) -> None:  # fmt: skip
    assume(learnt not in case)
    directory.take_alone(*made)

    before = {e.service.id: e.accepts for e in directory.find(case, postcode).listed}
    after = {
        e.service.id: e.accepts for e in directory.find({**case, learnt: value}, postcode).listed
    }

    settled = {id: answer for id, answer in before.items() if answer != "unknown"}
    assert set(after) == set(before)
    assert {id: after[id] for id in settled} == settled


@given(made=services(), case=cases(), postcode=st.sampled_from(ENGLISH), within=miles)
@slow
def test_learning_the_postcode_never_turns_what_was_settled(
    made: list[ServiceEntry],
    case: dict[str, Any],
    postcode: str,
    within: float,
    directory: Directory,
) -> None:
    directory.take_alone(*made)

    before = {e.service.id: e.accepts for e in directory.find(case, None).listed}
    after = {e.service.id: e.accepts for e in directory.find(case, postcode).listed}

    assert set(after) <= set(before), "what is listed for one postcode may be for an unknown one"
    assert {id for id, answer in before.items() if answer == "yes"} == set()
    assert all(after[id] == "no" for id in after if before[id] == "no")


@given(made=services(), case=cases(), postcode=postcodes, within=miles)
@slow
def test_every_doubt_and_every_refusal_has_its_reason(
    made: list[ServiceEntry], case: dict[str, Any], postcode: str | None, within: float,
    directory: Directory,
) -> None:  # fmt: skip
    directory.take_alone(*made)

    for each in directory.find(case, postcode, within_miles=within).listed:
        said = "; ".join(each.why)
        assert len(set(each.why)) == len(each.why), said
        assert each.accepts != "no" or any(word in said for word in REFUSALS), said
        assert each.accepts != "unknown" or any(word in said for word in DOUBTS), said


REFUSALS = (
    "paused:", "closed", "not open yet", ": the child is", " only", "not if ",
    "only if ", "serves another area",
)  # fmt: skip
DOUBTS = ("not known", "not stated")
