"""The page about tables says how much is read, as the code does."""

from directory.exchange.directory_file.file_reader import MOST_ROWS
from directory.exchange.statistics.tables import PUBLISHED
from directory.exchange.tables.limits import LIMITS, MEGABYTE
from directory.infrastructure import paths
from directory.web.gaps.caseload_views import LIMITS_HERE

PAGE = (paths.files() / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_limits_are_those_of_the_code() -> None:
    for said in (
        f"unpacks to | {LIMITS.most_bytes // MEGABYTE:,} megabytes |",
        f"{LIMITS.most_packed} times its size, or {LIMITS.least_room // MEGABYTE} megabytes where",
        f"| rows | {LIMITS.rows:,}; of the directory file {MOST_ROWS:,}, of a caseload in the "
        f"browser {LIMITS_HERE.rows:,}, of figures {PUBLISHED.rows:,} |",
        f"| columns | {LIMITS.columns} |",
        f"| cells of a sheet of a workbook | {LIMITS.cells:,} |",
        f"| letters of a cell | {LIMITS.cell:,} |",
        f"| letters of a line of CSV | {LIMITS.line:,} |",
    ):
        assert said in PAGE
