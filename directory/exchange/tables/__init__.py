"""Tables that people bring, in whatever format: bytes in, numbered rows of text out.

One reader for the directory file, caseloads and published figures, so that each takes the same
encodings, separators, packings and formats, within the same limits, and says the same of a file
that it cannot take. What a table is about, it does not know.
"""

from directory.exchange.tables.cells import DateCell, Unsound
from directory.exchange.tables.formats import is_workbook, read_table, read_tables
from directory.exchange.tables.limits import LIMITS, Limits
from directory.exchange.tables.sheets import Numbered, Row
from directory.exchange.tables.source import TableSource
from directory.exchange.tables.table import Layout, Table

__all__ = [
    "LIMITS",
    "DateCell",
    "Layout",
    "Limits",
    "Numbered",
    "Row",
    "Table",
    "TableSource",
    "Unsound",
    "is_workbook",
    "read_table",
    "read_tables",
]
