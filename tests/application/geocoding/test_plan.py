"""Which addresses would be sent: those of venues that are shown and cannot be found otherwise."""

from datetime import timedelta
from typing import Any

import pytest

from directory.application.commands.corrections import report_wrong_entry, settle
from directory.application.commands.feeds import add_feed
from directory.application.commands.geocoded_venues import Placed, keep_answer
from directory.application.commands.geocoding import locator
from directory.application.geocoding.plan import Plan, Wanted, plan_of
from directory.model.service_entry import VenueEntry
from directory.storage import Service
from tests.directory_builders import (
    DURHAM,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    NOW,
    Directory,
    entry,
    hidden,
    venue,
)

pytestmark = pytest.mark.database
ADDRESS = "1 Quay, Newcastle"
KEPT = Placed(easting=1, northing=2, authority=None, error_m=50, found_as="1 Quay")


def plan(directory: Directory, **asked: Any) -> Plan:
    with directory.session() as session:
        return plan_of(session, **asked)


def addresses(directory: Directory, **asked: Any) -> list[str]:
    return [each.address for each in plan(directory, **asked).wanted]


def keep(directory: Directory, answer: Placed | str, address: str = ADDRESS) -> None:
    with directory.session() as session:
        keep_answer(session, address, answer, source="S", credit="C", actor="t", now=NOW)


def at(address: str | None, **rest: Any) -> VenueEntry:
    return venue(address=address, **rest)


def test_a_venue_with_an_address_and_no_postcode_is_asked_about(directory: Directory) -> None:
    directory.take(entry("a", at(" 1 Quay,\n Newcastle "), areas_served=(NEWCASTLE, DURHAM)))

    assert plan(directory).wanted == (
        Wanted(address=ADDRESS, services=("a",), postcodes=(), areas=(DURHAM, NEWCASTLE)),
    )


@pytest.mark.parametrize(
    ("postcode", "is_wanted"),
    [(None, True), ("ZZ9 9ZZ", True), ("NE1 4ZZ", True), ("NE8 9ZZ", True), (HOME, False)],
)
def test_a_postcode_of_use_makes_it_needless(
    postcode: str | None, is_wanted: bool, directory: Directory
) -> None:
    """Not even its sector tells where the door is."""
    directory.take(entry("a", at(ADDRESS, postcode=postcode)))

    assert bool(addresses(directory)) is is_wanted


def test_one_address_of_several_services_is_asked_about_once(directory: Directory) -> None:
    directory.take(
        entry("b", at("1 Quay,  Newcastle"), areas_served=(GATESHEAD,)),
        entry("a", at(ADDRESS, postcode="ZZ9 9ZZ"), position=1),
    )

    [wanted] = plan(directory).wanted
    assert (wanted.services, wanted.postcodes) == (("a", "b"), ("ZZ9 9ZZ",))
    assert wanted.areas == (GATESHEAD,)


def test_what_is_not_in_the_directory_is_not_asked_about(directory: Directory) -> None:
    directory.take(entry("gone", at("2 Quay")), entry("stays", at(ADDRESS), position=1))
    directory.take(entry("stays", at(ADDRESS)), now=NOW + timedelta(days=1))
    with directory.session() as session:
        add_feed(session, "north", "https://north.example", actor="t", now=NOW)
    directory.take(entry("north:a", at("4 Quay"), position=2), feed="north")
    directory.take(entry("north:b", at("5 Quay"), position=2), feed="north")

    # The feed left its first service out of its second giving.
    assert addresses(directory) == [ADDRESS, "5 Quay"]


def test_what_is_made_up_is_not_asked_about(directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS)), sample=True)

    assert addresses(directory) == []


HIDDEN = hidden("NE1 4SU", name="Rose House", address="7 Quiet Lane, Newcastle")


@pytest.mark.parametrize(
    "shown",
    [
        at("7 Quiet Lane, Newcastle"),
        at("7 QUIET LANE"),
        at("Rose House, 7 Quiet Lane, Newcastle upon Tyne"),
        at("Rose House, Newcastle"),
        at("2nd floor, 7 Quiet Lane"),
        at("8 Quiet Lane, NE1 4SU"),
        at("Behind the shops", name="Rose House"),
    ],
)
def test_an_address_that_may_be_a_hidden_one_is_kept_back(
    shown: VenueEntry, directory: Directory
) -> None:
    directory.take(entry("refuge", HIDDEN), entry("a", shown, position=1))

    found = plan(directory)
    assert (found.wanted, found.kept_back) == ((), 1)


def test_a_hidden_address_is_never_asked_about(directory: Directory) -> None:
    directory.take(
        entry("a", HIDDEN), entry("b", hidden(address="Nowhere Lane, Newcastle"), position=1)
    )

    assert plan(directory).wanted == ()


def test_a_hidden_address_of_a_service_that_is_gone_is_kept_back_too(directory: Directory) -> None:
    directory.take(entry("refuge", HIDDEN))
    directory.take(entry("a", at("7 Quiet Lane")))

    assert addresses(directory) == []


def test_the_town_of_a_hidden_address_keeps_no_other_back(directory: Directory) -> None:
    directory.take(entry("refuge", HIDDEN), entry("a", at(ADDRESS), position=1))

    assert addresses(directory) == [ADDRESS]


def test_help_after_domestic_abuse_is_asked_about_only_if_it_says_that_it_is_not_hidden(
    directory: Directory,
) -> None:
    directory.take(
        entry("silent", at("1 Quay"), kind="domestic_abuse"),
        entry("open", at("2 Quay", hide_address=False), position=1, kind="domestic_abuse"),
    )

    assert (addresses(directory), plan(directory).kept_back) == (["2 Quay"], 1)


def test_an_address_that_somebody_wants_hidden_waits_until_that_is_settled(
    directory: Directory,
) -> None:
    directory.take(entry("a", at(ADDRESS)))
    with directory.session() as session:
        service = session.get(Service, "a")
        assert service
        report_wrong_entry(
            session, service, "hide_address",
            text=None, role=None, visitor="v", locate=locator(directory.places), now=NOW,
        )  # fmt: skip
    assert addresses(directory) == []

    with directory.session() as session:
        locate = locator(directory.places)
        settle(session, 1, "not-true", actor="t", locate=locate, now=NOW)
    assert addresses(directory) == [ADDRESS]


def test_what_was_asked_is_not_asked_again_unless_it_is_wanted(directory: Directory) -> None:
    directory.take(entry("a", at(ADDRESS)), entry("b", at("2 Quay"), position=1))
    keep(directory, "the geocoder knows no such address")
    keep(directory, KEPT, "2 Quay")

    found = plan(directory)
    assert (found.wanted, found.found) == ((), 1)
    assert found.failed == ((ADDRESS, "the geocoder knows no such address"),)
    assert addresses(directory, again=True) == [ADDRESS]
