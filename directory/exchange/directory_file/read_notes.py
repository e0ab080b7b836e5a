"""What was read otherwise than it was written, for whoever brings the file to look over."""

from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 60
MOST = 500
"""Different cells that are told one by one; the rest are counted."""


@dataclass(slots=True)
class ReadNotes:
    """Notes of a file: one for each heading, and for each cell that is written otherwise."""

    of_file: list[str] = field(default_factory=list)
    cells: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    """What a cell of a column was read as, and on which line that was first."""
    hidden: list[str] = field(default_factory=list)
    """Ids of services whose address is hidden by what their words say."""

    def note(self, column: str, found: str, became: str, line: int) -> None:
        """Keep what the text of a cell was read as."""
        self.cells.setdefault((column, found), (became, line))

    def told(self) -> Iterator[str]:
        """Yield each note in words."""
        yield from self.of_file
        for (column, found), (became, line) in list(self.cells.items())[:MOST]:
            short = " ".join(found.split())
            short = short if len(short) <= LONGEST else f"{short[: LONGEST - 1]}…"
            yield f"{column}: “{short}” is read as {became or 'nothing stated'} (line {line})"
        if len(self.cells) > MOST:
            yield f"{len(self.cells) - MOST:,} more cells are read otherwise than they are written"
        for id in self.hidden:
            yield (
                f"{id}: its words say that it is a refuge or a safe place, so its address is "
                "hidden; write no in hide_address if it may be shown"
            )
