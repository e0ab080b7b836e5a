"""The bytes of a file as they were sent, taken out of their packing a part at a time."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from directory.exchange.tables.limits import LIMITS, MEGABYTE, Limits
from directory.model.problems import refused

AGAIN = "get it again, or pack it again"
START = 128
"""Bytes from which the format of a file is told."""
PACKINGS: Mapping[bytes, Callable[[io.BytesIO], BinaryIO]] = {
    b"\x1f\x8b": lambda content: cast(BinaryIO, gzip.GzipFile(fileobj=content)),
}
"""How a packing begins, and what takes content out of it as it is read."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """The bytes of one file."""

    content: bytes
    limits: Limits = LIMITS

    def open(self) -> BinaryIO:
        """Return what reads the file from its start, unpacked."""
        content = io.BytesIO(self.content)
        for begins, unpacking in PACKINGS.items():
            if self.content.startswith(begins):
                return unpacking(content)
        return content

    def parts(self, size: int = MEGABYTE) -> Iterator[bytes]:
        """Yield the file unpacked, in parts of a size in bytes.

        Raises FileError as soon as it comes to more than there is room for, or where it is damaged.
        """
        room, found = self._room, 0
        with self.open() as file:
            for part in iter(partial(_read, file, size), b""):
                found += len(part)
                if found > room:
                    raise refused(self._too_much)
                yield part

    def start(self) -> bytes:
        """Return how the file begins, unpacked. Raises FileError."""
        return next(self.parts(START), b"")

    def whole(self) -> bytes:
        """Return the file unpacked. Raises FileError."""
        if not self.is_packed and len(self.content) <= self._room:
            return self.content
        return b"".join(self.parts())

    @property
    def is_packed(self) -> bool:
        """Say whether the file was packed."""
        return self.content.startswith(tuple(PACKINGS))

    @property
    def _room(self) -> int:
        packed = len(self.content)
        return self.limits.room(packed) if self.is_packed else self.limits.most_bytes

    @property
    def _too_much(self) -> str:
        megabytes = self._room // MEGABYTE
        most = f"{megabytes:,} megabyte{'s' * (megabytes != 1)}"
        if self.is_packed:
            return f"unpacks to more than {most}, as no table of its size does: send it unpacked"
        return f"is larger than {most}: leave out what is not needed"


def _read(file: BinaryIO, size: int) -> bytes:
    try:
        return file.read(size)
    except EOFError:
        raise refused(f"is cut short: it cannot be unpacked; {AGAIN}") from None
    except (OSError, zlib.error):
        raise refused(f"is damaged: it cannot be unpacked; {AGAIN}") from None
