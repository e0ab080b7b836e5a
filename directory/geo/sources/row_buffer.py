"""Hold millions of rows in compact arrays while a source is read, before they are sorted."""

from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

from directory.geo.place import COUNTRIES
from directory.geo.postcode import is_outward
from directory.geo.postcode_keys import INWARD, PER_OUTCODE
from directory.geo.quality import KNOWN, NONE

_MAX_EASTING, _MAX_NORTHING = 700_000, 1_300_000


class RowArea(NamedTuple):
    """GSS codes of a row; empty where the source has none."""

    country: str
    district: str
    county: str
    region: str


class RowPoint(NamedTuple):
    """Cells of a row that say where it is."""

    easting: str
    northing: str
    quality: str


@dataclass(slots=True, kw_only=True)
class Rows:
    """Rows of postcodes, column by column; ``key`` counts outcodes in the order they were met."""

    key: "array[int]" = field(default_factory=lambda: array("I"))
    easting: "array[int]" = field(default_factory=lambda: array("i"))
    northing: "array[int]" = field(default_factory=lambda: array("i"))
    quality: "array[int]" = field(default_factory=lambda: array("B"))
    area: "array[int]" = field(default_factory=lambda: array("H"))


@dataclass(slots=True, kw_only=True)
class RowBuffer:
    """All that has been read of a source."""

    outcodes: dict[str, int] = field(default_factory=dict)
    areas: dict[RowArea, int] = field(default_factory=dict)
    live: Rows = field(default_factory=Rows)
    ended: Rows = field(default_factory=Rows)

    def key(self, postcode: str) -> int:
        """Return the key of a postcode, spaced in any way.

        Raises:
            ValueError: it is not a postcode.
        """
        outward = postcode[:-3].rstrip()
        index = self.outcodes.get(outward)
        if index is None:
            if not is_outward(outward):
                raise ValueError(outward)
            index = self.outcodes[outward] = len(self.outcodes)
        try:
            return index * PER_OUTCODE + INWARD[postcode[-3:]]
        except KeyError as error:
            raise ValueError(postcode) from error

    def add(self, rows: Rows, postcode: str, point: RowPoint, area: RowArea) -> None:
        """Add a row to ``live`` or ``ended``.

        Raises:
            ValueError: a cell is not sound, and nothing was added; ``fault`` says which.
        """
        easting, northing, quality = int(point.easting), int(point.northing), int(point.quality)
        if quality not in KNOWN or not (
            0 <= easting <= _MAX_EASTING and 0 <= northing <= _MAX_NORTHING
        ):
            raise ValueError(point)
        if quality != NONE and not (easting and northing):
            raise ValueError(point)
        if area.country not in COUNTRIES:
            raise ValueError(area)
        rows.key.append(self.key(postcode))
        rows.easting.append(easting)
        rows.northing.append(northing)
        rows.quality.append(quality)
        rows.area.append(self.areas.setdefault(area, len(self.areas)))


def fault(postcode: str, point: RowPoint, area: RowArea) -> tuple[str, str]:
    """Return the column and the words for a row that ``Gathering.add`` refused."""
    if postcode[-3:] not in INWARD or not is_outward(postcode[:-3].rstrip()):
        return "postcode", f"“{postcode}” is not a postcode"
    if area.country not in COUNTRIES:
        return "country", f"“{area.country}” is not the code of England, Scotland or Wales"
    if not (point.quality.isdecimal() and int(point.quality) in KNOWN):
        return "quality", f"“{point.quality}” is not a positional quality indicator"
    if not _within(point.easting, _MAX_EASTING):
        return "easting", f"“{point.easting}” is not metres on the British National Grid"
    return "northing", f"“{point.northing}” is not metres on the British National Grid"


def _within(text: str, limit: int) -> bool:
    """Return whether a cell is a whole number above 0 and up to a limit."""
    return text.isdecimal() and 0 < int(text) <= limit
