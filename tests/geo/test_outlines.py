import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from directory.geo import packing, to_wgs84
from directory.geo.outlines import write_outlines
from directory.geo.paths import outlines_file
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources.detect_format import build_table
from tests.geo.builders import ENGLAND, SCOTLAND, code_point_line, code_point_zip, table
from tests.geo.test_places_command import run

WEST, EAST, NORTH = "E08000021", "E08000022", "S12000026"
LETTERS = "ABDEFGHJLN"
SIDE = 10
APART_M = 1000


def block(first: int, north: int, outcode: str, country: str, district: str) -> list[str]:
    """Return a square of postcodes, a kilometre apart, from its south-west corner."""
    spots = [(row, column) for row in range(SIDE) for column in range(SIDE)]
    return [
        code_point_line(
            (
                f"{outcode:4}{row}A{LETTERS[column]}",
                10,
                first + column * APART_M,
                north + row * APART_M,
                country,
                "",
                district,
            )
        )
        for row, column in spots
    ]


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> PostcodeTable:
    """Return two English districts side by side, and one of Scotland to the north of both."""
    lines = [
        *block(400_000, 500_000, "NE1", ENGLAND, WEST),
        *block(410_000, 500_000, "NE2", ENGLAND, EAST),
        *block(405_000, 510_000, "TD1", SCOTLAND, NORTH),
    ]
    file = tmp_path_factory.mktemp("outlines") / "codepo_gb.zip"
    return build_table(code_point_zip(file, lines), {WEST: "West", EAST: "East"})


def drawn(table: PostcodeTable, folder: Path) -> dict[str, Any]:
    write_outlines(table, folder / "outlines.json")
    found: dict[str, Any] = json.loads((folder / "outlines.json").read_text(encoding="utf-8"))
    return found


def shapes(collection: dict[str, Any]) -> dict[str, Any]:
    return {
        each["properties"]["code"]: shapely.from_geojson(json.dumps(each["geometry"]))
        for each in collection["features"]
    }


def point(easting: int, northing: int) -> Any:
    lat, lon = to_wgs84(easting, northing)
    return shapely.Point(lon, lat)


def test_each_district_holds_its_own_postcodes(neighbours: PostcodeTable, tmp_path: Path) -> None:
    found = shapes(drawn(neighbours, tmp_path))

    assert list(found) == [WEST, EAST]
    for code, first in ((WEST, 400_000), (EAST, 410_000)):
        own = [
            point(first + east * APART_M, 500_000 + north * APART_M)
            for east in range(SIDE)
            for north in range(SIDE)
        ]
        assert all(found[code].contains(each) for each in own)


def test_neighbours_meet_half_way_and_do_not_overlap(
    neighbours: PostcodeTable, tmp_path: Path
) -> None:
    found = shapes(drawn(neighbours, tmp_path))

    assert found[WEST].intersection(found[EAST]).area == 0
    assert found[WEST].contains(point(409_300, 505_000))
    assert found[EAST].contains(point(409_700, 505_000))


def test_what_lies_over_the_border_or_in_the_sea_is_left_out(
    neighbours: PostcodeTable, tmp_path: Path
) -> None:
    england = shapely.union_all(list(shapes(drawn(neighbours, tmp_path)).values()))

    assert not england.contains(point(410_000, 511_000))
    assert not england.contains(point(398_000, 505_000))


def test_a_postcode_by_itself_has_ground_around_it(tmp_path: Path) -> None:
    (found,) = shapes(drawn(table({"TR21 0AA": (90_000, 10_000)}), tmp_path)).values()

    assert found.contains(point(90_400, 10_000))
    assert not found.contains(point(90_600, 10_000))


def test_the_ground_between_postcodes_far_apart_is_no_land(tmp_path: Path) -> None:
    island = table({"TR20 8AA": (140_000, 30_000), "TR21 0AA": (90_000, 10_000)})
    (found,) = shapes(drawn(island, tmp_path)).values()

    assert len(found.geoms) == 2


def test_a_moor_with_land_all_around_is_land(tmp_path: Path) -> None:
    ring = {
        f"NE1 {row}A{LETTERS[column]}": (400_000 + column * APART_M, 500_000 + row * APART_M)
        for row in range(SIDE)
        for column in range(SIDE)
        if {row, column} & {0, 1, SIDE - 2, SIDE - 1}
    }
    (found,) = shapes(drawn(table(ring), tmp_path)).values()

    assert found.contains(point(404_500, 504_500))


