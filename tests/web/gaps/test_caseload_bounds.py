"""How much of a caseload is read in the browser."""

import gzip
import tracemalloc

import pytest

from tests.directory_builders import Directory
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)
from tests.web.gaps.test_caseload_views import (
    APPLIES,
    CASE,
    CASELOAD,
    SILENT,
    Send,
    on_the_day,
    send,
)

__all__ = ["on_the_day", "send"]

pytestmark = pytest.mark.database


def test_more_rows_than_any_council_has_are_refused(send: Send, directory: Directory) -> None:
    page = send(gzip.compress(b"child.age_months\n" + b"30\n" * 100_001, mtime=0), 422, "c.csv.gz")

    assert "holds more than 100,000 rows" in page.text


@pytest.mark.slow
def test_six_packed_files_leave_no_memory_behind(send: Send, directory: Directory) -> None:
    """185 kilobytes, six times, once took five gigabytes."""
    head = send(CASELOAD) and ",".join(CASE)
    rows = (f"{head}\n" + ",".join(APPLIES) + "\n") + (",".join(SILENT) + "\n") * 99_000
    content = gzip.compress(rows.encode(), mtime=0)
    tracemalloc.start()
    try:
        for _ in range(6):
            send(content, name="c.csv.gz")
        now, most = (each / 2**20 for each in tracemalloc.get_traced_memory())
    finally:
        tracemalloc.stop()

    assert len(content) < 185_000
    assert most < 200
    assert now < 20
