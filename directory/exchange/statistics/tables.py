"""A published table: its headings are the first row, of the first rows, that its reader knows.

Publishers write titles and notes above and below a table, and put several years in one workbook.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from directory.exchange.tables import LIMITS, Layout, Row, Table, read_tables
from directory.model.problems import FileProblem, refused

HIGHEST_HEADINGS = 15
"""How far down the row of headings may stand."""
PUBLISHED = replace(LIMITS, rows=100_000_000)
"""A table of the times from all areas to all venues has more rows than any that people fill in."""


def read_published(
    content: bytes,
    is_headings: Callable[[Row], bool],
    wanted: str,
    problems: list[FileProblem],
) -> Table:
    """Return the table of a file; `wanted` says in words which columns it should have.

    Of several sheets that have one it is that of the newest year. What is wrong with a row is added
    to `problems` when its turn comes. Raises FileError where there is no table, and while its rows
    are read where one cannot be.
    """
    layout = Layout(is_header=is_headings, header_within=HIGHEST_HEADINGS, has_notes=True)
    found = read_tables(content, layout, problems, PUBLISHED)
    if not found:
        raise refused(f"has no row of headings that is known: it should have {wanted}")
    return max(found, key=lambda table: _newest(table.above))


def _newest(title: str) -> int:
    return max(map(int, re.findall(r"20\d\d", title)), default=0)
