"""Whom a notice says to tell: who serves the family's home, and what is said where nobody does."""

from typing import Any

import pytest

from directory.domain.eligibility.contact_points import ContactPoint, contact_points
from tests.directory_builders import (
    ALL_ENGLAND,
    GATESHEAD,
    HOME,
    NEWCASTLE,
    TODAY,
    Directory,
    entry,
    knowledge,
)

pytestmark = pytest.mark.database


def front_door(id: str, *areas: str, **values: Any) -> Any:
    stated = {"kind": "front_door", "phone": "0191 498 0401", "areas_served": areas}
    return entry(id, **stated | values)


def ring(directory: Directory, contact: str, postcode: str | None = HOME) -> ContactPoint:
    place = directory.places.find(postcode) if postcode else None
    with directory.session() as session:
        return contact_points(session, knowledge(), [contact], place, TODAY)[contact]


def ids(point: ContactPoint) -> list[str]:
    return [each.id for each in point.entries]


def test_every_entry_that_serves_the_authority_is_shown(directory: Directory) -> None:
    directory.take(
        front_door("here", NEWCASTLE, GATESHEAD),
        front_door("england", ALL_ENGLAND),
        front_door("elsewhere", GATESHEAD),
    )

    assert ids(ring(directory, "front_door")) == ["england", "here"]


def test_one_that_states_no_area_is_not_guessed_to_be_this_council_s(directory: Directory) -> None:
    directory.take(front_door("anywhere"))

    assert ids(ring(directory, "front_door")) == []


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"status": "closed"}, id="closed"),
        pytest.param({"status": "paused"}, id="paused"),
        pytest.param({"phone": None}, id="without a number"),
        pytest.param({"kind": "advocacy"}, id="of another kind"),
        pytest.param({"programme": "designated-officer"}, id="the designated officer"),
    ],
)
def test_only_what_can_be_rung_is_shown(directory: Directory, values: dict[str, Any]) -> None:
    directory.take(front_door("a", NEWCASTLE, **values))

    assert ids(ring(directory, "front_door")) == []


def test_the_designated_officer_is_found_by_the_programme(directory: Directory) -> None:
    directory.take(
        front_door("officer", NEWCASTLE, programme="designated-officer"),
        front_door("door", NEWCASTLE),
    )

    assert ids(ring(directory, "designated_officer")) == ["officer"]


def test_the_line_says_when_it_is_answered_or_that_this_is_not_stated(
    directory: Directory,
) -> None:
    directory.take(
        front_door("a", NEWCASTLE, name="Front door", hours="Monday to Friday, 9am to 5pm"),
        front_door("b", NEWCASTLE, name="Night team"),
    )

    assert ring(directory, "front_door").lines == (
        "0191 498 0401 Front door: Monday to Friday, 9am to 5pm",
        "0191 498 0401 Night team: hours not stated",
    )


def test_where_none_is_known_that_is_said(directory: Directory) -> None:
    none = ring(directory, "front_door")

    assert none.entries == ()
    assert none.lines == (
        "The directory holds no number for Newcastle upon Tyne: use your local procedures.",
    )


def test_without_a_postcode_it_is_asked_for(directory: Directory) -> None:
    directory.take(front_door("a", NEWCASTLE))

    point = ring(directory, "front_door", None)

    assert (point.entries, point.lines) == (
        (),
        ("Give the family’s postcode to see the number.",),
    )


@pytest.mark.parametrize("postcode", [HOME, None])
def test_999_and_the_police_are_the_same_everywhere(
    directory: Directory, postcode: str | None
) -> None:
    assert ring(directory, "999", postcode).lines == ("999 where a child is in danger now",)
    assert ring(directory, "police", postcode).lines == ("101 where it is not an emergency",)
