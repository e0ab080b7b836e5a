"""Shares, traps and the worst entries of a feed; what is not stated is never counted as a no."""

import json
from typing import Any

import pytest

from directory.exchange.data_quality.feed_report import report_feed
from directory.exchange.data_quality.report_text import as_text
from directory.exchange.openreferral.feed_documents import FeedDocuments
from directory.exchange.openreferral.taxonomy import BASE
from tests.exchange.data_quality.feeds import (
    DETAILS,
    ON,
    counts,
    feed,
    item,
    named,
    page,
    record,
    report,
    uuid,
)


def own_term(path: str) -> dict[str, Any]:
    return {"attributes": [{"id": uuid(9), "taxonomy_term": {"term_uri": f"{BASE}/{path}"}}]}


def test_a_service_that_states_all_that_is_asked_is_usable_and_has_nothing_to_mend() -> None:
    found = report(record())

    assert (found.usable.count, found.usable.percent) == (1, 100)
    assert counts(found.usable_lacks) == counts(found.referral_lacks) == {}
    assert (found.traps, found.worst) == ((), ())


@pytest.mark.parametrize(
    ("fields", "lack"),
    [
        ({"id": "17"}, "id"),
        ({"status": "inactive"}, "status"),
        ({"name": " "}, "name"),
        ({"description": ...}, "description"),
        ({"url": "council"}, "url"),
        ({"organization": {"id": uuid(7)}}, "organization"),
        ({"organization": ..., "organization_id": uuid(7)}, "organization"),
        ({"email": ""}, "email"),
    ],
)
def test_each_part_of_the_usable_rule_is_counted(fields: dict[str, Any], lack: str) -> None:
    found = report(record(1, **fields), record(2))

    assert counts(found.usable_lacks) == {lack: 1}
    assert (found.usable.count, found.usable.of, found.usable.percent) == (1, 2, 50)


@pytest.mark.parametrize(
    ("assured", "name"),
    [
        ("2026-11-22", "within_3_months"),
        ("2026-08-23", "within_3_months"),
        ("2026-08-22", "within_12_months"),
        ("2025-11-23T09:00:00Z", "within_12_months"),
        ("2025-11-22", "longer"),
        (..., "never"),
        ("", "never"),
        ("soon", "never"),
        ("2026-11-23", "never"),
    ],
)
def test_the_check_is_counted_by_its_age(assured: Any, name: str) -> None:
    assert counts(report(record(assured_date=assured)).assured) == {name: 1}


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({"minimum_age": ..., "maximum_age": ...}, {"age"}),
        ({"minimum_age": -1, "maximum_age": -1}, {"age"}),
        ({"minimum_age": ..., "maximum_age": 104}, {"age"}),
        ({"minimum_age": 0, "maximum_age": ...}, set()),
        (
            {
                "minimum_age": ...,
                "maximum_age": ...,
                "eligibilitys": [{"minimum_age": 2, "maximum_age": 5}],
            },
            set(),
        ),
        ({"service_areas": []}, {"area"}),
        ({"service_areas": [{"uri": "http://www.example.com"}]}, {"area"}),
        ({"application_process": ...}, {"route"}),
        ({"application_process": ..., **own_term("route/self")}, set()),
        ({"application_process": ..., **own_term("detail/referral_note")}, set()),
        ({"wait_time": ""}, {"wait"}),
        ({"wait_time": ..., **own_term("detail/waiting_weeks")}, set()),
        ({"eligibility_description": ...}, {"criteria"}),
        ({"eligibility_description": ..., "pc_targetAudience": ["Parents"]}, set()),
        ({"eligibility_description": ..., **own_term("requires/stage.early_help")}, set()),
        ({"eligibility_description": ..., **own_term("kind/parenting")}, {"criteria"}),
    ],
)
def test_what_a_referral_needs_is_looked_for_wherever_it_may_stand(
    fields: dict[str, Any], needs: set[str]
) -> None:
    assert set(counts(report(record(**fields)).referral_lacks)) == needs


def test_a_line_of_a_list_is_not_blamed_for_what_only_the_full_record_holds() -> None:
    found = report_feed(FeedDocuments(source="x", pages={"/services": [page(item())]}), on=ON)

    assert (found.services, found.in_full) == (1, 0)
    assert (named(found.referral_lacks, "wait").of, named(found.referral_lacks, "age").of) == (0, 1)
    assert named(found.referral_lacks, "wait").percent is None
    assert "how long the wait is: could not be checked" in as_text(found)


def test_a_line_of_a_list_can_hold_the_ages_in_version_3_and_not_in_version_1() -> None:
    ageless = item(minimum_age=..., maximum_age=...)
    for line, of in (({"contents": [ageless]}, 1), ({"content": [ageless]}, 0)):
        found = report_feed(FeedDocuments(source="x", pages={"/services": [line]}), on=ON)

        assert named(found.referral_lacks, "age").of == of


