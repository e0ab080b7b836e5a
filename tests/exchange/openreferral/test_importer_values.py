"""Ages, dates, status, cost: what means nothing is not stated, and nothing is invented."""

from datetime import date
from typing import Any

import pytest

from tests.exchange.openreferral.importer_builders import entry, noted, place, service, value


def ages(**fields: Any) -> tuple[int | None, int | None]:
    values = entry(service(**fields)).values
    return values["age_from_months"], values["age_under_months"]


@pytest.mark.parametrize(
    ("low", "high", "months"),
    [
        (0, 5, (0, 72)),
        (0.5, 4.99, (6, 60)),
        ("2", "11", (24, 144)),
        (-1, -1, (None, None)),
        (12, 100, (144, None)),
        (12, 104, (144, None)),
        (25, 127, (300, None)),
        (16, 9999, (192, None)),
        (127, 127, (None, None)),
        (104, None, (None, None)),
        (0, 0, (None, None)),
        (18, 5, (None, None)),
        (None, None, (None, None)),
        ("young", True, (None, None)),
        (float("nan"), float("inf"), (None, None)),
        ([1], {"x": 2}, (None, None)),
    ],
)
def test_an_age_is_months_or_it_is_not_stated(
    low: object, high: object, months: tuple[int | None, int | None]
) -> None:
    assert ages(minimum_age=low, maximum_age=high) == months


@pytest.mark.parametrize("years", [-1, 100, 104, 127])
def test_an_age_that_means_nothing_is_noted(years: int) -> None:
    assert any(f"“{years}”" in note for note in noted(service(maximum_age=years)))


@pytest.mark.parametrize(
    ("groups", "months"),
    [
        ([{"minimum_age": 0, "maximum_age": 4}, {"minimum_age": 5, "maximum_age": 11}], (0, 144)),
        ([{"minimum_age": 5, "maximum_age": 11}, {"eligibility": "adult"}], (None, None)),
        ([{"minimum_age": 5, "maximum_age": -1}], (60, None)),
    ],
)
def test_the_groups_of_1_0_are_read_as_one(
    groups: list[dict[str, Any]], months: tuple[int | None, int | None]
) -> None:
    assert ages(eligibilitys=groups) == months


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("2026-06-30T23:30:00Z", date(2026, 7, 1)),
        ("2026-09-30T10:00:00", date(2026, 9, 30)),
        ("2026-09-30 10:00:00.123", date(2026, 9, 30)),
        ("2026-11-23", None),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01", None),
        ("9999-12-31T23:59:59Z", None),
        ("30/09/2026", None),
        ("", None),
        (20260930.5, None),
    ],
)
def test_a_day_of_assurance_is_a_day_that_has_been(sent: object, day: date | None) -> None:
    assert value("assured_on", assured_date=sent) == day


def test_a_time_without_a_zone_is_read_as_utc_and_noted() -> None:
    document = service(assured_date="2026-06-30T23:30:00")

    assert entry(document).values["assured_on"] == date(2026, 7, 1)
    assert any("has no time zone: read as UTC" in note for note in noted(document))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("active", "active"),
        ("Active", "active"),
        (None, "active"),
        ("inactive", "paused"),
        ("temporarily closed", "paused"),
        ("defunct", "closed"),
        ("suspended", "paused"),
        ("draft", "paused"),
        ("1", "paused"),
    ],
)
def test_only_a_word_that_says_so_or_silence_shows_a_service_as_running(
    sent: str | None, status: str
) -> None:
    assert value("status", status=sent) == status


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        ({"cost_options": [{"amount": 0}]}, None),
        ({"cost_options": [{"amount": 0, "option": "Under 5s"}]}, None),
        ({"cost_options": [{"amount": 0, "option": "Free"}]}, "Free"),
        ({"cost_options": [{"amount": 2.5, "amount_description": "a session"}]}, "£2.50 a session"),
        ({"cost_options": [{"option": "Adults", "amount": 3}]}, "Adults: £3"),
        ({"cost_options": [{"option": "Free", "valid_to": "2022-12-31"}]}, None),
        ({"cost_options": []}, None),
        ({"fees": ""}, None),
        ({"fees": "Free to families", "cost_options": [{"amount": 0}]}, "Free to families"),
        ({"free": False, "organisation": {"name": "O"}}, None),
        ({"free": True, "organisation": {"name": "O"}}, "Free"),
    ],
)
def test_silence_is_never_free(fields: dict[str, Any], cost: str | None) -> None:
    assert value("cost", **fields) == cost


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("0191 498 0000", "0191 498 0000"),
        ("Tel: 0191-498-0000 (ask for us)", "0191 498 0000"),
        ("+44 191 498 0000", "+44 191 498 0000"),
        ("see website", None),
        ("", None),
        (None, None),
    ],
)
def test_a_telephone_number_is_found_among_words(sent: str | None, number: str | None) -> None:
    assert value("phone", contacts=[{"phones": [{"number": sent}]}]) == number


def test_how_it_is_delivered_is_stated_only_in_a_word_that_says_so() -> None:
    virtual = place(location_type="virtual")

    assert value("delivery", attending_type="home visit") == ("home",)
    assert value("delivery", service_at_locations=[virtual]) == ("online",)
    assert value("delivery", service_at_locations=[place()]) == ()
    assert value("delivery", schedules=[{"attending_type": "You can come in person"}]) == ()


@pytest.mark.parametrize(
    ("sent", "weeks"), [("6 weeks", 6), ("1 Week", 1), ("about 6 weeks", None), ("none", None)]
)
def test_a_wait_is_read_where_it_is_weeks_and_nothing_else(sent: str, weeks: int | None) -> None:
    assert value("waiting_weeks", wait_time=sent) == weeks


def test_a_language_is_named_once_and_never_splits() -> None:
    sent = [{"name": "Polish; Czech"}, {"language": "Urdu"}, {"name": "Urdu"}, {"id": "x"}, "Welsh"]

    assert value("languages", languages=sent) == ("Polish, Czech", "Urdu")


@pytest.mark.parametrize("junk", [7, "x", [], [None], ["x"], [7], {}, [[]], True, None])
@pytest.mark.parametrize(
    "field",
    [
        "organization", "service_at_locations", "contacts", "attributes", "cost_options",
        "languages", "service_areas", "eligibilitys", "schedules", "phones", "locations",
        "service_taxonomys", "taxonomies", "organisation", "description", "minimum_age",
    ],
)  # fmt: skip
def test_junk_in_any_field_is_survived(field: str, junk: object) -> None:
    assert entry(service(**{field: junk})).values["name"] == "Harbour"


@pytest.mark.parametrize("fees", ["0", 0, "£0", "£0.00", "0.00"])
def test_fees_of_nothing_without_words_are_not_stated(fees: object) -> None:
    assert value("cost", fees=fees) is None


@pytest.mark.parametrize("age", [1e308, -1e308, "1e999", 10**400])
def test_an_age_beyond_all_bounds_is_not_stated(age: object) -> None:
    assert value("age_from_months", minimum_age=age) is None
    assert value("age_under_months", maximum_age=age) is None
