"""Each answer is kept as it comes; what is placed by its address is found, and said to be so."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from directory.application.commands.geocoded_venues import Placed, keep_answer
from directory.application.geocoding.geocoder import Geocoder, StoppedError
from directory.application.geocoding.run import Outcome, Run
from directory.model.service_entry import VenueEntry
from directory.storage import AuditEvent, DirectoryVersion, GeocodedAddress, Venue
from tests.application.geocoding.served import SETTINGS, Served, failing, place
from tests.directory_builders import (
    HOME,
    NEWCASTLE,
    NOW,
    ORIGIN,
    PROGRAMME,
    Directory,
    entry,
    hidden,
    venue,
)

pytestmark = pytest.mark.database
ADDRESS, OTHER = "1 Quay, Newcastle", "2 Quay, Newcastle"
HERE = (ORIGIN[0], ORIGIN[1] + 1609)
WHOLE: dict[str, Any] = {
    "programme": PROGRAMME,
    "age_from_months": 0,
    "age_under_months": 216,
    "areas_served": (NEWCASTLE,),
    "delivery": ("venue",),
}


def at(address: str, **rest: Any) -> VenueEntry:
    return venue(address=address, **rest)


def run(directory: Directory, **rest: Any) -> Run:
    return Run(
        engine=directory.engine,
        geocoder=Geocoder(SETTINGS),
        places=directory.places,
        actor="directory team",
        now=lambda: NOW,
        **rest,
    )


def outcomes(directory: Directory, most: int = 100, **rest: Any) -> list[Outcome]:
    return list(run(directory, **rest).outcomes(most))


def points(directory: Directory) -> dict[str | None, tuple[Any, ...]]:
    columns = (Venue.easting, Venue.northing, Venue.authority, Venue.located_by)
    with directory.session() as session:
        found = session.execute(select(Venue.address, *columns))
        return {address: tuple(point) for address, *point in found}


@pytest.fixture
def known(served: Served) -> Served:
    """Return a geocoder that knows one address, a mile north of home."""
    served.answers = {ADDRESS: [place(0, 1609, name="1 Quay, Newcastle, England")]}
    return served


def test_a_venue_is_put_where_its_address_is(known: Served, directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS), **WHOLE))

    assert outcomes(directory) == [Outcome(address=ADDRESS, reason=None)]

    assert points(directory) == {ADDRESS: (*HERE, NEWCASTLE, "address")}
    listed = directory.listed("a")
    assert listed
    assert (listed.accepts, listed.distance_miles) == ("yes", 1.0)
    assert "placed by its address, so the distance may be wrong" in " ".join(listed.why)


def test_who_found_a_service_before_its_address_was_is_told_where_it_is(
    known: Served, directory: Directory
) -> None:
    directory.take(
        entry("a", at(ADDRESS), **WHOLE), entry("b", venue("NE1 4ST"), position=1, **WHOLE)
    )
    before = directory.listed("a")
    assert before is None or before.distance_miles is None

    outcomes(directory)

    listed, other = directory.listed("a"), directory.listed("b")
    assert listed
    assert other
    assert listed.distance_miles == 1.0
    assert "placed by its address" in " ".join(listed.why)
    assert "placed by its address" not in " ".join(other.why)


def test_what_is_known_of_the_answer_is_kept_with_it(known: Served, directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS)))
    outcomes(directory)

    with directory.session() as session:
        kept = session.get(GeocodedAddress, ADDRESS)
        assert kept
        assert (kept.source, kept.credit) == (
            "Nominatim (nominatim.openstreetmap.org)", "© OpenStreetMap contributors",
        )  # fmt: skip
        assert (kept.error_m, kept.found_as) == (50, "1 Quay, Newcastle, England")
        assert kept.reason is None


def test_each_answer_leaves_an_audit_event_without_the_address(
    known: Served, directory: Directory
) -> None:
    directory.take(entry("a", at(ADDRESS)), entry("b", at(OTHER), position=1))
    outcomes(directory)

    with directory.session() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.action == "venue.geocode"))
        told = [(each.actor, json.loads(each.detail)) for each in events]
    source = "Nominatim (nominatim.openstreetmap.org)"
    assert told == [
        ("directory team", {"venues": 1, "found": True, "source": source}),
        ("directory team", {"venues": 0, "found": False, "source": source}),
    ]


def test_answers_about_the_directory_lapse_only_where_a_venue_was_placed(
    known: Served, directory: Directory
) -> None:
    directory.take(entry("a", at(OTHER)), entry("b", at(ADDRESS), position=1))

    def version() -> int | None:
        with directory.session() as session:
            return session.scalar(select(DirectoryVersion.number))

    numbers = [version(), *(version() for _ in run(directory).outcomes(100))]
    found, not_found = numbers[1], numbers[2]
    assert numbers[0] != found  # 1 Quay comes first
    assert found == not_found


def test_what_is_not_found_keeps_its_reason_and_its_place_unknown(
    served: Served, directory: Directory
) -> None:
    directory.take(entry("a", at(ADDRESS)), entry("b", at(OTHER, postcode="NE1 4ZZ"), position=1))
    before = points(directory)

    said = {each.address: each.reason for each in outcomes(directory)}

    assert said == dict.fromkeys((ADDRESS, OTHER), "the geocoder knows no such address")
    assert points(directory) == before
    assert before[OTHER][-1] == "sector"


def test_a_second_run_goes_on_where_the_first_ended(known: Served, directory: Directory) -> None:
    directory.take(*(entry(f"s{n}", at(f"{n} Quay, Newcastle"), position=n) for n in range(1, 6)))

    assert [each.address[0] for each in outcomes(directory, most=2)] == ["1", "2"]
    assert [each.address[0] for each in outcomes(directory)] == ["3", "4", "5"]
    assert outcomes(directory) == []
    assert len(known.asked) == 5


def test_one_that_stops_answering_loses_nothing(known: Served, directory: Directory) -> None:
    known.answers = {**known.answers, OTHER: failing(429)}
    directory.take(entry("a", at(ADDRESS)), entry("b", at(OTHER), position=1))
    asking: Iterator[Outcome] = run(directory).outcomes(100)

    assert next(asking).reason is None
    with pytest.raises(StoppedError):
        next(asking)

    assert points(directory)[ADDRESS][:2] == HERE
    with directory.session() as session:
        assert session.get(GeocodedAddress, OTHER) is None


def test_an_address_that_is_hidden_meanwhile_is_not_sent(
    known: Served, directory: Directory
) -> None:
    directory.take(entry("a", at(ADDRESS)), entry("b", at(OTHER), position=1))
    asking = run(directory).outcomes(100)
    next(asking)
    directory.take(entry("a", at(ADDRESS)), entry("b", hidden(address=OTHER), position=1))

    assert list(asking) == []
    assert known.asked == [ADDRESS]


def test_what_was_not_found_can_be_asked_about_again(served: Served, directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS)))
    outcomes(directory)
    served.answers = {ADDRESS: [place()]}

    assert outcomes(directory) == []
    assert outcomes(directory, again=True) == [Outcome(address=ADDRESS, reason=None)]
    assert points(directory)[ADDRESS][:2] == ORIGIN


def test_an_import_keeps_the_point_of_an_address(known: Served, directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS), phone="1"))
    outcomes(directory)

    directory.take(entry("a", at("1  Quay,  Newcastle", postcode="NE1 4ZZ"), phone="2"))

    assert [*points(directory).values()] == [(*HERE, NEWCASTLE, "address")]


def test_a_postcode_of_its_own_wins_over_the_address(known: Served, directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS)))
    outcomes(directory)

    directory.take(entry("a", at(ADDRESS, postcode=HOME)))

    assert points(directory)[ADDRESS] == (*ORIGIN, NEWCASTLE, "postcode")


def test_an_address_that_is_hidden_later_loses_its_point(
    known: Served, directory: Directory
) -> None:
    directory.take(entry("a", at(ADDRESS), **WHOLE))
    outcomes(directory)

    directory.take(entry("a", hidden(address=ADDRESS), **WHOLE))

    assert points(directory)[ADDRESS] == (None, None, None, None)
    with directory.session() as session:
        assert session.get(GeocodedAddress, ADDRESS) is None
    listed = directory.listed("a")
    assert listed
    assert listed.distance_miles is None


def test_no_hidden_venue_is_ever_placed(directory: Directory) -> None:
    """The file would be refused; what is stored may be older than that."""
    directory.take(entry("a", at(ADDRESS)), entry("b", at(OTHER), position=1))
    answer = Placed(easting=1, northing=2, authority=None, error_m=50, found_as="1 Quay")
    with directory.session() as session:
        other = session.scalars(select(Venue).where(Venue.address == OTHER)).one()
        other.address, other.hide_address = ADDRESS, True

    with directory.session() as session:
        keep_answer(session, ADDRESS, answer, source="S", credit="C", actor="t", now=NOW)

    with directory.session() as session:
        placed = session.execute(select(Venue.hide_address, Venue.easting)).all()
        assert {hide: easting for hide, easting in placed} == {None: 1, True: None}
