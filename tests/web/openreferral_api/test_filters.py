"""Filters of services: what is asked for, and what is not stated."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update
from time_machine import travel

from directory.storage import DirectoryVersion, Service
from tests.directory_builders import NOW, PROGRAMME, RECOMMENDATION, Directory, entry, hidden
from tests.web.openreferral_api.reader import Feed

pytestmark = pytest.mark.database

AGES = (
    entry("babies", age_from_months=0, age_under_months=24),
    entry("not stated"),
    entry("over fives", age_from_months=60),
    entry("under fives", age_under_months=60),
)


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, ["babies", "not stated", "over fives", "under fives"]),
        ({"minimum_age": 2}, ["not stated", "over fives", "under fives"]),
        ({"minimum_age": 1.9}, ["babies", "not stated", "over fives", "under fives"]),
        ({"minimum_age": 5}, ["not stated", "over fives"]),
        ({"maximum_age": 4}, ["babies", "not stated", "under fives"]),
        ({"maximum_age": 5}, ["babies", "not stated", "over fives", "under fives"]),
        ({"maximum_age": 4.9}, ["babies", "not stated", "under fives"]),
        ({"minimum_age": 3, "maximum_age": 4}, ["not stated", "under fives"]),
        ({"maximum_age": 0}, ["babies", "not stated", "under fives"]),
        (
            {"minimum_age": -1, "maximum_age": -1},
            ["babies", "not stated", "over fives", "under fives"],
        ),
    ],
)
def test_ages_overlap_and_an_age_not_stated_is_any(
    directory: Directory, feed: Feed, parameters: dict[str, float], found: list[str]
) -> None:
    directory.take(*AGES)

    assert feed.names(**parameters) == found


def test_days_and_times_hide_nothing_since_no_service_states_its_hours(
    directory: Directory, feed: Feed
) -> None:
    directory.take(*AGES)

    assert len(feed.names(day="MO", start_time="09:00", end_time="10:00")) == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (NOW, ["later", "not known", "now"]),
        (NOW + timedelta(seconds=1), ["later", "not known"]),
        (NOW + timedelta(days=2), ["not known"]),
    ],
)
def test_changes_are_found_and_one_whose_day_is_not_known_counts_as_changed(
    directory: Directory, feed: Feed, asked: datetime, found: list[str]
) -> None:
    later = NOW + timedelta(days=1)
    directory.take(entry("not known"), entry("now"))
    directory.take(entry("not known"), entry("now"), entry("later"), now=later)
    with directory.session() as session:
        session.execute(update(Service).where(Service.id == "not known").values(changed_at=None))
        session.execute(update(DirectoryVersion).values(number=DirectoryVersion.number + 1))

    assert feed.names(modified_after=asked.isoformat()) == found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("2026-11-22T09:30:00", True),
        ("2026-11-22T09:30:01", False),
        ("2026-11-22T09:30:00Z", True),
        ("2026-11-22T10:30:00+01:00", True),
        ("2026-11-22T10:30:00 01:00", True),
        ("2026-11-22T09:30:00-01:00", False),
        ("2026-11-22", True),
        ("2026-11-23", False),
    ],
)
def test_a_moment_without_a_zone_is_in_utc(
    directory: Directory, feed: Feed, text: str, is_found: bool
) -> None:
    directory.take(entry("a"))
    assert datetime(2026, 11, 22, 9, 30, tzinfo=UTC) == NOW

    assert bool(feed.names(modified_after=text)) is is_found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2026-11-30", []),
        ("2026-11-22", ["ended yesterday", "opens today"]),
        ("2026-11-12", ["ended", "ended yesterday", "opens today"]),
    ],
)
def test_a_service_that_opened_or_ended_by_its_dates_counts_as_changed(
    directory: Directory, feed: Feed, asked: str, found: list[str]
) -> None:
    directory.take(
        entry("ended", ends_on=date(2026, 11, 11)),
        entry("ended yesterday", ends_on=date(2026, 11, 21)),
        entry("ends today", ends_on=date(2026, 11, 22)),
        entry("opens today", starts_on=date(2026, 11, 22)),
        entry("opens tomorrow", starts_on=date(2026, 11, 23)),
        entry("neither"),
        now=NOW - timedelta(days=100),
    )

    with travel(NOW, tick=False):
        assert feed.names(modified_after=asked) == found


def test_services_are_found_by_who_provides_them(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a", organisation="O"), entry("b", organisation="P"))
    ours = feed.service("a")["organization_id"]

    assert feed.names(organization_id=ours) == ["a"]
    assert feed.names(organization_id=ours.upper()) == ["a"]
    assert feed.names(organization_id="no such one ☃") == []


RICH = entry(
    "rich",
    hidden("NE1 4SU"),
    programme=PROGRAMME,
    kind="therapeutic",
    status="closing",
    age_from_months=-3,
    age_under_months=0,
    accepts_abuse=("abuse.neglect",),
    accepts_carers=("carer.foster",),
    requires=("parent.past_domestic_abuse",),
    excludes=("safety.immediate_danger",),
    delivery=("home",),
    referral_routes=("court",),
    waiting_weeks=0,
    accessibility=("step-free",),
    on_call=False,
    assured_by="Directory officer",
)


def test_services_are_found_by_every_term_that_they_carry(directory: Directory, feed: Feed) -> None:
    directory.take(RICH, entry("bare", kind="other"))

    carried = [each["taxonomy_term"] for each in feed.service("rich")["attributes"]]

    assert len(carried) > 15
    for term in carried:
        assert feed.names(taxonomy_term_id=term["id"].upper()) == ["rich"], term["term_uri"]
        assert "rich" in feed.names(taxonomy_id=term["taxonomy_id"]), term["term_uri"]


def test_no_service_is_found_by_a_term_that_it_does_not_carry(
    directory: Directory, feed: Feed
) -> None:
    directory.take(RICH, entry("bare", kind="other"))
    carried = {
        name: {each["taxonomy_term_id"] for each in feed.service(name)["attributes"]}
        for name in ("bare", "rich")
    }

    for term in feed.lines("/taxonomy_terms"):
        wanted = [name for name, terms in carried.items() if term["id"] in terms]
        assert feed.names(taxonomy_term_id=term["id"]) == wanted, term["term_uri"]


def test_a_recommendation_finds_whoever_answers_it(directory: Directory, feed: Feed) -> None:
    directory.take(entry("answers", programme=PROGRAMME), entry("other", kind="other"))
    terms = feed.lines("/taxonomy_terms")
    [id] = [each["id"] for each in terms if each["term_uri"].endswith(f"/{RECOMMENDATION}")]

    assert feed.names(taxonomy_term_id=id) == ["answers"]


def test_terms_of_others_find_nothing(directory: Directory, feed: Feed) -> None:
    directory.take(entry("a"))

    assert feed.names(taxonomy_term_id="https://id.example/serviceType/163") == []


def test_filters_are_joined(directory: Directory, feed: Feed) -> None:
    directory.take(RICH, entry("bare", kind="other"))
    [kinds] = feed.all("/taxonomies", search="kinds of help")

    assert feed.names(taxonomy_id=kinds["id"], search="rich") == ["rich"]
    assert feed.names(taxonomy_id=kinds["id"], search="ri", minimum_age=30) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour", ["Harbour café"]),
        ("HARBOURS", ["Harbour café"]),
        ("harb", []),
        ("harbuor", []),
        ("cafe", ["Harbour café"]),
        ("bour", []),
        ("cafe harbour", ["Harbour café"]),
        ("harbour pier", []),
        ("%", ["Harbour café", "Pier"]),
        ("harbour " * 300, ["Harbour café"]),
    ],
)
def test_words_are_found_as_on_the_page_of_find(
    directory: Directory, feed: Feed, words: str, found: list[str]
) -> None:
    directory.take(entry("a", name="Harbour café"), entry("b", name="Pier"))

    assert feed.names(search=words) == found
