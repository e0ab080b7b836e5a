"""The official validator's own samples get its verdict: needs files that are not in the project."""

import json
from pathlib import Path

import pytest

from directory.exchange.data_quality.feed_files import read_folder
from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.openreferral.feed_documents import FeedDocuments
from tests.exchange.data_quality.feeds import ON
from tests.exchange.data_quality.published import published

pytestmark = pytest.mark.real_data


def sample(name: str) -> QualityReport:
    return report_feed(read_folder(published() / "validator" / "mocks" / name), on=ON)


def warned(report: QualityReport) -> set[str]:
    return {problem.where for problem in report.levels[1].problems}


@pytest.mark.parametrize("name", ["V3.0-UK-Default", "V3.0-UK-Test"])
def test_the_samples_that_pass_conform_at_both_levels(name: str) -> None:
    report = sample(name)

    assert [level.conforms for level in report.levels] == [True, True]
    assert (report.version, report.levels[0].problems, report.levels[1].problems) == ("3.0", (), ())


def test_the_sample_that_warns_conforms_at_level_1_and_not_at_level_2() -> None:
    report = sample("V3.0-UK-Warn")

    assert [level.conforms for level in report.levels] == [True, False]
    assert warned(report) == {"/taxonomy_terms/{id}"}


def test_the_sample_that_fails_fails_at_every_endpoint_that_has_to_be_there() -> None:
    report = sample("V3.0-UK-Fail")

    assert report.conforms is False
    assert {p.where for p in report.levels[0].problems} == {"/", "/services", "/services/{id}"}


def test_what_the_samples_say_wrongly_of_their_pages_is_reported_beside_the_verdict() -> None:
    report = sample("V3.0-UK-Test")

    assert [problem.field for problem in report.paging] == ["size", "total_items"]
    assert (report.services, report.traps[0].name) == (1, "duplicate_id")


def test_the_dashboard_answers_among_the_samples_are_named_as_not_read() -> None:
    notes = sample("V3.0-UK-Default").notes

    assert len([note for note in notes if "dashboard" in note]) == 2


def test_the_published_examples_conform_as_one_feed() -> None:
    folder: Path = published()
    documents = read_folder(folder / "hsds-uk-3.0" / "examples")
    details = json.loads(
        (folder / "validator" / "mocks" / "V3.0-UK-Default" / "api_details.json").read_text()
    )
    whole = FeedDocuments(
        source="examples", pages=documents.pages, records={**documents.records, "/": [details]}
    )

    assert [level.conforms for level in report_feed(whole, on=ON).levels] == [True, True]
