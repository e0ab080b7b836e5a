"""Read the ONS look-up of May 2022 for terminated postcodes: each with its neighbourhood (LSOA).

It comes as 7z inside the registry package, opened by py7zr, which only builders need.
Source: Office for National Statistics, postcode to OA to LSOA to MSOA to LAD look-up, May 2022.
"""

import importlib
import importlib.util
import tempfile
from dataclasses import dataclass
from pathlib import Path

from directory.geo.errors import PlacesFileError, PlacesProblem
from directory.geo.licence import ONS_LICENCE
from directory.geo.place import PlaceSource
from directory.geo.sources.csv_stream import CsvStream, Progress, numbered_rows
from directory.geo.sources.problems import ProblemCollector
from directory.geo.sources.row_buffer import RowBuffer

SOURCE = PlaceSource(
    label="ONS postcode look-up, May 2022 (centre of the LSOA)",
    release="May 2022",
    date="2022-05",
    licence=ONS_LICENCE,
)
_COLUMNS = ("pcds", "lsoa11cd", "ladcd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhoods:
    """LSOA of every English postcode, live or terminated: gathered keys and LSOA numbers."""

    keys: list[int]
    lsoas: list[int]


def py7zr_installed() -> bool:
    """Return whether the look-up can be opened here."""
    return importlib.util.find_spec("py7zr") is not None


def read(
    archive: Path, gathering: RowBuffer, problems: ProblemCollector, progress: Progress
) -> Neighbourhoods:
    """Return the neighbourhoods in the 7z file; faults go to ``problems``.

    New outcodes (ended since) are added to ``gathering``.

    Raises:
        PlacesFileError: the file is damaged or not the look-up.
    """
    py7zr = importlib.import_module("py7zr")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with py7zr.SevenZipFile(archive) as seven:
                seven.extractall(folder)
        except py7zr.exceptions.ArchiveError as error:
            raise PlacesFileError.of(archive.name, f"is damaged ({error})") from error
        (unpacked,) = Path(folder).glob("*.csv")
        with unpacked.open("rb") as data:
            size = unpacked.stat().st_size
            stream = CsvStream(name=unpacked.name, data=data, gauge=data, size=size)
            return read_stream(stream, gathering, problems, progress)


def read_stream(
    stream: CsvStream, gathering: RowBuffer, problems: ProblemCollector, progress: Progress
) -> Neighbourhoods:
    """Return the neighbourhoods in the look-up's CSV; faults go to ``problems``.

    Raises:
        PlacesFileError: a column is missing.
    """
    found = Neighbourhoods(keys=[], lsoas=[])
    numbers: dict[str, int] = {}
    with progress("Reading ended postcodes", stream.size) as advance:
        rows = numbered_rows(stream, advance)
        _, headings = next(rows, (0, []))
        if missing := [name for name in _COLUMNS if name not in headings]:
            raise PlacesFileError.of(stream.name, f"lacks the columns {', '.join(missing)}")
        pcds, lsoa, district = map(headings.index, _COLUMNS)
        for line, row in rows:
            if not row[district].startswith("E") or not row[lsoa]:
                continue
            try:
                found.keys.append(gathering.key(row[pcds]))
            except ValueError:
                message = f"“{row[pcds]}” is not a postcode"
                problems.add(
                    PlacesProblem(file=stream.name, line=line, column="pcds", message=message)
                )
            else:
                found.lsoas.append(numbers.setdefault(row[lsoa], len(numbers)))
    return found
