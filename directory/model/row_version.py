"""Which version of an entry a row of an exported file was written from.

Two numbers: the version of the directory in which the entry last changed, and a digest of what it
states. Only where both say that the entry moved on was it changed since by somebody else.
"""

import hashlib
import re
from dataclasses import dataclass

from directory.model.cell_types import written
from directory.model.service_entry import ServiceEntry

_WRITTEN = re.compile(r"v(\d{1,19})-([0-9a-f]{12})")
FORM = "should stay as it was exported, or be empty"


@dataclass(frozen=True, slots=True)
class RowVersion:
    """The version of an entry: in which version of the directory it changed, and what it states."""

    changed_in: int
    digest: str

    def __str__(self) -> str:
        """Return the version as its cell holds it: no spreadsheet takes it for a number."""
        return f"v{self.changed_in}-{self.digest}"


def row_version(entry: ServiceEntry, changed_in: int | None) -> RowVersion:
    """Return the version of an entry as it is stored."""
    return RowVersion(changed_in or 0, digest_of(entry))


def read_version(cell: str) -> RowVersion:
    """Return the version that a cell holds; raises ValueError in words for any other text."""
    found = _WRITTEN.fullmatch(cell)
    if not found:
        raise ValueError(FORM)
    return RowVersion(int(found[1]), found[2])


def digest_of(entry: ServiceEntry) -> str:
    """Return a digest of what an entry states; a hidden address counts for nothing in it.

    Columns that state nothing are left out, so that a new column changes no digest.
    """
    stated = [f"{name}={text}" for name, v in sorted(entry.values.items()) if (text := written(v))]
    for venue in entry.venues:
        shown = venue.without_address
        place = (shown.name, shown.address, shown.postcode, written(shown.hide_address))
        stated.append("venue=" + "\x1f".join(part or "" for part in place))
    return hashlib.sha256("\x1e".join(stated).encode()).hexdigest()[:12]
