from pathlib import Path

import pytest

from directory.geo import (
    MalformedPostcode,
    NotInEngland,
    Place,
    Places,
    PlacesFileError,
    UnknownPostcode,
    packing,
)
from directory.geo.outcodes import write_outcodes
from directory.geo.postcode_table import PostcodeTable
from directory.geo.quality import IMPUTED_ERROR_M, POSTCODE_ERROR_M
from tests.geo.builders import table


@pytest.fixture(scope="session")
def rough(small: PostcodeTable, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return the made-up places, known by outcode only."""
    path = tmp_path_factory.mktemp("outcodes") / "outcodes.csv"
    write_outcodes(small, path)
    return Places.load(path.with_name("missing.bin"), path)


def test_a_live_postcode_has_its_own_point_and_authority(places: Places) -> None:
    place = places.find("ne14st")
    assert (place.lat, place.lon) == pytest.approx((54.97522, -1.62232), abs=2e-5)
    assert place == Place(
        postcode="NE1 4ST",
        easting=424273,
        northing=564577,
        lat=place.lat,
        lon=place.lon,
        authority="E08000021",
        authority_name="Newcastle upon Tyne",
        authority_share=1.0,
        county=None,
        region=None,
        country="England",
        located_by="postcode",
        error_m=POSTCODE_ERROR_M,
        source="OS Code-Point Open 2025.2.0",
        source_date="2025-04-22",
    )


def test_a_county_is_given_where_there_is_one(places: Places) -> None:
    place = places.find("AL1 1AA")
    assert (place.county, place.authority_name) == ("E10000015", "St Albans")


def test_a_live_postcode_without_a_point_is_put_in_its_sector(places: Places) -> None:
    place = places.find("NE1 4SW")
    assert (place.located_by, place.easting, place.northing) == ("sector", 424323, 564577)
    assert place.country == "England"


def test_a_point_that_is_a_sector_mean_says_so(places: Places) -> None:
    place = places.find("NE1 4SX")
    assert (place.located_by, place.easting, place.northing) == ("sector", 424300, 564500)


def test_an_imputed_point_is_far_less_sure(places: Places) -> None:
    place = places.find("NE1 5AA")
    assert (place.located_by, place.error_m) == ("postcode", IMPUTED_ERROR_M)


@pytest.mark.parametrize(
    ("postcode", "located_by"),
    [("NE1 4AA", "sector"), ("NE1 4CM", "sector"), ("NE1 9AA", "outcode")],
)
def test_an_unlisted_postcode_is_put_among_its_neighbours(
    places: Places, postcode: str, located_by: str
) -> None:
    place = places.find(postcode)
    assert place.located_by == located_by
    assert place.error_m >= POSTCODE_ERROR_M
    assert place.authority == "E08000021"


def test_a_terminated_postcode_is_put_where_it_was() -> None:
    place = Places.of(table({"NE1 4ST": (1, 1)}, ended=["NE1 4SU"])).find("NE1 4SU")
    assert (place.located_by, place.easting, place.error_m) == ("terminated", 400_000, 500)


@pytest.mark.parametrize(
    ("postcode", "country"),
    [
        ("EH1 1AA", "Scotland"),
        ("EH1 1AB", "Scotland"),
        ("EH1 9ZZ", "Scotland"),
        ("TD15 1AB", "Scotland"),
        ("CF10 1AA", "Wales"),
        ("BT1 1AA", "Northern Ireland"),
    ],
)
def test_a_postcode_elsewhere_is_refused_by_name(
    places: Places, postcode: str, country: str
) -> None:
    with pytest.raises(NotInEngland, match=f"{postcode} is in {country}: Waymark covers England"):
        places.find(postcode)


def test_an_unlisted_postcode_on_a_border_is_answered_without_a_country(places: Places) -> None:
    place = places.find("TD15 1ZZ")
    assert (place.country, place.authority_share) == (None, 0.5)


def test_an_english_postcode_of_a_border_outcode_is_certain(places: Places) -> None:
    place = places.find("TD15 1AA")
    assert (place.country, place.authority) == ("England", "E06000057")


def test_an_outcode_nobody_knows_is_unknown(places: Places) -> None:
    with pytest.raises(UnknownPostcode, match="ZZ9 9ZZ"):
        places.find("zz99zz")


def test_nonsense_is_malformed(places: Places) -> None:
    with pytest.raises(MalformedPostcode):
        places.find("nowhere")


def test_without_the_packed_file_every_answer_is_an_outcode(rough: Places) -> None:
    assert rough.rough
    place = rough.find("NE1 4ST")
    assert (place.located_by, place.authority_name) == ("outcode", "Newcastle upon Tyne")
    assert place.source_date == "2025-04-22"


@pytest.mark.parametrize("postcode", ["EH1 1AA", "CF10 9ZZ"])
def test_the_fallback_refuses_outcodes_wholly_elsewhere(rough: Places, postcode: str) -> None:
    with pytest.raises(NotInEngland):
        rough.find(postcode)


def test_the_fallback_never_refuses_a_border_outcode(rough: Places) -> None:
    place = rough.find("TD15 1AB")
    assert (place.country, place.authority_share) == (None, 0.5)


def test_the_packed_file_is_preferred(tmp_path: Path, small: PostcodeTable) -> None:
    packed, fallback = tmp_path / "places.bin", tmp_path / "outcodes.csv"
    packing.write(small, packed)
    write_outcodes(small, fallback)
    found = Places.load(packed, fallback)
    assert not found.rough
    assert found.source.licence.startswith("Contains OS data")
    assert found.find("NE1 4ST").located_by == "postcode"


def test_a_damaged_packed_file_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    packed = tmp_path / "places.bin"
    packed.write_bytes(b"nonsense")
    with pytest.raises(PlacesFileError, match=r"places\.bin: is not a packed postcode file"):
        Places.load(packed, packed)


def test_with_neither_file_it_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(PlacesFileError, match="waymark places build"):
        Places.load(tmp_path / "places.bin", tmp_path / "outcodes.csv")


@pytest.mark.parametrize("text", ["", "outcode\nNE1\n", "outcode,easting\nNE1,far\n"])
def test_a_fallback_that_cannot_be_read_says_so(tmp_path: Path, text: str) -> None:
    fallback = tmp_path / "outcodes.csv"
    fallback.write_text(text, encoding="utf-8")
    with pytest.raises(PlacesFileError, match=r"outcodes\.csv"):
        Places.load(tmp_path / "places.bin", fallback)
