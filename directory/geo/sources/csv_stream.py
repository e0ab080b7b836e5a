"""Read the rows of a CSV inside anything, and say how far along it is."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import IO

from directory.geo.errors import PlacesFileError

_BETWEEN_REPORTS = 1 << 16

Advance = Callable[[int], None]
# Opens a progress display with a label and a total, in bytes.
Progress = Callable[[str, int], AbstractContextManager[Advance]]


@contextmanager
def silent(label: str, total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda step: None


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvStream:
    """Bytes of a CSV file.

    Attributes:
        name: for messages, such as ``Data/CSV/ne.csv``.
        data: the CSV text, as bytes.
        gauge: what ``tell()`` is asked for progress: the data, or the compressed file under it.
        size: the last value of ``gauge.tell()``.
    """

    name: str
    data: IO[bytes] | gzip.GzipFile
    gauge: IO[bytes]
    size: int


def numbered_rows(stream: CsvStream, advance: Advance) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row, reporting progress now and then.

    Raises:
        PlacesFileError: the bytes are not CSV.
    """
    told = 0
    # Only names could hold other letters than ASCII, and these are read from another place.
    with io.TextIOWrapper(stream.data, "utf-8-sig", errors="replace", newline="") as text:
        reader = csv.reader(text)
        try:
            for count, row in enumerate(reader, start=1):
                if count % _BETWEEN_REPORTS == 0:
                    here = stream.gauge.tell()
                    advance(here - told)
                    told = here
                yield reader.line_num, row
        except csv.Error as error:
            raise PlacesFileError.of(stream.name, f"is not a CSV file ({error})") from error
    advance(stream.size - told)
