"""Read OS Code-Point Open as published: a zip with one CSV without headings for each area.

Source: Ordnance Survey, Code-Point Open user guide (columns in ``Doc`` of the zip).
"""

import io
import re
import zipfile
from typing import IO

from directory.geo.errors import PlacesFileError, PlacesProblem
from directory.geo.licence import CODE_POINT_LICENCE
from directory.geo.place import PlaceSource
from directory.geo.sources.csv_stream import Advance, CsvStream, Progress, numbered_rows
from directory.geo.sources.problems import ProblemCollector
from directory.geo.sources.row_buffer import RowArea, RowBuffer, RowPoint, fault

_AREA_FILE = re.compile(r"(.*/)?Data/CSV/[a-z]{1,2}\.csv", re.IGNORECASE)
_COLUMNS = 10
# Sheets of the code list that hold districts: shire, London, metropolitan, unitary.
_SHEETS = ("DIS", "LBO", "MTD", "UTA")
_LEADING = re.compile(r"^(City and County of the (?=City)|(City|County) of (?!London))")
_TRAILING = re.compile(r"( District| London Boro| County)?( \(B\))?$")


def area_files(archive: zipfile.ZipFile) -> list[str]:
    """Return the CSV names inside a Code-Point Open zip; none if it is something else."""
    return [name for name in archive.namelist() if _AREA_FILE.fullmatch(name)]


def read(archive: zipfile.ZipFile, problems: ProblemCollector, progress: Progress) -> RowBuffer:
    """Return every postcode of a Code-Point Open zip; faults go to ``problems``."""
    gathering = RowBuffer()
    files = [archive.getinfo(name) for name in area_files(archive)]
    with progress("Reading Code-Point Open", sum(info.file_size for info in files)) as advance:
        for info in files:
            with archive.open(info) as data:
                stream = CsvStream(name=info.filename, data=data, gauge=data, size=info.file_size)
                _read_area(stream, gathering, problems, advance)
    return gathering


def _read_area(
    stream: CsvStream, gathering: RowBuffer, problems: ProblemCollector, advance: Advance
) -> None:
    """Add the rows of one area's file."""
    for line, row in numbered_rows(stream, advance):
        if len(row) != _COLUMNS:
            message = f"has {len(row)} columns where Code-Point Open has {_COLUMNS}"
            problems.add(PlacesProblem(file=stream.name, line=line, message=message))
            continue
        postcode, quality, easting, northing, country, _, _, county, district, _ = row
        # 10 to 90 here, 1 to 9 in the Office for National Statistics' files.
        point = RowPoint(easting, northing, quality.removesuffix("0"))
        area = RowArea(country, district, county, "")
        try:
            gathering.add(gathering.live, postcode, point, area)
        except ValueError:
            column, message = fault(postcode, point, area)
            problems.add(PlacesProblem(file=stream.name, line=line, column=column, message=message))


def read_source(archive: zipfile.ZipFile) -> PlaceSource:
    """Return release and date, from the zip's ``Doc/metadata.txt``.

    Raises:
        PlacesFileError: the zip does not say how old it is.
    """
    told = _document(archive, "metadata.txt")
    text = told.read().decode("utf-8", "replace") if told else ""
    release = re.search(r"DATASET VERSION NUMBER:\s*(\S+)", text)
    date = re.search(r"COPYRIGHT DATE:\s*(\d{4})(\d\d)(\d\d)", text)
    if not (release and date):
        name = archive.filename or "Code-Point Open"
        raise PlacesFileError.of(name, "Doc/metadata.txt with version and date is missing")
    return PlaceSource(
        label=f"OS Code-Point Open {release[1]}",
        release=release[1],
        date="-".join(date.groups()),
        licence=CODE_POINT_LICENCE,
    )


def read_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return district names by GSS code, from the zip's code list; empty without one."""
    listed = _document(archive, "Codelist.xlsx")
    if listed is None:
        return {}
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(listed.read()), read_only=True)
    rows = (row for sheet in _SHEETS if sheet in book for row in book[sheet].values)
    return {str(row[1]): plain_name(str(row[0])) for row in rows if row[0] and row[1]}


def plain_name(official: str) -> str:
    """Return a district's everyday name: “Derby” for “City of Derby (B)”."""
    english = official.rpartition(" - ")[2]  # Welsh councils have both: “Wrecsam - Wrexham”
    return _LEADING.sub("", _TRAILING.sub("", english)).replace("St. ", "St ")


def _document(archive: zipfile.ZipFile, name: str) -> IO[bytes] | None:
    """Return a file of the zip's ``Doc`` folder, None if it is not there."""
    ending = f"doc/{name}".lower()
    found = [entry for entry in archive.namelist() if entry.lower().endswith(ending)]
    return archive.open(found[0]) if found else None
