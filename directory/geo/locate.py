"""Answer where a postcode is."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.geo import packing
from directory.geo.areas import codes_of
from directory.geo.errors import NotInEngland, PlacesFileError, UnknownPostcode
from directory.geo.gazetteer import Gazetteer, PackedGazetteer
from directory.geo.grid import to_wgs84
from directory.geo.outcodes import OutcodeGazetteer
from directory.geo.place import ENGLAND, LocatedPoint, Place, PlaceSource
from directory.geo.postcode import normalise
from directory.geo.postcode_table import PostcodeTable

# Five decimals are a metre; six keep the rounding out of sight.
_DEGREE_DECIMALS = 6


class Places:
    """Postcodes of England, to be loaded once and asked often; safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take what knows the points."""
        self._gazetteer = gazetteer

    @classmethod
    def load(cls, packed: Path, fallback: Path) -> "Places":
        """Return the places of the packed file or, where there is none, of the outcode table.

        Raises:
            PlacesFileError: the packed file is damaged, or neither file is there.
        """
        if packed.is_file():
            return cls.of(packing.read(packed))
        if fallback.is_file():
            return cls(OutcodeGazetteer(fallback))
        raise PlacesFileError.of(packed.name, "is missing: run “waymark places build”")

    @classmethod
    def of(cls, table: PostcodeTable) -> "Places":
        """Return the places of a table in memory."""
        return cls(PackedGazetteer(table))

    @property
    def rough(self) -> bool:
        """Return whether only outcode centres are at hand, so that every distance is rough."""
        return self._gazetteer.rough

    @property
    def source(self) -> PlaceSource:
        """Return the source of the data, with the acknowledgement to show."""
        return self._gazetteer.source

    def find(self, postcode: str) -> Place:
        """Return where a postcode is, however it is written.

        Raises:
            MalformedPostcode: it is not written as a full postcode.
            NotInEngland: it is known to lie elsewhere.
            UnknownPostcode: not even its outcode is known.
        """
        standard = normalise(postcode)
        spot = self._gazetteer.spot(standard)
        if spot is None:
            raise UnknownPostcode(standard)
        if spot.country not in (ENGLAND, None):
            raise NotInEngland(standard, spot.country)
        return _place(standard, spot)

    def find_anywhere(self, postcode: str) -> Place:
        """Return where a postcode is, in whichever country of Great Britain.

        Raises:
            MalformedPostcode, UnknownPostcode: as `find` does.
            NotInEngland: it lies elsewhere, and not even its outcode has a point.
        """
        standard = normalise(postcode)
        spot = self._gazetteer.spot(standard)
        if spot is None:
            raise UnknownPostcode(standard)
        return _place(standard, spot)

    def outcode(self, outward: str) -> Place | None:
        """Return the middle of an outcode, such as NE1; None where it is not known."""
        spot = self._gazetteer.outcode(outward)
        return _place(outward, spot) if spot else None

    def nearest(self, easting: float, northing: float) -> Place | None:
        """Return where the nearest postcode is, which may be outside England; it is not named."""
        spot = self._gazetteer.nearest(easting, northing)
        return _place("", spot) if spot else None

    def points_in(self, district: str) -> NDArray[np.float64]:
        """Return the grid points, in metres, of the live postcodes of a district, a row each.

        Of either vintage of its code; outcode centres where only those are at hand; none for a
        district that is not known.
        """
        return self._gazetteer.points_in(codes_of(district))


def _place(postcode: str, spot: LocatedPoint) -> Place:
    """Return the answer for a reader."""
    lat, lon = to_wgs84(spot.easting, spot.northing)
    return Place(
        postcode=postcode,
        easting=spot.easting,
        northing=spot.northing,
        lat=round(lat, _DEGREE_DECIMALS),
        lon=round(lon, _DEGREE_DECIMALS),
        authority=spot.district.code,
        authority_name=spot.district.name,
        authority_share=spot.share,
        county=spot.district.county,
        region=spot.district.region,
        country=spot.country,
        located_by=spot.located_by,
        error_m=spot.error_m,
        source=spot.source.label,
        source_date=spot.source.date,
    )
