"""Boundaries that somebody brings: checked, made simpler, and kept in the form of the outlines."""

import gzip
import json
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
import shapely

from directory.exchange.statistics import boundaries
from directory.exchange.statistics.boundaries import read_boundaries
from directory.exchange.statistics.boundaries_file import drawn_beside, write_boundaries
from directory.geo.paths import boundaries_file, outlines_file
from directory.model.problems import FileError
from tests.exchange.statistics.builders import BARNSLEY, NEWCASTLE, OLD_BARNSLEY

GATESHEAD = "E08000037"
DRAWN = {
    "type": "FeatureCollection",
    "source": "Postcodes",
    "licence": "Of postcodes",
    "outcodes": [["NE1", 54.97, -1.61]],
    "features": [
        {"type": "Feature", "properties": {"code": code, "name": code}, "geometry": None}
        for code in (NEWCASTLE, GATESHEAD, OLD_BARNSLEY)
    ],
}


def square(west: float = -1.7, south: float = 54.9, size: float = 0.1) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(
    code: str = NEWCASTLE, ring: Any = None, properties: dict[str, str] | None = None
) -> dict[str, Any]:
    named = properties or {"LAD25CD": code, "LAD25NM": "Somewhere", "LAD24CD": "E0"}
    return {
        "type": "Feature",
        "properties": named,
        "geometry": {"type": "Polygon", "coordinates": [ring or square()]},
    }


def geojson(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def problems(content: bytes) -> str:
    with pytest.raises(FileError) as raised:
        read_boundaries(content)
    return "\n".join(map(str, raised.value.problems))


def test_districts_get_code_name_and_a_place_to_write_it() -> None:
    found = read_boundaries(gzip.compress(geojson(feature(), feature("S12000036"))))

    [only] = found.features
    assert (found.kind, found.published_as, found.points) == ("districts", "LAD25CD", 5)
    assert only["properties"]["code"] == NEWCASTLE
    assert only["properties"]["name"] == "Somewhere"
    lat, lon = only["properties"]["label"]
    assert (54.9 < lat < 55, -1.7 < lon < -1.6) == (True, True)
    assert only["geometry"]["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({"CTYUA25CD": "E10000015"}, "upper"),
        ({"WD25CD": "E05009288", "LAD25CD": NEWCASTLE}, "wards"),
        ({"LSOA21CD": "E01000001"}, "lsoas"),
        ({"code": NEWCASTLE, "name": "N"}, "districts"),
        ({"code": "E10000015"}, "upper"),
    ],
)
def test_what_the_areas_are_is_told_by_their_property(
    properties: dict[str, str], kind: str
) -> None:
    assert read_boundaries(geojson(feature(properties=properties))).kind == kind


def test_counties_beside_unitary_authorities_are_upper_tier_authorities() -> None:
    some = [feature(properties={"code": code}) for code in ("W06000001", NEWCASTLE, "E10000015")]

    assert read_boundaries(geojson(*some)).kind == "upper"


def test_barnsley_has_the_code_of_today() -> None:
    found = read_boundaries(geojson(feature(OLD_BARNSLEY)))

    assert found.features[0]["properties"]["code"] == BARNSLEY


def test_a_line_of_very_many_points_is_made_simpler_and_neighbours_stay_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = [[-1.6, 54.9 + n / 10_000] for n in range(1001)]
    left = [[-1.7, 54.9], *steps, [-1.7, 55.0], [-1.7, 54.9]]
    right = [[-1.5, 54.9], [-1.5, 55.0], *reversed(steps), [-1.5, 54.9]]
    monkeypatch.setattr(boundaries, "MOST_POINTS", 100)

    found = read_boundaries(geojson(feature(ring=left), feature(GATESHEAD, ring=right)))

    assert found.points < 100
    grounds = [shapely.geometry.shape(each["geometry"]) for each in found.features]
    assert shapely.coverage_is_valid(grounds)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is not GeoJSON"),
        (b"[]", "is no GeoJSON FeatureCollection"),
        (geojson(), "is no GeoJSON FeatureCollection"),
        (geojson(feature(), crs={"properties": {"name": "EPSG:27700"}}), "looks like grid metres"),
        (geojson(feature(ring=square(424_000, 564_000, 1000))), "looks like grid metres"),
        (geojson(feature(ring=square(54.9, -1.7))), "longitude stands before latitude"),
        (
            geojson(feature(properties={"height": "2"})),
            "has no property with the code of its areas",
        ),
        (geojson(feature("X1")), "feature 1, LAD25CD: “X1” is not a code of an area of England"),
        (geojson(feature("E05000001")), "is not one of districts"),
        (geojson(feature(), feature()), "feature 2, LAD25CD: “E08000021” stands twice"),
        (geojson(feature() | {"geometry": None}), "has no Polygon or MultiPolygon"),
        (geojson(feature(ring=[*square()[:2], [nan, 55.0], *square()[2:]])), "is not GeoJSON"),
        (geojson(feature(ring=[*square()[:2], [inf, 55.0], *square()[2:]])), "is not GeoJSON"),
        (geojson(feature(ring=[[1], [2]])), "is not a geometry that can be read"),
        (geojson(feature("W06000001")), "holds no area of England"),
        (geojson(feature(), 3), "is not a code of an area"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(content: bytes, why: str) -> None:
    assert why in problems(content)


def test_districts_that_are_not_brought_keep_what_was_drawn(tmp_path: Path) -> None:
    packed = tmp_path / "places.bin"
    outlines_file(packed).write_text(json.dumps(DRAWN), encoding="utf-8")
    found = read_boundaries(geojson(feature(), feature(BARNSLEY)))

    path = write_boundaries(found, packed, source="Brought", licence="Of lines")

    read = json.loads(path.read_text(encoding="utf-8"))
    assert path == boundaries_file(packed)
    assert drawn_beside(found, packed) == 1
    codes = [each["properties"]["code"] for each in read["features"]]
    assert codes == [NEWCASTLE, GATESHEAD, BARNSLEY]
    assert read["outcodes"] == DRAWN["outcodes"]
    assert read["source"] == "Brought; elsewhere drawn from Postcodes"
    assert read["note"] == "Lines are approximate: Brought; elsewhere drawn from Postcodes."
    assert read["licence"] == "Of lines\nOf postcodes"


def test_another_kind_of_area_has_a_file_of_its_own(tmp_path: Path) -> None:
    found = read_boundaries(geojson(feature(properties={"WD25CD": "E05009288"})))

    path = write_boundaries(found, tmp_path / "places.bin", source="S", licence="L")

    assert path.name == "places-boundaries-wards.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    assert (read["outcodes"], len(read["features"]), read["licence"]) == ([], 1, "L")
