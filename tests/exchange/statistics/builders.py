"""Made-up tables in the layouts of publishers, of the few areas that a test needs.

The codes are real ones: the City of London has six LSOAs of 2011, the Isles of Scilly one.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl

CITY, SCILLY = "E09000001", "E06000053"
CITY_LSOAS = ("E01000001", "E01000002", "E01000003", "E01000005", "E01032739", "E01032740")
SCILLY_LSOA = "E01019077"
ENDED, NEW = "E01000010", "E01033769"
"""An LSOA of 2011 alone, and one of 2021 alone."""
NEWCASTLE, BARNSLEY, OLD_BARNSLEY = "E08000021", "E08000038", "E08000016"
AGES = [f"age_{age}" for age in range(18)]
TWO_EACH = ["2"] * 18
POINT = ["532158", "181628"]
PUBLISHED = ["lsoa11_code", "change_code", "lad25_code", "easting", "northing", *AGES]
"""The headings of a known layout."""


def table(*rows: Iterable[object]) -> bytes:
    """Return the rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def lsoa(code: str, district: str = CITY, **changed: str) -> list[str]:
    """Return a row of PUBLISHED with two children of each age, and what is changed."""
    row = dict(zip(PUBLISHED, [code, "U", district, *POINT, *TWO_EACH], strict=True))
    return [*(row | changed).values()]


def city(*more: Sequence[str], leave: Iterable[str] = ()) -> bytes:
    """Return the table of the City of London, without some LSOAs and with more rows."""
    kept = [lsoa(code) for code in CITY_LSOAS if code not in set(leave)]
    return table(PUBLISHED, *kept, *more)


def points(codes: Iterable[str] = CITY_LSOAS, heading: str = "LSOA11CD") -> bytes:
    """Return a file of centroids that says the district."""
    rows = [[code, *POINT, CITY, "E05009288", "Aldersgate"] for code in codes]
    return table([heading, "x", "y", "LAD25CD", "WD24CD", "WD24NM"], *rows)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """Return a workbook with sheets of these names and rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
