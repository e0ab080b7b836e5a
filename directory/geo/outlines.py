"""Keep the outlines of districts beside the packed postcodes, as one file of GeoJSON.

The file is what a map asks for: a FeatureCollection of English districts (``code``,
``name``, and ``label``: where to write it) with ``outcodes`` (name and centre), ``source`` and
``licence``. Outside the geometry a point is latitude, longitude.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from directory.geo.grid import to_wgs84
from directory.geo.outlines_drawing import Outline, draw
from directory.geo.place import ENGLAND
from directory.geo.postcode_keys import PER_OUTCODE, outcode_keys
from directory.geo.postcode_table import PostcodeTable

# Ten metres: finer than any outline drawn from postcodes.
_DEGREE_DECIMALS = 4


def write_outlines(table: PostcodeTable, path: Path) -> int:
    """Draw the outlines of a table and write them, all or nothing; return the size in bytes.

    The same table always gives the same bytes.
    """
    content = json.dumps(_collection(table), ensure_ascii=False, separators=(",", ":")).encode()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(content)


def _collection(table: PostcodeTable) -> dict[str, Any]:
    """Return what the file says."""
    names = {district.code: district.name for district in table.districts}
    return {
        "type": "FeatureCollection",
        "source": f"{table.source.label} ({table.source.date})",
        "licence": table.source.licence,
        "outcodes": _outcodes(table),
        "features": [
            _feature(outline, names[outline.code]) for outline in draw(table, _DEGREE_DECIMALS)
        ],
    }


def _feature(outline: Outline, name: str | None) -> dict[str, Any]:
    """Return an outline as GeoJSON."""
    return {
        "type": "Feature",
        "properties": {"code": outline.code, "name": name, "label": outline.label},
        "geometry": {"type": "MultiPolygon", "coordinates": outline.polygons},
    }


def _outcodes(table: PostcodeTable) -> list[tuple[str, float, float]]:
    """Return the English outcodes and their centres, those with most postcodes first.

    A map without room for all leaves out the later ones: buildings with one of their own.
    """
    sizes = np.bincount(table.columns.key // PER_OUTCODE, minlength=len(table.outcodes))
    found = []
    for index in np.argsort(-sizes, kind="stable"):
        spot = table.mean(outcode_keys(int(index)), "outcode")
        if spot and spot.district.country == ENGLAND:
            lat, lon = (
                round(each, _DEGREE_DECIMALS) for each in to_wgs84(spot.easting, spot.northing)
            )
            found.append((table.outcodes[index], lat, lon))
    return found
