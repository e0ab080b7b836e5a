"""Small made-up copies of the files that others publish."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import openpyxl

from directory.geo.place import PlaceDistrict, PlaceSource
from directory.geo.postcode_keys import INWARD, PER_OUTCODE
from directory.geo.postcode_table import PostcodeColumns, PostcodeTable

ENGLAND, SCOTLAND, WALES = "E92000001", "S92000003", "W92000004"
SOURCE = PlaceSource(label="Made up", release="1", date="2025-01-01", licence="None")
# Two sectors of one outcode, a border outcode, Scotland, Wales; one unplaced, one sector mean.
CODE_POINT = (
    ("NE1 4ST", 10, 424273, 564577, ENGLAND, "", "E08000021"),
    ("NE1 4SU", 10, 424373, 564577, ENGLAND, "", "E08000021"),
    ("NE1 4SW", 90, 0, 0, ENGLAND, "", ""),
    ("NE1 4SX", 60, 424300, 564500, ENGLAND, "", ""),
    ("NE1 5AA", 50, 425000, 565000, ENGLAND, "", "E08000021"),
    ("S1  1AA", 10, 435000, 387000, ENGLAND, "", "E08000039"),
    ("AL1 1AA", 10, 515000, 207000, ENGLAND, "E10000015", "E07000240"),
    ("TD151AA", 10, 399000, 652000, ENGLAND, "", "E06000057"),
    ("TD151AB", 10, 395000, 655000, SCOTLAND, "", "S12000026"),
    ("EH1 1AA", 10, 325000, 673000, SCOTLAND, "", "S12000036"),
    ("EH1 1AB", 90, 0, 0, SCOTLAND, "", ""),
    ("CF101AA", 10, 318000, 176000, WALES, "", "W06000015"),
)
NAMES = {
    "DIS": {"E07000240": "St. Albans District (B)"},
    "MTD": {"E08000021": "Newcastle upon Tyne District (B)", "E08000039": "Sheffield (B)"},
    "UTA": {"E06000057": "Northumberland", "W06000015": "Caerdydd - Cardiff"},
}
METADATA = "DATASET VERSION NUMBER: 2025.2.0\nCOPYRIGHT DATE: 20250422\n"
ONSPD_HEADING = "pcd,pcds,doterm,oscty,oslaua,oseast1m,osnrth1m,osgrdind,ctry,rgn"  # as before 2025
NSPL_HEADING = "pcd7,pcds,doterm,cty25cd,lad25cd,east1m,north1m,gridind,ctry25cd,rgn25cd"
DIRECTORY = (
    "NE1 4ST,NE1 4ST,,E99999999,E08000021,424273,0564577,1,E92000001,E12000001",
    "NE1 4ZZ,NE1 4ZZ,201001,E99999999,E08000021,424400,0564600,1,E92000001,E12000001",
    "NE1 4ZY,NE1 4ZY,199001,E99999999,E08000021,,,9,E92000001,E12000001",
    "NE1 4SW,NE1 4SW,,E99999999,E08000021,,,9,E92000001,E12000001",
    "EH1 1AA,EH1 1AA,,S99999999,S12000036,325000,0673000,1,S92000003,S99999999",
    "EH1 1AZ,EH1 1AZ,200001,S99999999,S12000036,325000,0673000,1,S92000003,S99999999",
    "BT1 1AA,BT1 1AA,,N99999999,N09000003,146000,0530000,1,N92000002,N99999999",
)


def code_point_line(row: tuple[object, ...]) -> str:
    """Return a line of an area's file."""
    postcode, quality, easting, northing, country, county, district = row
    return (
        f'"{postcode}",{quality},{easting},{northing},"{country}",'
        f'"E19000001","E18000001","{county}","{district}","E05000001"'
    )


def code_list(names: Mapping[str, Mapping[str, str]] = NAMES) -> bytes:
    """Return the workbook of district names."""
    book = openpyxl.Workbook()
    for sheet, districts in names.items():
        page = book.create_sheet(sheet)
        for code, name in districts.items():
            page.append([name, code])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def code_point_zip(
    path: Path, lines: Iterable[str] | None = None, metadata: str | None = METADATA
) -> Path:
    """Write a Code-Point Open zip of one area and return its path."""
    chosen = map(code_point_line, CODE_POINT) if lines is None else lines
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/CSV/zz.csv", "\n".join(chosen))
        archive.writestr("Doc/Codelist.xlsx", code_list())
        if metadata is not None:
            archive.writestr("Doc/metadata.txt", metadata)
    return path


def directory_csv(heading: str = ONSPD_HEADING, rows: Iterable[str] = DIRECTORY) -> str:
    """Return the text of an ONS directory."""
    return "\n".join([heading, *rows]) + "\n"


def table(postcodes: Mapping[str, tuple[int, int]], ended: Iterable[str] = ()) -> PostcodeTable:
    """Return a table of English postcodes and their points, all in one made-up district."""
    past = sorted(ended)
    outcodes = tuple(sorted({code.split()[0] for code in [*postcodes, *past]}))

    def key(postcode: str) -> int:
        outward, inward = postcode.split()
        return outcodes.index(outward) * PER_OUTCODE + INWARD[inward]

    live = sorted(postcodes, key=key)
    district = PlaceDistrict(
        code="E09000001", name="Somewhere", county=None, region=None, country="England"
    )
    columns = PostcodeColumns(
        key=np.array([key(code) for code in live], np.uint32),
        easting=np.array([postcodes[code][0] for code in live], np.int32),
        northing=np.array([postcodes[code][1] for code in live], np.int32),
        quality=np.ones(len(live), np.uint8),
        district=np.zeros(len(live), np.uint16),
        ended_key=np.array(sorted(map(key, past)), np.uint32),
        ended_spot=np.zeros(len(past), np.int32),
        spot_easting=np.array([400_000], np.int32),
        spot_northing=np.array([300_000], np.int32),
        spot_error=np.array([500], np.int32),
        spot_district=np.zeros(1, np.uint16),
    )
    return PostcodeTable(
        source=SOURCE,
        ended_source=None,
        outcodes=outcodes,
        districts=(district,),
        columns=columns,
    )
