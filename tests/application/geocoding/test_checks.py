"""An answer is kept only where it can be believed; each doubt is said in words."""

from typing import Any

import pytest

from directory.application.geocoding.checks import LEAST_ERROR_M, MOST_ERROR_M, judged
from directory.application.geocoding.geocoder import GeocoderAnswer, GeocoderRefusedError
from directory.application.geocoding.plan import Wanted
from directory.geo import Places, to_wgs84
from tests.directory_builders import (
    ALL_ENGLAND,
    DURHAM,
    GATESHEAD,
    HERTFORDSHIRE,
    NEWCASTLE,
    ORIGIN,
)

ADDRESS = "1 Quay, Newcastle"


def wanted(address: str = ADDRESS, *postcodes: str, areas: tuple[str, ...] = ()) -> Wanted:
    return Wanted(address=address, services=("a",), postcodes=postcodes, areas=areas)


def answer(east: float = 0, north: float = 0, error_m: int | None = 20) -> GeocoderAnswer:
    """Return an answer so many metres from home."""
    lat, lon = to_wgs84(ORIGIN[0] + east, ORIGIN[1] + north)
    return GeocoderAnswer(lat=lat, lon=lon, error_m=error_m, name="1  Quay,\nNewcastle")


def refused(places: Places, asked: Wanted, *answers: GeocoderAnswer) -> str:
    with pytest.raises(GeocoderRefusedError) as raised:
        judged(places, asked, answers)
    return str(raised.value)


def test_a_point_is_kept_with_its_authority_and_how_exact_it_is(places: Places) -> None:
    found = judged(places, wanted(), [answer(30, 40, error_m=90)])

    assert (found.easting, found.northing) == (ORIGIN[0] + 30, ORIGIN[1] + 40)
    assert (found.authority, found.error_m) == (NEWCASTLE, 90)
    assert found.found_as == "1 Quay, Newcastle"


def test_no_point_is_called_more_exact_than_a_street_of_houses(places: Places) -> None:
    assert judged(places, wanted(), [answer(error_m=2)]).error_m == LEAST_ERROR_M


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((), "knows no such address"),
        ((GeocoderAnswer(lat=0, lon=0, error_m=5, name=""),), "was found is not in England"),
        ((GeocoderAnswer(lat=-1.6, lon=54.97, error_m=5, name=""),), "is the other way round"),
        ((GeocoderAnswer(lat=float("nan"), lon=1, error_m=5, name=""),), "is nowhere"),
        ((answer(error_m=None),), "does not say how exact it is"),
        ((answer(error_m=MOST_ERROR_M + 1),), "only a place that stretches 0.5 miles was found"),
        ((answer(error_m=9000),), "only a place that stretches 5.6 miles was found"),
        ((answer(-12_000, 12_000),), "is far from every postcode"),
        ((answer(-29_000, 91_000),), "is not in England"),  # Scotland, in the rectangle
        ((answer(-106_000, -388_000),), "is not in England"),  # Wales
        ((answer(), answer(1000, -1200)), "several places may be meant"),
    ],
)
def test_what_cannot_be_believed_is_refused(
    answers: tuple[GeocoderAnswer, ...], words: str, places: Places
) -> None:
    assert words in refused(places, wanted(), *answers)


def test_the_edge_of_how_exact_it_must_be(places: Places) -> None:
    assert judged(places, wanted(), [answer(error_m=MOST_ERROR_M)]).error_m == MOST_ERROR_M


def test_answers_beside_each_other_are_of_one_place(places: Places) -> None:
    found = judged(places, wanted(), [answer(10), answer(300, 300), answer(-29_000, 91_000)])

    assert found.easting == ORIGIN[0] + 10


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (wanted(ADDRESS, "AL1 1ZZ"), "miles from AL1, which the entry states"),
        (wanted("1 Quay, AL1"), "miles from AL1, which the entry states"),
        (wanted("1 Quay, St Albans AL1 1AA"), "miles from AL1, which the entry states"),
        (wanted("1 Quay, St Albans al1"), "miles from AL1, which the entry states"),
        (wanted("1 Quay, EH1"), "is 92 miles from EH1"),
        (wanted(areas=(DURHAM,)), "what was found is in Newcastle"),
        (wanted(areas=(DURHAM, HERTFORDSHIRE)), "outside the areas that are served"),
    ],
)
def test_what_is_far_from_what_is_stated_is_refused(
    asked: Wanted, words: str, places: Places
) -> None:
    assert words in refused(places, asked, answer())


@pytest.mark.parametrize(
    "asked",
    [
        wanted(ADDRESS, "NE1 4ZZ"),
        wanted(ADDRESS, "ZZ9 9ZZ"),
        wanted("1 Quay, NE1"),
        wanted("1 Quay, Newcastle NE1 4SU"),
        wanted("Unit E1"),
        wanted(areas=(NEWCASTLE,)),
        wanted(areas=(DURHAM, NEWCASTLE)),
        wanted(areas=(ALL_ENGLAND,)),
        wanted(areas=("E06009999x",)),
    ],
)
def test_what_is_near_what_is_stated_is_kept(asked: Wanted, places: Places) -> None:
    assert judged(places, asked, [answer()]).authority == NEWCASTLE


def test_of_two_towns_with_a_quay_the_one_that_is_served_is_meant(places: Places) -> None:
    quays = [answer(), answer(3000, -22_000)]

    assert judged(places, wanted(areas=(DURHAM,)), quays).authority == DURHAM
    assert "several places" in refused(places, wanted(areas=(DURHAM, GATESHEAD, NEWCASTLE)), *quays)


def test_how_far_off_is_said_in_geodesic_miles(places: Places) -> None:
    said: Any = refused(places, wanted("1 Quay, AL1"), answer())

    assert "is 229 miles from AL1" in said
