"""Pack a table into one small file, and unpack it in a fraction of a second.

Layout: magic line, SHA-256 of all that follows, length of the header (4 bytes, little-endian),
header (JSON), then each column by itself. A column is stored as differences from row to row, signs
folded into the lowest bit, split into four byte planes (all lowest bytes, then all second bytes …)
and compressed with zlib: neighbours in a postcode list are neighbours on the ground, so the high
planes are almost all zero.
"""

import hashlib
import json
import os
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from directory.geo.errors import PlacesFileError
from directory.geo.place import PlaceDistrict, PlaceSource
from directory.geo.postcode_table import COLUMN_NAMES, Column, PostcodeColumns, PostcodeTable

FORMAT = 1
_MAGIC = b"waymark places\n"
_REBUILD = "build it again with “waymark places build”"
_DTYPES = {"quality": np.uint8, "district": np.uint16, "spot_district": np.uint16}


def write(table: PostcodeTable, path: Path) -> int:
    """Write a table, all or nothing, and return the size in bytes.

    A failure on the way leaves the old file as it was.
    """
    packed = pack(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(packed)


def read(path: Path) -> PostcodeTable:
    """Return the table in a packed file.

    Raises:
        PlacesFileError: the file is damaged, or of another format version.
    """
    try:
        return unpack(path.read_bytes())
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        reason = error if isinstance(error, FormatError) else "is damaged"
        raise PlacesFileError.of(path.name, f"{reason}: {_REBUILD}") from error


class FormatError(ValueError):
    """Say why bytes are not a packed table."""


def pack(table: PostcodeTable) -> bytes:
    """Return a table as bytes; the same table always gives the same bytes."""
    columns = {name: getattr(table.columns, name) for name in COLUMN_NAMES}
    parts = {name: _squeeze(column) for name, column in columns.items()}
    header = {
        "format": FORMAT,
        "source": asdict(table.source),
        "ended_source": asdict(table.ended_source) if table.ended_source else None,
        "outcodes": " ".join(table.outcodes),
        "districts": [asdict(district) for district in table.districts],
        "rows": {name: column.size for name, column in columns.items()},
        "bytes": {name: len(part) for name, part in parts.items()},
    }
    told = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    rest = len(told).to_bytes(4, "little") + told + b"".join(parts.values())
    return _MAGIC + hashlib.sha256(rest).digest() + rest


def unpack(packed: bytes) -> PostcodeTable:
    """Return the table that ``pack`` made bytes of.

    Raises:
        FormatError: not a packed table, damaged, or of another version.
    """
    header, body = _open(packed)
    columns, at = {}, 0
    for name in COLUMN_NAMES:
        size = header["bytes"][name]
        column = _spread(body[at : at + size], header["rows"][name])
        columns[name] = column.astype(_DTYPES.get(name, np.uint32 if "key" in name else np.int32))
        at += size
    ended = header["ended_source"]
    return PostcodeTable(
        source=PlaceSource(**header["source"]),
        ended_source=PlaceSource(**ended) if ended else None,
        outcodes=tuple(header["outcodes"].split()),
        districts=tuple(PlaceDistrict(**district) for district in header["districts"]),
        columns=PostcodeColumns(**columns),
    )


def _open(packed: bytes) -> tuple[dict[str, Any], memoryview]:
    """Return the header and the columns' bytes, once the checksum agrees."""
    if not packed.startswith(_MAGIC):
        raise FormatError("is not a packed postcode file")
    start = len(_MAGIC) + hashlib.sha256().digest_size
    rest = memoryview(packed)[start:]
    if hashlib.sha256(rest).digest() != packed[len(_MAGIC) : start]:
        raise FormatError("is damaged")
    end = 4 + int.from_bytes(rest[:4], "little")
    header: dict[str, Any] = json.loads(bytes(rest[4:end]))
    if header["format"] != FORMAT:
        raise FormatError(f"has format {header['format']}, this version reads {FORMAT}")
    return header, rest[end:]


def _squeeze(column: Column) -> bytes:
    """Return a column of integers below 2**31, packed."""
    steps: Column = np.diff(column.astype(np.int32), prepend=np.int32(0))
    folded = ((steps << 1) ^ (steps >> 31)).astype("<i4")
    planes = folded.view(np.uint8).reshape(-1, 4).T
    return zlib.compress(planes.tobytes())


def _spread(packed: memoryview, rows: int) -> Column:
    """Return the column of so many rows that ``_squeeze`` packed."""
    planes = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(4, rows)
    folded = np.ascontiguousarray(planes.T).view("<u4").ravel()
    steps = (folded >> 1).view(np.int32) ^ -(folded & 1).view(np.int32)
    return np.cumsum(steps, dtype=np.int32)
