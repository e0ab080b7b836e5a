from dataclasses import replace

import pytest

from directory.geo import Place, covers, same_area
from directory.geo.areas import REPLACED
from directory.geo.outcodes import district_names
from directory.geo.paths import fallback_file

NEWCASTLE = Place(
    postcode="NE1 4ST",
    easting=424273,
    northing=564577,
    lat=54.9752,
    lon=-1.6223,
    authority="E08000021",
    authority_name="Newcastle upon Tyne",
    authority_share=1.0,
    county=None,
    region=None,
    country="England",
    located_by="postcode",
    error_m=160,
    source="Made up",
    source_date="2025-01-01",
)
BARNSLEY = replace(NEWCASTLE, authority="E08000038")
ST_ALBANS = replace(NEWCASTLE, authority="E07000240", county="E10000015", region="E12000006")
GUESSED = replace(ST_ALBANS, authority_share=0.9, located_by="outcode")
BORDER = replace(GUESSED, country=None)
UNPLACED = replace(NEWCASTLE, authority=None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("E08000016", "E08000038", True),
        ("E08000039", "E08000019", True),
        ("E08000016", "E08000019", False),
        ("E08000038", "E08000039", False),
        (" e08000021", "E08000021", True),
        ("E08000021", "E08000022", False),
    ],
)
def test_both_vintages_of_a_code_are_one_area(one: str, other: str, same: bool) -> None:
    assert same_area(one, other) is same
    assert same_area(other, one) is same


def test_no_code_in_use_is_taken_for_a_replaced_one() -> None:
    assert not REPLACED & district_names(fallback_file()).keys()


@pytest.mark.parametrize(
    ("area", "place", "answer"),
    [
        ("E92000001", NEWCASTLE, "yes"),
        ("E92000001", GUESSED, "yes"),
        ("E92000001", UNPLACED, "yes"),
        ("E92000001", BORDER, "unknown"),
        ("W92000004", NEWCASTLE, "no"),
        ("S12000036", NEWCASTLE, "no"),
        ("S12000036", BORDER, "unknown"),
        ("E08000021", NEWCASTLE, "yes"),
        ("E08000022", NEWCASTLE, "no"),
        ("E08000016", BARNSLEY, "yes"),
        ("E08000038", BARNSLEY, "yes"),
        ("E08000019", BARNSLEY, "no"),
        ("E07000240", ST_ALBANS, "yes"),
        ("E07000240", GUESSED, "unknown"),
        ("E07000241", GUESSED, "unknown"),
        ("E08000021", UNPLACED, "unknown"),
        ("E10000015", ST_ALBANS, "yes"),
        ("E10000012", ST_ALBANS, "no"),
        ("E10000015", NEWCASTLE, "no"),
        ("E10000015", GUESSED, "unknown"),
        ("E10000015", replace(ST_ALBANS, county=None), "unknown"),
        ("E12000006", ST_ALBANS, "yes"),
        ("E12000001", ST_ALBANS, "no"),
        ("E12000001", NEWCASTLE, "unknown"),
        ("E05000001", NEWCASTLE, "unknown"),
        ("E07000026", NEWCASTLE, "unknown"),
        ("E10000006", NEWCASTLE, "unknown"),
        ("E47000014", NEWCASTLE, "unknown"),
        ("nonsense", NEWCASTLE, "unknown"),
        ("", NEWCASTLE, "unknown"),
    ],
)
def test_an_area_covers_a_place_or_not_or_it_cannot_be_told(
    area: str, place: Place, answer: str
) -> None:
    assert covers(area, place) == answer