def test_two_districts_in_one_building_are_both_kept(tmp_path: Path) -> None:
    lines = [
        code_point_line(("NE1 1AA", 10, 400_000, 500_000, ENGLAND, "", WEST)),
        code_point_line(("NE1 1AB", 10, 400_010, 500_000, ENGLAND, "", EAST)),
        code_point_line(("NE1 1AD", 10, 400_020, 500_000, ENGLAND, "", WEST)),
        code_point_line(("NE1 1AE", 10, 400_020, 500_000, ENGLAND, "", EAST)),
    ]
    file = code_point_zip(tmp_path / "codepo_gb.zip", lines)

    assert set(shapes(drawn(build_table(file, {}), tmp_path))) == {WEST, EAST}


def test_names_outcodes_source_and_licence_go_with_the_outlines(
    neighbours: PostcodeTable, tmp_path: Path
) -> None:
    found = drawn(neighbours, tmp_path)

    assert found["licence"] == neighbours.source.licence
    assert neighbours.source.label in found["source"]
    assert [name for name, *_ in found["outcodes"]] == ["NE1", "NE2"]
    lat, lon = found["outcodes"][0][1:]
    assert (lat, lon) == pytest.approx(to_wgs84(404_500, 504_500), abs=1e-4)
    west = found["features"][0]["properties"]
    assert west["name"] == "Newcastle upon Tyne"
    assert shapes(found)[WEST].contains(shapely.Point(west["label"][::-1]))


def test_outcodes_with_most_postcodes_come_first(tmp_path: Path) -> None:
    codes = table(
        {
            "NE1 1AA": (400_000, 500_000),
            "NE2 1AA": (410_000, 500_000),
            "NE2 1AB": (410_000, 500_100),
        }
    )

    assert [name for name, *_ in drawn(codes, tmp_path)["outcodes"]] == ["NE2", "NE1"]


def test_postcodes_without_a_point_have_no_outlines(tmp_path: Path) -> None:
    line = code_point_line(("NE1 4SW", 90, 0, 0, ENGLAND, "", WEST))
    unplaced = build_table(code_point_zip(tmp_path / "codepo_gb.zip", [line]), {})

    assert drawn(unplaced, tmp_path)["features"] == []


def test_the_same_table_gives_the_same_bytes(neighbours: PostcodeTable, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_outlines(neighbours, tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_import_draws_the_outlines_beside_the_packed_file(tmp_path: Path) -> None:
    target = tmp_path / "places.bin"

    done = run("import", code_point_zip(tmp_path / "cpo.zip"), "--to", target)

    assert f"Outlines of districts for maps in {outlines_file(target)}" in done.output
    assert "Newcastle upon Tyne" in outlines_file(target).read_text(encoding="utf-8")


def test_outlines_are_drawn_anew_from_the_packed_file(tmp_path: Path, small: PostcodeTable) -> None:
    target = tmp_path / "places.bin"
    packing.write(small, target)

    assert run("outlines", "--to", target).exit_code == 0
    assert outlines_file(target).is_file()


def test_without_a_packed_file_there_is_nothing_to_draw(tmp_path: Path) -> None:
    done = run("outlines", "--to", tmp_path / "places.bin")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert not list(tmp_path.iterdir())


@pytest.mark.real_data
@pytest.mark.slow
def test_real_outlines_are_true_and_small(real: PostcodeTable, tmp_path: Path) -> None:
    found = shapes(drawn(real, tmp_path))
    held = [share_held(real, code, shape) for code, shape in found.items()]

    assert len(found) == 296
    assert all(shape.is_valid for shape in found.values())
    assert min(held) > 0.8
    assert np.mean(held) > 0.99
    assert (tmp_path / "outlines.json").stat().st_size < 750_000


def share_held(real: PostcodeTable, code: str, shape: Any) -> float:
    """Return the share of some of a district's postcodes that lie in its outline."""
    index = [district.code for district in real.districts].index(code)
    rows = np.flatnonzero(real.columns.district == index)[::50]
    shapely.prepare(shape)
    points = [point(real.columns.easting[row], real.columns.northing[row]) for row in rows]
    return float(np.mean(shapely.contains(shape, points)))
