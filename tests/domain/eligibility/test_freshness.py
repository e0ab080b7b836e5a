"""An answer is right the moment the directory changes, whoever changed it."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from directory.exchange.directory_file.file_writer import write_entries
from directory.storage.column_store import column_queries
from tests.directory_builders import (
    NOW,
    PROGRAMME,
    Directory,
    entry,
    statements,
    venue,
)

pytestmark = pytest.mark.database


def service(id: str, position: int = 0) -> object:
    return entry(id, venue("NE1 4ST"), position=position, programme=PROGRAMME)


def ids(directory: Directory) -> set[str]:
    return {each.service.id for each in directory.find().listed}


def test_an_import_of_another_session_is_seen_at_once(directory: Directory) -> None:
    other = Directory(directory.settings)
    directory.take(service("a"))
    assert ids(other) == {"a"}

    directory.take(service("b"))

    assert ids(other) == {"b"}
    other.engine.dispose()


def test_an_import_of_another_process_is_seen_at_once(directory: Directory, tmp_path: Path) -> None:
    directory.take(service("a"))
    assert ids(directory) == {"a"}
    file = tmp_path / "next.csv"
    file.write_bytes(write_entries([service("b"), service("c", 1)]))
    env = {
        **os.environ,
        "DATABASE_URL": directory.settings.database_url,
        "WAYMARK_PLACES": str(directory.settings.places),
        "WAYMARK_ENV": "",
    }

    subprocess.run(
        [sys.executable, "-c", "from directory.cli import main; main()",
         "services", "import", "--allow-shrink", str(file)],
        env=env, check=True, capture_output=True, timeout=60,
    )  # fmt: skip

    assert ids(directory) == {"b", "c"}


def test_an_answer_that_is_still_right_is_not_read_again(directory: Directory) -> None:
    directory.take(service("a"))
    directory.find()

    with statements(directory.engine) as sent:
        directory.find()

    assert len(sent) == 2


def test_a_database_made_anew_is_not_taken_for_the_old_one(directory: Directory) -> None:
    directory.take(service("old"))
    assert ids(directory) == {"old"}
    anew = Directory(directory.settings)
    anew.take(service("new"))

    assert ids(anew) == {"new"}
    anew.engine.dispose()


@pytest.mark.parametrize("read", ["read_store", "read_changes"])
def test_a_version_that_an_import_overtook_is_taken_again(
    read: str, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.take(service("a"))
    if read == "read_changes":
        directory.find()
        directory.take(service("c"), now=NOW + timedelta(minutes=1))
    take, taken = getattr(column_queries, read), []

    def overtaken(session: object, kept: object, version: int) -> object:
        found = take(session, kept, version)
        if not taken:
            other = Directory(directory.settings)
            other.take(service("b"), now=NOW + timedelta(hours=1))
            other.engine.dispose()
        taken.append(version)
        return found

    monkeypatch.setattr(column_queries, read, overtaken)

    assert ids(directory) == {"b"}
    assert len(taken) == (1 if read == "read_store" else 2)


def test_sample_services_are_shown_until_there_are_real_ones(directory: Directory) -> None:
    directory.take(service("sample-a"), service("sample-b", 1), sample=True)
    assert ids(directory) == {"sample-a", "sample-b"}

    directory.take(service("real"))

    assert ids(directory) == {"real"}


def test_sample_rows_left_in_a_councils_file_are_not_shown_as_services(
    directory: Directory,
) -> None:
    directory.take(service("sample-a"), service("sample-b", 1), sample=True)

    directory.take(service("real"), service("sample-a", 1), service("sample-b", 2))

    assert ids(directory) == {"real"}
    assert directory.find().tally.unknown == 1
    assert directory.export() == write_entries(
        [service("real"), service("sample-a", 1), service("sample-b", 2)]
    )


def test_a_service_that_is_no_longer_in_the_file_is_not_listed_until_it_is_back(
    directory: Directory,
) -> None:
    directory.take(service("a"), service("b", 1))
    directory.take(service("b"))
    assert ids(directory) == {"b"}

    directory.take(service("a"), service("b", 1))

    assert ids(directory) == {"a", "b"}