def test_a_service_listed_and_given_in_full_counts_once_by_its_full_record() -> None:
    documents = feed(record(), pages={"/services": [page(item(email=...))]})

    found = report_feed(documents, on=ON)

    assert (found.services, found.in_full, found.usable.count) == (1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "trap"),
    [
        ({"organization": ...}, "no_organisation"),
        ({"description": "<p>Talk to us</p>"}, "html"),
        ({"description": "Fish &amp; chips"}, "html"),
        ({"minimum_age": -1, "maximum_age": -1}, "odd_ages"),
        ({"maximum_age": 127}, "odd_ages"),
        ({"minimum_age": 9, "maximum_age": 4}, "ages_reversed"),
        ({"url": "https://path/to/profile"}, "placeholder"),
        ({"email": "Unknown-17@noemail.invalid"}, "placeholder"),
        ({"service_areas": [{"uri": "http://www.example.com", "name": "N"}]}, "placeholder"),
        ({"last_modified": "2026-11-22T09:30:00"}, "no_zone"),
        ({"assured_date": "2027-01-01"}, "assured_later"),
        ({"assured_date": "soon"}, "assured_unreadable"),
        ({"assurer_email": "someone@council.gov.uk"}, "personal_email"),
        ({"contacts": [{"name": "x", "email": "someone@gmail.com"}]}, "personal_email"),
    ],
)
def test_each_trap_is_counted(fields: dict[str, Any], trap: str) -> None:
    assert counts(report(record(1, **fields), record(2)).traps) == {trap: 1}


@pytest.mark.parametrize(
    "fields",
    [
        {"description": "For ages <5 and >2, R&B; tea"},
        {"last_modified": "2026-11-22T09:30:00Z"},
        {"maximum_age": 99},
        own_term("route/self"),
    ],
)
def test_what_only_looks_like_a_trap_is_none(fields: dict[str, Any]) -> None:
    assert report(record(**fields)).traps == ()


def test_an_id_that_is_listed_twice_is_a_trap_and_one_service() -> None:
    documents = feed(record(), pages={"/services": [page(item(), item())]})

    found = report_feed(documents, on=ON)

    assert (found.services, counts(found.traps)) == (1, {"duplicate_id": 1})


def test_services_without_an_id_are_each_counted() -> None:
    documents = FeedDocuments(
        source="x", pages={"/services": [page(item(id=...), item(id=None), item(id=True))]}
    )

    assert report_feed(documents, on=ON).services == 3


def test_the_twenty_with_most_to_mend_come_first_worst_first() -> None:
    poor = record(50, email=..., description=..., url=...)
    found = report(*(record(n, email=...) for n in range(1, 31)), poor, record(60))

    assert (len(found.worst), found.worst[0].id) == (20, uuid(50))
    assert found.worst[1].mend == ("add the e-mail address of a team",)


def test_one_that_says_it_is_closed_need_not_be_mended() -> None:
    assert report(record(status="defunct", email=...)).worst == ()


def test_a_fault_of_form_is_among_what_to_mend_once() -> None:
    (worst,) = report(record(last_modified="today")).worst

    assert [mend for mend in worst.mend if mend.startswith("last_modified")] == [
        "last_modified is not a date and time with its zone: "
        "write it as in 2026-11-22T09:30:00Z, zone included"
    ]


def test_what_is_lacked_for_use_is_not_said_again_as_a_fault_of_form() -> None:
    (worst,) = report(record(email=7)).worst

    assert worst.mend == ("add the e-mail address of a team",)


def test_no_address_of_a_person_is_in_any_form_of_the_report() -> None:
    person = "jane.smith@gmail.com"
    found = report(
        record(assurer_email=person, email="jane.smith", last_modified=person, status=person),
        details={**DETAILS, "profile": f"mailto {person}"},
    )

    assert "jane" not in as_text(found) + json.dumps(found.as_data())


def test_the_text_says_the_verdict_before_anything_else() -> None:
    lines = as_text(report(record(email=...))).splitlines()

    assert lines[:2] == [
        "made up, 22 November 2026",
        "It conforms to Open Referral UK 3.0 at Level 1.",
    ]
    assert "  usable by the rule of the Department for Education: 0 of 1 (0%)" in lines


def test_the_text_names_the_first_kinds_of_problem_and_counts_the_rest() -> None:
    broken = {name: 7 for name in ("name", "description", "url", "email", "fees", "alert")}
    places = {"accreditations": 7, "assured_date": 7, "assurer_email": 7, "minimum_age": "7"}
    found = report(record(**broken, **places, last_modified=7))

    assert "  and 2 more kinds of problem (--format json names them all)" in as_text(found)
