"""What an entry becomes in the feed: every fact in its field, and nothing that was not stated."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from directory.exchange.openreferral.exporter import PublishedEntry
from directory.geo import Places
from tests.directory_builders import NEWCASTLE, PROGRAMME, RECOMMENDATION, entry, hidden, venue
from tests.exchange.openreferral.exporter_builders import outward, sent, terms


def test_an_entry_that_states_nothing_says_nothing(places: Places) -> None:
    document = sent(places, entry("a"))

    assert set(document) == {
        "id", "organization_id", "name", "status", "organization", "attributes",
    }  # fmt: skip
    assert terms(document) == {"kind/other": None, "status/active": None}


def test_an_id_that_is_a_uuid_stays_that_uuid(places: Places) -> None:
    id = "0d2f9c62-6e7b-4a93-9a3c-1c2f3f9f1f11"

    assert sent(places, entry(id))["id"] == id


@pytest.mark.parametrize(
    ("months", "years"),
    [
        ((6, 48), (0.5, 3.99)),
        ((0, 216), (0, 17.99)),
        ((11, 13), (0.92, 1.07)),
        ((-3, 60), (0, 4.99)),
    ],
)
def test_months_travel_as_years(
    places: Places, months: tuple[int, int], years: tuple[float, float]
) -> None:
    document = sent(places, entry("a", age_from_months=months[0], age_under_months=months[1]))

    assert (document["minimum_age"], document["maximum_age"]) == years


def test_ages_that_years_cannot_say_travel_as_months_beside_them(places: Places) -> None:
    document = sent(places, entry("a", age_from_months=-9, age_under_months=-1))

    assert terms(document)["detail/age_from_months"] == "-9"
    assert terms(document)["detail/age_under_months"] == "-1"


def test_ages_that_years_can_say_are_said_once(places: Places) -> None:
    found = terms(sent(places, entry("a", age_from_months=6, age_under_months=48)))

    assert "detail/age_from_months" not in found
    assert "detail/age_under_months" not in found


def test_whom_it_takes_is_said_in_words_and_in_terms(places: Places) -> None:
    document = sent(
        places,
        entry(
            "a",
            age_from_months=6,
            age_under_months=48,
            accepts_abuse=("abuse.neglect", "abuse.physical"),
            excludes=("safety.current_domestic_abuse",),
            eligibility_note="Ask about brothers and sisters.",
        ),
    )

    assert document["eligibility_description"] == (
        "Ages: from 6 months to under 4 years. Takes families after neglect or physical abuse."
        " Not if domestic abuse is happening now in this family. Ask about brothers and sisters."
    )
    assert {
        "accepts-abuse/abuse.neglect",
        "accepts-abuse/abuse.physical",
        "excludes/safety.current_domestic_abuse",
    } <= set(terms(document))


def test_a_programme_travels_with_each_recommendation_that_it_answers(places: Places) -> None:
    found = terms(sent(places, entry("a", programme=PROGRAMME, kind="therapeutic")))

    assert f"programme/{PROGRAMME}" in found
    assert f"recommendation/{RECOMMENDATION}" in found


def test_a_fact_that_the_knowledge_has_lost_still_travels(places: Places) -> None:
    document = sent(places, entry("a", excludes=("safety.no_longer_known",)))

    assert document["eligibility_description"] == "Not if safety.no_longer_known."
    assert "excludes/safety.no_longer_known" in terms(document)


def test_how_to_refer_and_the_wait_are_said_in_words(places: Places) -> None:
    document = sent(
        places,
        entry(
            "a",
            referral_routes=("early_help", "social_care"),
            referral_note="Ring first.",
            waiting_weeks=6,
            waiting_as_of=date(2026, 10, 3),
        ),
    )

    assert document["application_process"] == (
        "Referral routes: early help or social care. Ring first."
    )
    assert document["wait_time"] == "6 weeks, as of 3 October 2026"


@pytest.mark.parametrize(
    ("stated", "status", "alert"),
    [
        ({"status": "active"}, "active", None),
        ({"status": "closing"}, "active", "Ending: the date is not stated."),
        ({"status": "paused"}, "temporarily closed", "Paused: it takes nobody at present."),
        ({"status": "closed"}, "defunct", "Closed."),
        ({"ends_on": date(2026, 11, 22)}, "active", "Ends on 22 November 2026."),
        ({"ends_on": date(2026, 11, 21)}, "defunct", "Closed on 21 November 2026."),
        (
            {"starts_on": date(2026, 11, 23)},
            "inactive",
            "Not open yet: it starts on 23 November 2026.",
        ),
        ({"starts_on": date(2026, 11, 22)}, "active", None),
        (
            {"status": "paused", "ends_on": date(2026, 12, 1)},
            "temporarily closed",
            "Paused: it takes nobody at present. Ends on 1 December 2026.",
        ),
        (
            {"status": "paused", "ends_on": date(2026, 11, 21)},
            "defunct",
            "Closed on 21 November 2026.",
        ),
    ],
)
def test_a_service_that_does_not_run_says_so(
    places: Places, stated: dict[str, object], status: str, alert: str | None
) -> None:
    document = sent(places, entry("a", **stated))

    assert (document["status"], document.get("alert")) == (status, alert)


@pytest.mark.parametrize(
    ("column", "value"), [("url", "https://a b"), ("url", "not one"), ("email", "nobody")]
)
def test_what_is_not_of_the_form_is_left_out(places: Places, column: str, value: str) -> None:
    assert column not in sent(places, entry("a", **{column: value}))


def test_who_assured_an_entry_travels_as_a_role_and_never_as_an_address(places: Places) -> None:
    role = sent(places, entry("a", assured_by="Directory officer"))
    person = sent(places, entry("a", assured_by="sam@council.example"))

    assert terms(role)["detail/assured_by"] == "Directory officer"
    assert "sam" not in str(person)
    assert not any("assurer_email" in each for each in (role, person))


def test_a_venue_has_its_address_and_point(places: Places) -> None:
    hall = venue("NE1 4SU", name="Hall", address="4 Sample Street, Byker, Newcastle upon Tyne")
    document = sent(places, entry("a", hall, accessibility=("step-free",)))

    [at_location] = document["service_at_locations"]
    location = at_location["location"]
    [address] = location["addresses"]
    assert location["name"] == "Hall"
    assert round(location["latitude"]) == 55
    assert address["address_1"] == "4 Sample Street, Byker"
    assert address["city"] == address["state_province"] == "Newcastle upon Tyne"
    assert address["postal_code"] == "NE1 4SU"
    assert [each["description"] for each in location["accessibility"]] == ["step-free"]


@pytest.mark.parametrize(
    ("stated", "details"),
    [
        ({"address": "The Hall"}, {"detail/address": "The Hall"}),
        ({"address": "1 Street, Town"}, {"detail/address": "1 Street, Town"}),
        ({"postcode": "NE1 4SU"}, {"detail/postcode": "NE1 4SU"}),
        (
            {"address": "The Hall", "postcode": "NE1 4SU"},
            {"detail/address": "The Hall", "detail/postcode": "NE1 4SU"},
        ),
    ],
)
def test_an_address_of_which_a_part_is_not_known_is_not_made_up(
    places: Places, stated: dict[str, str], details: dict[str, str]
) -> None:
    [at_location] = sent(places, entry("a", venue(**stated)))["service_at_locations"]

    assert "addresses" not in at_location["location"]
    assert terms(at_location["location"]) == details


def test_a_venue_known_by_its_outcode_alone_has_no_point_and_no_authority(places: Places) -> None:
    rough = venue("NE8 9ZZ", address="1 Street, Gateshead")

    [at_location] = sent(places, entry("a", rough))["service_at_locations"]

    assert not {"latitude", "longitude", "addresses"} & set(at_location["location"])


def test_a_hidden_venue_leaves_only_the_number_of_those_kept_back(places: Places) -> None:
    kept = hidden("NE1 4SU", name="Rose House", address="7 Quiet Lane, Newcastle upon Tyne")
    document = sent(places, entry("a", kept, venue("NE8 1AA", name="Office"), kept))

    assert terms(document)["detail/hide_address"] == "2"
    assert [e["location"]["name"] for e in document["service_at_locations"]] == ["Office"]
    assert not any(word in str(document) for word in ("NE1 4SU", "Rose", "Quiet"))


def test_a_service_with_hidden_venues_alone_is_at_no_location(places: Places) -> None:
    document = sent(places, entry("a", hidden("NE1 4SU")))

    assert "service_at_locations" not in document


def test_an_area_is_named_by_its_code_and_by_its_name_where_that_is_known(places: Places) -> None:
    areas = sent(places, entry("a", areas_served=(NEWCASTLE, "E12000001")))["service_areas"]

    assert [each["uri"].rpartition("/")[2] for each in areas] == [NEWCASTLE, "E12000001"]
    assert [each.get("name") for each in areas] == ["Newcastle upon Tyne", None]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 22, 9, 30),  # noqa: DTZ001 (SQLite gives back no zone)
        datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
        datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=1))),
    ],
)
def test_the_last_change_is_in_utc_and_says_so(places: Places, at: datetime) -> None:
    document = outward(places).service(PublishedEntry(entry=entry("a"), changed_at=at))

    assert document["last_modified"] == "2026-11-22T09:30:00Z"


def test_nothing_is_said_to_be_free_from_silence(places: Places) -> None:
    silent, free = sent(places, entry("a")), sent(places, entry("a", cost="Free to families"))

    assert not {"fees", "cost_options"} & set(silent)
    assert free["fees"] == free["cost_options"][0]["option"] == "Free to families"
