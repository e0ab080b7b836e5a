"""What leaves in the feed and is read again is what was stated."""

from dataclasses import replace
from typing import Any

import pytest

from directory.exchange.directory_file.file_reader import read_entries
from directory.exchange.openreferral.exporter import PublishedEntry
from directory.exchange.openreferral.importer import read_service
from directory.exchange.openreferral.importer_term_map import TermMap, read_mapping
from directory.geo import Places
from directory.geo.paths import fallback_file
from directory.infrastructure import paths
from directory.model.service_entry import HELD_BACK, ServiceEntry, VenueRow
from tests.directory_builders import HOME, entry, hidden, knowledge, venue, vocabulary
from tests.exchange.openreferral.exporter_builders import outward


@pytest.fixture(scope="module")
def sample_places() -> Places:
    """Return postcodes that know those of the sample by their first half."""
    return Places.load(paths.data() / "none.bin", fallback_file())


@pytest.fixture(scope="module")
def mapping() -> TermMap:
    return read_mapping(paths.data() / "taxonomy_map.csv", set(knowledge().programme))


def returned(document: dict[str, Any], places: Places, mapping: TermMap) -> ServiceEntry:
    """Return the entry that another copy of ours reads, under the id the feed gives it."""
    words = vocabulary(places)
    read = read_service(document, feed="other", mapping=mapping, vocabulary=words).entry
    assert read is not None
    return replace(read, id=str(read.remote_id), remote_id=None)


def as_sent(each: ServiceEntry) -> list[object]:
    """Return the venues as they may leave: those kept back stand last, and say nothing."""
    shown = [venue for venue in each.venues if not venue.hide_address and not venue.is_blank]
    kept_back = [HELD_BACK for venue in each.venues if venue.hide_address]
    return [*shown, *kept_back] or [each.venues[0]]


def test_every_service_of_the_sample_comes_back_as_it_was(
    sample_places: Places, mapping: TermMap
) -> None:
    entries = read_entries((paths.data() / "services.csv").read_bytes(), vocabulary(sample_places))
    send = outward(sample_places)

    for each in entries:
        back = returned(send.service(PublishedEntry(entry=each)), sample_places, mapping)
        assert dict(back.values) == dict(each.values), each.id
        assert list(back.venues) == as_sent(each), each.id


def test_the_feed_of_what_was_read_is_the_feed_that_was_sent(
    sample_places: Places, mapping: TermMap
) -> None:
    entries = read_entries((paths.data() / "services.csv").read_bytes(), vocabulary(sample_places))
    send = outward(sample_places)

    for each in entries:
        first = send.service(PublishedEntry(entry=each))
        assert send.service(PublishedEntry(entry=returned(first, sample_places, mapping))) == first


@pytest.mark.parametrize(
    "months", [(low, low + span) for low in range(-9, 40) for span in (1, 5, 12, 100)]
)
def test_every_range_of_months_comes_back(
    places: Places, mapping: TermMap, months: tuple[int, int]
) -> None:
    aged = entry("a", age_from_months=months[0], age_under_months=months[1])

    back = returned(outward(places).service(PublishedEntry(entry=aged)), places, mapping)

    assert (back.values["age_from_months"], back.values["age_under_months"]) == months


def test_venues_that_the_standard_cannot_hold_come_back(places: Places, mapping: TermMap) -> None:
    stated = (
        venue(HOME, name="Hall", address="1 Street, Town"),
        venue(name="Name alone"),
        venue(address="No postcode, Town"),
        venue("NE8 1AA"),
        venue("NE1 4SU", address="One part", hide_address=False),
        hidden(HOME, name="Rose House"),
    )
    sent = entry("a", *stated)

    back = returned(outward(places).service(PublishedEntry(entry=sent)), places, mapping)

    assert list(back.venues) == [*stated[:-1], HELD_BACK]
    assert [row.position for row in back.rows] == list(range(6))
    assert isinstance(back.rows[0], VenueRow)
