"""The values that an answer about a place is made of."""

from dataclasses import dataclass
from typing import Literal

LocatedBy = Literal["postcode", "terminated", "sector", "outcode"]

ENGLAND = "England"
COUNTRIES = {"E92000001": ENGLAND, "S92000003": "Scotland", "W92000004": "Wales"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSource:
    """Published data: what it is, its release, its ISO date (``2025-05`` where the month is all
    the publisher gives) and the acknowledgement its licence asks for."""

    label: str
    release: str
    date: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDistrict:
    """A district as its source gives it: GSS codes, None where the source says nothing.

    ``code`` is None for the few live postcodes that the source puts in a country but no district.
    """

    code: str | None
    name: str | None
    county: str | None
    region: str | None
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedPoint:
    """A located point before it is dressed for a reader.

    ``share`` is the part (0 to 1) of the postcodes behind the point that lie in ``district``;
    ``country`` is None where they lie in more than one.
    """

    easting: int
    northing: int
    error_m: int
    located_by: LocatedBy
    district: PlaceDistrict
    share: float
    country: str | None
    source: PlaceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a postcode is, and how sure that is.

    Attributes:
        postcode: standard form, one space.
        easting, northing: British National Grid (EPSG:27700), metres.
        lat, lon: WGS84 degrees, within about 2 m of the grid point.
        authority, authority_name: GSS code and name of the district, exactly as the source has it.
        authority_share: 1 where the authority is known; below 1 it is only where that share of the
            neighbouring postcodes lie, so a guess (see ``areas.covers``).
        county, region: E10 and E12 codes, or None where there is none or the source does not say.
        country: England, or None where the point stands for postcodes on both sides of a border.
        located_by: the postcode itself, the neighbourhood of an ended postcode, or the mean of
            the sector (NE1 4) or outcode (NE1).
        error_m: likely error, metres: 19 in 20 homes are nearer to the point than this.
        source, source_date: label and ISO date of the data.
    """

    postcode: str
    easting: int
    northing: int
    lat: float
    lon: float
    authority: str | None
    authority_name: str | None
    authority_share: float
    county: str | None
    region: str | None
    country: str | None
    located_by: LocatedBy
    error_m: int
    source: str
    source_date: str

    @property
    def grid_point(self) -> tuple[int, int]:
        """Return easting and northing."""
        return self.easting, self.northing
