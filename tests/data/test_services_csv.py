"""The sample directory: whole, sound, and plainly made up."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from directory.exchange.directory_file.file_reader import read_entries
from directory.geo.paths import packed_file
from directory.infrastructure import paths
from directory.model.columns import DELIVERY, KINDS, NAMES, ROUTES
from directory.model.service_entry import ServiceEntry
from directory.model.service_status import STATUSES
from directory.storage import reference_data
from matcher import Knowledge
from tests.directory_builders import TODAY, known_facts, vocabulary

FILE = paths.data() / "services.csv"
# Ofcom keeps these for drama; nobody has one.
DRAMA = re.compile(
    r"01632 ?960\d{3}|0191 ?498 ?0\d{3}|07700 ?900\d{3}|0808 ?157 ?0\d{3}|0800 ?496 ?0\d{3}"
    r"|020 ?7946 ?0\d{3}|03069 ?990\d{3}|0909 ?879 ?0\d{3}"
)
PHONE = re.compile(r"(?<![\d-])0\d[\d ]{7,}\d")
HOST = re.compile(r"[a-z0-9.-]+\.example(?![a-z0-9.-])")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILE.read_text(encoding="utf-8"), newline="")))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return reference_data.loaded(paths.data())


@pytest.fixture(scope="module")
def entries() -> tuple[ServiceEntry, ...]:
    """Return the entries, read with the real postcodes, or without where they are not built."""
    known = reference_data.places_in(packed_file())
    return read_entries(FILE.read_bytes(), vocabulary(known))


def cells(rows: list[dict[str, str]]) -> Iterator[str]:
    return (cell for row in rows for cell in row.values())


def test_the_sample_has_every_column(rows: list[dict[str, str]]) -> None:
    assert tuple(rows[0]) == NAMES


def test_there_are_at_least_eighty_services(entries: tuple[ServiceEntry, ...]) -> None:
    assert len(entries) >= 80


def test_every_kind_status_delivery_and_route_is_shown(entries: tuple[ServiceEntry, ...]) -> None:
    assert {entry.values["kind"] for entry in entries} == set(KINDS)
    assert {entry.values["status"] for entry in entries} == set(STATUSES)
    assert {way for entry in entries for way in entry.values["delivery"]} == set(DELIVERY)
    assert {way for entry in entries for way in entry.values["referral_routes"]} == set(ROUTES)


def test_every_programme_of_the_main_guideline_has_a_service(
    entries: tuple[ServiceEntry, ...], knowledge: Knowledge
) -> None:
    delivered = {entry.values["programme"] for entry in entries}
    for item in knowledge.recommendations:
        if item.id.startswith("ng76:"):
            assert delivered >= set(item.programmes), item.id


def test_every_recommendation_can_be_answered(
    entries: tuple[ServiceEntry, ...], knowledge: Knowledge
) -> None:
    delivered = {entry.values["programme"] for entry in entries}
    general = {entry.values["kind"] for entry in entries if not entry.values["programme"]}

    for item in knowledge.recommendations:
        wanted = item.id.startswith("ng76:") and bool(item.programmes or item.kinds)
        assert not wanted or delivered & set(item.programmes) or general & set(item.kinds), item.id


def test_every_service_says_that_it_is_made_up(entries: tuple[ServiceEntry, ...]) -> None:
    for entry in entries:
        assert entry.id.startswith("sample-")
        assert entry.values["name"].endswith("(sample)")
        assert entry.values["organisation"].endswith("(sample)")
        assert entry.values["description"].startswith("Made-up sample entry. ")


def test_every_telephone_number_is_one_that_is_kept_for_drama(rows: list[dict[str, str]]) -> None:
    numbers = {row["phone"] for row in rows if row["phone"]}
    written = {number.strip() for cell in cells(rows) for number in PHONE.findall(cell)}

    assert numbers
    assert [number for number in numbers | written if not DRAMA.fullmatch(number)] == []


def test_every_address_on_the_web_is_an_example(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert not row["url"] or HOST.fullmatch(urlsplit(row["url"]).hostname or "")
        assert not row["email"] or HOST.fullmatch(row["email"].partition("@")[2])
    for cell in cells(rows):
        for host in re.findall(r"(?:https?://|www\.|@)([\w.-]*\w)", cell):
            assert HOST.fullmatch(host), cell


def test_every_postcode_is_a_real_one_of_england(rows: list[dict[str, str]]) -> None:
    if not packed_file().is_file():
        pytest.skip("needs the packed postcodes that “waymark places build” makes")
    known = reference_data.places_in(packed_file())
    postcodes = {row["postcode"] for row in rows if row["postcode"]}

    found = [known.find(postcode) for postcode in sorted(postcodes)]

    assert {place.located_by for place in found} == {"postcode"}
    assert len({place.authority for place in found}) >= 4


def test_what_is_hidden_is_left_out_of_the_file_as_well(rows: list[dict[str, str]]) -> None:
    hidden = [row for row in rows if row["hide_address"] == "yes"]

    assert len({row["id"] for row in hidden}) >= 3
    for row in hidden:
        assert [row[name] for name in ("venue_name", "address", "postcode")] == [""] * 3
        assert row["areas_served"], "a family could not tell whether it is for them"


def test_the_gaps_of_a_real_directory_are_there(entries: tuple[ServiceEntry, ...]) -> None:
    for column in ("age_from_months", "areas_served", "waiting_weeks", "assured_on", "phone"):
        assert any(entry.values[column] in (None, ()) for entry in entries), column


def test_nothing_was_asked_or_checked_after_the_sample_was_written(
    entries: tuple[ServiceEntry, ...],
) -> None:
    for entry in entries:
        for column in ("waiting_as_of", "assured_on"):
            assert (entry.values[column] or TODAY) <= TODAY


def test_criteria_are_facts_that_are_asked(entries: tuple[ServiceEntry, ...]) -> None:
    roles = ("accepts_abuse", "accepts_carers", "requires", "excludes")
    named = {fact for entry in entries for role in roles for fact in entry.values[role]}

    assert named <= known_facts()
    assert len(named) > 20
