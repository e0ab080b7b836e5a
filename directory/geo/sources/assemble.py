"""Turn what was gathered from a source into the sorted table."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from directory.geo.errors import PlacesFileError
from directory.geo.place import COUNTRIES, PlaceDistrict, PlaceSource
from directory.geo.postcode_keys import PER_OUTCODE
from directory.geo.postcode_table import Column, PostcodeColumns, PostcodeTable, spread
from directory.geo.quality import error_m
from directory.geo.sources.lookup import Neighbourhoods
from directory.geo.sources.row_buffer import RowArea, RowBuffer, Rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ended:
    """Terminated postcodes by gathered key, and where they were; see ``table.Columns``."""

    source: PlaceSource | None
    key: Column
    spot: Column
    easting: Column
    northing: Column
    error: Column
    area: Column


_EMPTY = np.zeros(0, np.int64)
NONE_ENDED = Ended(
    source=None,
    key=_EMPTY,
    spot=_EMPTY,
    easting=_EMPTY,
    northing=_EMPTY,
    error=_EMPTY,
    area=_EMPTY,
)


def ended_by_point(rows: Rows, source: PlaceSource) -> Ended:
    """Return terminated postcodes that the source places one by one."""
    errors = np.array([error_m(quality) for quality in range(10)])
    stacked = np.stack([_ints(rows.easting), _ints(rows.northing), errors[rows.quality], rows.area])
    spots, spot = np.unique(stacked, axis=1, return_inverse=True)
    easting, northing, error, area = spots
    return Ended(
        source=source,
        key=_ints(rows.key),
        spot=spot,
        easting=easting,
        northing=northing,
        error=error,
        area=area,
    )


def ended_by_neighbourhood(live: Rows, lookup: Neighbourhoods, source: PlaceSource) -> Ended:
    """Return the postcodes of the look-up that are no longer live, at the centre of their LSOA.

    The centre is the mean of the LSOA's live postcodes, and its district the one most of these lie
    in today; an LSOA without any is left out, and its postcodes are found by their sector.
    """
    keys, lsoas = _ints(lookup.keys), _ints(lookup.lsoas)
    live_keys = _ints(live.key)
    order = np.argsort(live_keys)
    at = np.minimum(np.searchsorted(live_keys, keys, sorter=order), live_keys.size - 1)
    row = order[at]
    is_live = live_keys[row] == keys
    placed = is_live & (_ints(live.easting)[row] > 0)
    spots = _centres(live, row[placed], lsoas[placed])
    number = np.full(int(lsoas.max(initial=0)) + 1, -1)
    number[np.unique(lsoas[placed])] = np.arange(spots.shape[1])
    ended = ~is_live & (number[lsoas] >= 0)
    easting, northing, error, area = spots
    return Ended(
        source=source,
        key=keys[ended],
        spot=number[lsoas[ended]],
        easting=easting,
        northing=northing,
        error=error,
        area=area,
    )


def _centres(live: Rows, rows: Column, lsoas: Column) -> Column:
    """Return easting, northing, error and area (down) of each LSOA in ascending order (across)."""
    order = np.argsort(lsoas, kind="stable")
    starts = np.flatnonzero(np.diff(lsoas[order], prepend=-1))
    found = []
    easting, northing, area = _ints(live.easting), _ints(live.northing), _ints(live.area)
    for members in np.split(rows[order], starts[1:]):
        east, north = easting[members], northing[members]
        centre = round(float(east.mean())), round(float(north.mean()))
        error = spread(east - centre[0], north - centre[1])
        found.append((*centre, error, int(np.bincount(area[members]).argmax())))
    return np.array(found, np.int64).reshape(-1, 4).T


def assemble(
    gathering: RowBuffer, names: Mapping[str, str], source: PlaceSource, ended: Ended
) -> PostcodeTable:
    """Return the sorted table of what was gathered.

    Raises:
        PlacesFileError: no English postcodes, or a postcode twice.
    """
    live = gathering.live
    outcodes, rank = _sorted_outcodes(gathering.outcodes)
    key, order = _sorted_keys(_ints(live.key), rank, outcodes, source.label)
    ended_key, ended_order = _sorted_keys(_ints(ended.key), rank, outcodes, source.label)
    table = PostcodeTable(
        source=source,
        ended_source=ended.source,
        outcodes=outcodes,
        districts=tuple(_district(area, names) for area in gathering.areas),
        columns=PostcodeColumns(
            key=key.astype(np.uint32),
            easting=_ints(live.easting)[order].astype(np.int32),
            northing=_ints(live.northing)[order].astype(np.int32),
            quality=_ints(live.quality)[order].astype(np.uint8),
            district=_ints(live.area)[order].astype(np.uint16),
            ended_key=ended_key.astype(np.uint32),
            ended_spot=ended.spot[ended_order].astype(np.int32),
            spot_easting=ended.easting.astype(np.int32),
            spot_northing=ended.northing.astype(np.int32),
            spot_error=ended.error.astype(np.int32),
            spot_district=ended.area.astype(np.uint16),
        ),
    )
    if not key.size or not table.english():
        raise PlacesFileError.of(source.label, "holds no English postcodes")
    return table


def _sorted_outcodes(met: Mapping[str, int]) -> tuple[tuple[str, ...], Column]:
    """Return outcodes in alphabetical order, and for each as it was met its place there."""
    outcodes = tuple(sorted(met))
    rank = np.zeros(len(met), np.int64)
    rank[[met[outcode] for outcode in outcodes]] = np.arange(len(met))
    return outcodes, rank


def _sorted_keys(
    met: Column, rank: Column, outcodes: Sequence[str], file: str
) -> tuple[Column, Column]:
    """Return keys over sorted outcodes, ascending, and the order that sorts the rows.

    Raises:
        PlacesFileError: a key is there twice.
    """
    if not met.size:
        return met, np.zeros(0, np.int64)
    keys = rank[met // PER_OUTCODE] * PER_OUTCODE + met % PER_OUTCODE
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    twice = keys[1:][keys[1:] == keys[:-1]]
    if twice.size:
        outcode = outcodes[twice[0] // PER_OUTCODE]
        message = f"{twice.size} postcodes are listed twice, the first of them in {outcode}"
        raise PlacesFileError.of(file, message)
    return keys, order


def _district(area: RowArea, names: Mapping[str, str]) -> PlaceDistrict:
    """Return an area as the table keeps it."""
    return PlaceDistrict(
        code=area.district or None,
        name=names.get(area.district),
        county=area.county or None,
        region=area.region or None,
        country=COUNTRIES[area.country],
    )


def _ints(values: "Column | Sequence[int] | array[int]") -> Column:
    """Return whole numbers as an array wide enough to reckon with."""
    return np.asarray(values, np.int64)
