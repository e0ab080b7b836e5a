"""The verdict by level, which version it is by, and whether pages agree."""

from typing import Any

import pytest

from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report import QualityReport
from directory.exchange.openreferral.feed_documents import FeedDocuments
from tests.exchange.data_quality.feeds import DETAILS, ON, feed, item, page, record, report, uuid


def states(found: QualityReport) -> dict[str, str]:
    return {each.where: each.state for level in found.levels for each in level.checked}


def pages_of(*pages: Any, **fields: Any) -> QualityReport:
    return report_feed(feed(record(), pages={"/services": pages}, **fields), on=ON)


def test_a_sound_feed_conforms_at_level_1_and_level_2_cannot_be_told() -> None:
    found = report(record(1), record(2))

    assert [level.conforms for level in found.levels] == [True, None]
    assert states(found)["/taxonomies"] == "not given"


def test_what_was_not_there_to_be_judged_is_no_pass() -> None:
    found = report_feed(FeedDocuments(source="x", pages={"/services": [page(item())]}), on=ON)

    assert found.conforms is None
    assert states(found)["/"] == states(found)["/services/{id}"] == "not given"


def test_an_empty_list_leaves_no_record_to_ask_for() -> None:
    found = report_feed(feed(pages={"/services": [page()]}, records={"/": [DETAILS]}), on=ON)

    assert (found.conforms, states(found)["/services/{id}"]) == (True, "nothing to check")


def test_a_page_without_a_list_is_not_taken_for_an_empty_one() -> None:
    found = report_feed(feed(pages={"/services": [{}]}, records={"/": [DETAILS]}), on=ON)

    assert (found.conforms, states(found)["/services/{id}"]) == (None, "not given")
    assert found.paging[0].says == "is missing: the page holds no list"


def test_a_required_endpoint_that_did_not_answer_fails_the_feed() -> None:
    found = report_feed(feed(record(), details=None, unanswered={"/": "status 404"}), on=ON)

    assert found.conforms is False
    assert found.levels[0].problems[0].says == "did not answer as asked (status 404)"


@pytest.mark.parametrize(("why", "problems"), [("status 404", 0), ("status 500", 1)])
def test_an_optional_endpoint_may_be_absent_but_not_broken(why: str, problems: int) -> None:
    found = report_feed(feed(record(), unanswered={"/taxonomies": why}), on=ON)

    assert (found.conforms, len(found.levels[1].problems)) == (True, problems)


def test_like_problems_are_counted_together_the_most_frequent_first() -> None:
    found = report(record(1, url="a"), record(2, url="b"), record(3, email="x"))

    first, *_ = found.levels[0].problems
    assert (first.where, first.field, first.count) == ("/services", "contents[].url", 2)
    assert [each.at for each in first.examples] == [
        "page 1 $.contents[0].url",
        "page 1 $.contents[1].url",
    ]
    assert [each.id for each in first.examples] == [uuid(1), uuid(2)]


def test_no_more_than_three_examples_stand_for_a_problem() -> None:
    found = report(*(record(n, url="nowhere") for n in range(9)))

    assert (found.levels[0].problems[0].count, len(found.levels[0].problems[0].examples)) == (9, 3)


def test_a_feed_that_does_not_say_its_version_is_told_what_the_validator_would_do() -> None:
    found = report(record(), details={**DETAILS, "version": ""})

    assert found.version == "3.0"
    assert "would judge it by 1.0 without saying so" in found.notes[0]


def test_a_feed_without_openapi_url_is_told_the_same() -> None:
    found = report(record(), details={k: v for k, v in DETAILS.items() if k != "openapi_url"})

    assert (found.conforms, "names no openapi_url" in found.notes[0]) == (False, True)


@pytest.mark.parametrize("version", ["HSDS-UK-3.0", "V3", "3.0", "HSDS 3.0"])
def test_every_spelling_of_the_version_is_understood(version: str) -> None:
    found = report(record(), details={**DETAILS, "version": version})

    assert (found.version, found.notes) == ("3.0", ())


@pytest.mark.parametrize(("version", "note"), [("3.1", "says version 3.1"), ("9", "not one that")])
def test_another_version_is_judged_by_ours_and_said(version: str, note: str) -> None:
    found = report(record(), details={**DETAILS, "version": version})

    assert (found.version, note in found.notes[0]) == ("3.0", True)


def test_pages_of_version_1_are_judged_by_it() -> None:
    service = {"id": "17", "name": "A", "organization": item()["organization"]}
    old = {"content": [service], "totalElements": 1, "totalPages": 1, "number": 1, "size": 1}
    documents = FeedDocuments(
        source="x", pages={"/services": [old]}, records={"/services/{id}": [service]}
    )
    found = report_feed(documents, on=ON)

    assert (found.version, found.conforms, found.services) == ("1.0", True, 1)
    assert "is out of date" in found.notes[-1]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"size": 5}, "size"),
        ({"empty": True}, "empty"),
        ({"first_page": False}, "first_page"),
        ({"last_page": False}, "last_page"),
        ({"total_items": 0}, "total_items"),
        ({"total_items": 2}, "total_items"),
    ],
)
def test_a_page_that_does_not_agree_with_itself_is_named(
    fields: dict[str, Any], field: str
) -> None:
    found = pages_of(page(item(), **fields))

    assert [problem.field for problem in found.paging] == [field]
    assert found.conforms is True


def test_a_total_that_changes_from_page_to_page_is_named() -> None:
    first = page(item(1), total_items=2, total_pages=2, last_page=False)
    second = page(item(2), total_items=3, total_pages=2, page_number=2, first_page=False)

    assert pages_of(first, second).paging[0].says == "is not the same on every page"


def test_pages_that_agree_are_not_named() -> None:
    first = page(item(1), total_items=2, total_pages=2, last_page=False)
    second = page(item(2), total_items=2, total_pages=2, page_number=2, first_page=False)

    assert pages_of(first, second).paging == ()


def test_pages_counted_from_0_are_taken_as_they_are() -> None:
    first = page(item(1), total_items=2, total_pages=2, page_number=0, last_page=False)
    second = page(item(2), total_items=2, total_pages=2, first_page=False)

    assert pages_of(first, second).paging == ()


def test_some_pages_of_a_list_are_not_held_against_its_total() -> None:
    assert pages_of(page(item(), total_items=90, total_pages=90, last_page=False)).paging == ()


@pytest.mark.parametrize("answer", ["<html>", None, [], 3, {"contents": "x"}, {"contents": [3]}])
def test_whatever_an_endpoint_answers_a_report_is_made(answer: Any) -> None:
    paths = ("/", "/services/{id}")
    found = report_feed(
        feed(pages={"/services": [answer]}, records={path: [answer] for path in paths}), on=ON
    )

    assert found.conforms is False
