"""Over the published files; skipped where these are not at hand."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from directory.geo import NotInEngland, Places, normalise, packing, same_area
from directory.geo.paths import fallback_file
from directory.geo.postcode_keys import INWARD, PER_OUTCODE
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources.detect_format import build_table

pytestmark = [pytest.mark.real_data, pytest.mark.slow]
ENGLAND = "E92000001"
LOCATED = 1_491_312


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of Code-Point Open, read without our own code."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("Data/CSV/"):
                with archive.open(name) as data:
                    yield from csv.reader(io.TextIOWrapper(data))


@pytest.fixture(scope="module")
def raw(published: Path) -> list[tuple[str, ...]]:
    # Tuples, since the collector of garbage looks at each list again and again.
    return list(map(tuple, rows(published)))


@pytest.fixture(scope="module")
def found(real: PostcodeTable) -> Places:
    return Places.of(real)


def test_every_english_postcode_comes_back_to_the_metre(
    raw: list[tuple[str, ...]], real: PostcodeTable
) -> None:
    english = [row for row in raw if row[4] == ENGLAND and row[1] != "90"]
    outcodes = {outcode: index for index, outcode in enumerate(real.outcodes)}
    keys = [outcodes[row[0][:-3].strip()] * PER_OUTCODE + INWARD[row[0][-3:]] for row in english]
    at = np.searchsorted(real.columns.key, np.array(keys, np.uint32))
    codes = np.array([district.code or "" for district in real.districts])
    assert len(english) == LOCATED
    assert np.array_equal(real.columns.key[at], keys)
    assert np.array_equal(real.columns.easting[at], [int(row[2]) for row in english])
    assert np.array_equal(real.columns.northing[at], [int(row[3]) for row in english])
    assert np.array_equal(codes[real.columns.district[at]], [row[8] for row in english])


def test_find_agrees_with_the_file(raw: list[tuple[str, ...]], found: Places) -> None:
    for postcode, quality, easting, northing, country, *_, district, _ in raw[::997]:
        if country != ENGLAND:
            with pytest.raises(NotInEngland):
                found.find(postcode)
        elif quality in {"10", "20", "30"}:
            place = found.find(postcode)
            assert (place.easting, place.northing) == (int(easting), int(northing))
            assert (place.authority, place.located_by) == (district, "postcode")


def test_no_real_postcode_is_called_malformed(raw: list[tuple[str, ...]]) -> None:
    for row in raw[::3]:
        assert normalise(row[0]).replace(" ", "") == row[0].replace(" ", "")


def test_all_districts_numbered_10_and_sr43_are_accepted(raw: list[tuple[str, ...]]) -> None:
    outcodes = {row[0][:-3].strip() for row in raw}
    tens = {outcode for outcode in outcodes if re.fullmatch(r"[A-Z]+10", outcode)}
    assert len(tens) == 90
    for outcode in tens | {"SR43"}:
        assert normalise(f"{outcode}1aa") == f"{outcode} 1AA"


def test_barnsley_and_sheffield_go_by_either_code(found: Places) -> None:
    assert same_area("E08000016", found.find("S70 2TA").authority or "")
    assert same_area("E08000019", found.find("S1 2HH").authority or "")


def test_every_english_district_has_a_name(real: PostcodeTable) -> None:
    english = [district for district in real.districts if (district.code or "").startswith("E")]
    assert len({district.code for district in english}) == 296
    assert all(district.name for district in english)


def test_the_file_is_small(real: PostcodeTable) -> None:
    assert len(packing.pack(real)) < 5_500_000


def test_the_committed_outcodes_agree_with_the_published_ones(found: Places) -> None:
    rough = Places.load(Path("none"), fallback_file())
    far = []
    for postcode in ("NE1 4ST", "SW1A 1AA", "TD15 1AA", "TR21 0LW", "B1 1AA"):
        fine, coarse = found.find(postcode), rough.find(postcode)
        far.append(np.hypot(fine.easting - coarse.easting, fine.northing - coarse.northing))
    assert max(far) < 15_000


def test_terminated_postcodes_come_from_the_registry_package(wheel: Path) -> None:
    table = build_table(wheel, {})
    assert table.columns.ended_key.size > 740_000
    place = Places.of(table).find("M1 1AA")
    assert (place.located_by, place.authority) == ("terminated", "E08000003")
    assert place.error_m < 1000
