"""The report over our own directory file."""

from datetime import date

import pytest

from directory.exchange.data_quality.file_report import report_entries, report_problems
from directory.exchange.data_quality.report_text import as_text
from directory.model.problems import FileError, FileProblem
from tests.directory_builders import entry, hidden, venue
from tests.exchange.data_quality.feeds import ON, counts

STATED = {
    "description": "Somebody to talk to",
    "url": "https://council.gov.uk",
    "email": "team@council.gov.uk",
    "age_from_months": 0,
    "areas_served": ("E08000021",),
    "referral_note": "Ring us",
    "waiting_weeks": 0,
    "requires": ("stage.early_help",),
    "assured_on": date(2026, 10, 12),
}


def test_an_entry_that_states_all_that_is_asked_has_nothing_to_mend() -> None:
    found = report_entries("services.csv", [entry("a", **STATED)], on=ON)

    assert (found.conforms, found.usable.count, found.worst) == (True, 1, ())
    assert counts(found.assured) == {"within_3_months": 1}


def test_a_wait_of_no_weeks_is_stated() -> None:
    found = report_entries("services.csv", [entry("a", **{**STATED, "waiting_weeks": 0})], on=ON)

    assert counts(found.referral_lacks) == {}


def test_an_entry_that_states_nothing_lacks_everything_but_its_name() -> None:
    found = report_entries("services.csv", [entry("a")], on=ON)

    assert counts(found.usable_lacks) == {"description": 1, "url": 1, "email": 1}
    assert counts(found.referral_lacks) == dict.fromkeys(
        ("age", "area", "route", "wait", "criteria"), 1
    )
    assert found.worst[0].at == "row 1 below the header"


@pytest.mark.parametrize(("status", "lacks"), [("closing", {}), ("paused", {"status": 1})])
def test_a_service_that_is_closing_still_runs(status: str, lacks: dict[str, int]) -> None:
    found = report_entries("services.csv", [entry("a", **{**STATED, "status": status})], on=ON)

    assert counts(found.usable_lacks) == lacks


def test_traps_of_the_words_are_found() -> None:
    stated = {**STATED, "assured_by": "jane@council.gov.uk", "description": "<b>Talk</b>"}
    found = report_entries("services.csv", [entry("a", **stated)], on=ON)

    assert counts(found.traps) == {"html": 1, "personal_email": 1}
    assert "jane" not in as_text(found)


def test_a_hidden_address_is_in_no_part_of_the_report() -> None:
    secret = hidden("NE1 4SU", name="Rowan House", address="1 Rowan Lane")
    found = report_entries("services.csv", [entry("a", secret, venue("NE1 4ST"))], on=ON)

    assert not any(word in as_text(found) for word in ("Rowan", "NE1"))


def test_a_file_that_cannot_be_taken_has_its_problems_and_no_counts() -> None:
    problems = [
        FileProblem(line=n, column="email", value="jane@", problem="should be an e-mail address")
        for n in (2, 3)
    ]
    found = report_problems("services.csv", FileError(problems), on=ON)

    (problem,) = found.levels[0].problems
    assert (found.conforms, problem.field, problem.count) == (False, "email", 2)
    assert [(each.at, each.shown) for each in problem.examples] == [
        ("line 2", None),
        ("line 3", None),
    ]
    assert "The file cannot be taken in." in as_text(found)
    assert "0 services" not in as_text(found)


def test_where_to_read_what_a_column_takes_is_said_once() -> None:
    problems = [
        FileProblem(line=2, column=name, value="x", problem=f"should be a {name}")
        for name in ("email", "url", "phone")
    ]

    said = as_text(report_problems("services.csv", FileError(problems), on=ON))

    assert said.count("docs/directory.md says what each column takes") == 1
    assert "mend:" not in said
