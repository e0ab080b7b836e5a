"""What services state as arrays, kept up to date with the directory: one place for each service.

A whole search or match is then a few array operations. A store never changes; the next version of
it is made of the rows that stayed and of those that changed, which are read anew.
"""

from directory.storage.column_store.arrays import Flags, Numbers
from directory.storage.column_store.byte_cache import KEPT, ByteCache
from directory.storage.column_store.columns import (
    Day,
    FlagColumn,
    Number,
    PartTable,
    PartWords,
    StoredColumn,
    TextOrder,
    Words,
    day_number,
)
from directory.storage.column_store.keeper import STORES, ColumnKeeper, View
from directory.storage.column_store.row_answers import by_row, followed
from directory.storage.column_store.splice import Splice
from directory.storage.column_store.store import ColumnStore, stored
from directory.storage.column_store.venues import FAR, NO_POINT, VenueLists, Venues
from directory.storage.column_store.word_sets import WordSets

__all__ = [
    "FAR",
    "KEPT",
    "NO_POINT",
    "STORES",
    "ByteCache",
    "ColumnKeeper",
    "ColumnStore",
    "Day",
    "FlagColumn",
    "Flags",
    "Number",
    "Numbers",
    "PartTable",
    "PartWords",
    "Splice",
    "StoredColumn",
    "TextOrder",
    "VenueLists",
    "Venues",
    "View",
    "WordSets",
    "Words",
    "by_row",
    "day_number",
    "followed",
    "stored",
]
