"""How much of a file is read: one set of limits for every table that somebody brings."""

from dataclasses import dataclass
from math import inf

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is more than this is refused, with what to do."""

    most_bytes: int = 1024 * MEGABYTE
    """Of a file, of what it unpacks to, and letters of all the cells of a workbook."""
    most_packed: int = 50
    """How many times its size a file may unpack to; real ones come to 33, bombs to 1,000."""
    least_room: int = 32 * MEGABYTE
    """Bytes that a file may unpack to however small it is."""
    rows: int = 1_000_000
    columns: int = 300
    """A stray mark far to the right is one problem, not thousands."""
    cells: int = 20_000_000
    """Of a sheet of a workbook, from the first to the last that holds anything."""
    cell: int = 131_072
    """Letters in a cell: what Python's csv reads."""
    line: int = 4 * MEGABYTE
    """Letters in a line of a CSV file."""
    blank_rows: int = 1_048_576
    """As many as a whole sheet of a spreadsheet."""
    least_elements: int = 500_000
    """Cells, values and the like in the XML of a workbook, however small it is."""
    most_elements: int = 3
    """And for each of its bytes; real ones come to 1.4, bombs to 80."""

    seconds: float = inf
    """From the header to the last row, what is done with each row included."""

    def room(self, packed: int) -> int:
        """Return to how many bytes a file of so many may unpack."""
        return min(max(self.least_room, self.most_packed * packed), self.most_bytes)

    def elements(self, packed: int) -> int:
        """Return how many elements of XML a workbook of so many bytes may hold."""
        return max(self.least_elements, self.most_elements * packed)


LIMITS = Limits()
"""Those of every table, but for what its reader states otherwise and why."""
