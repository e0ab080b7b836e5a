"""What is kept in a file, or moved, is what was there: every row, or nothing at all."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from directory.application.backup import run
from directory.application.backup.run import backup, move, restore, verify
from directory.application.backup.sealed_file import BackupFileError
from directory.storage import (
    Account,
    Service,
    UnmetAsk,
    migrations,
)
from directory.storage.engine import engine_for
from directory.storage.table_rows import digests
from tests.directory_builders import NOW, Directory, entry, hidden, venue
from tests.directory_fixtures import *  # noqa: F403 (pytest finds fixtures by name)

KEY = "b3c1e5a79d20f46881a7c2e4d6f09b5b"
WHO = {"actor": "test", "now": NOW}


@pytest.fixture
def full(directory: Directory) -> Directory:
    """Return a directory with rows of many kinds, and what is hard to keep in them."""
    directory.take(
        entry("a", venue("NE1 4ST"), hidden("NE1 4ST"), name="Łódź “quoted” \n line é"),
        entry("b", areas_served=("E08000037", "E08000021"), requires=("child.missing",)),
        entry("c", languages=("Polish", "Urdu"), waiting_weeks=0),
    )
    directory.take(entry("b"), entry("c", waiting_weeks=3))  # a is retired, changes are logged
    with directory.engine.begin() as connection:
        connection.execute(text("UPDATE service SET same_as = 'c' WHERE id = 'b'"))
        account = {"email": "a@example.org", "name": "A", "role": "editor", "created_at": NOW}
        connection.execute(insert(Account), [account])
        asked = {"recommendation": "r", "authority": "E08000021", "month": "2026-10"}
        connection.execute(insert(UnmetAsk), [asked | {"found": True, "asks": 7}])
    return directory


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = engine_for(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    yield engine
    engine.dispose()


def content(engine: Engine) -> dict[str, object]:
    with engine.connect() as connection:
        return dict(digests(connection))


@pytest.mark.database
@pytest.mark.parametrize("key", [None, KEY])
def test_what_is_put_back_is_what_was_kept(
    full: Directory, empty: Engine, tmp_path: Path, key: str | None
) -> None:
    before = content(full.engine)
    assert backup(full.engine, tmp_path / "kept", key) == before

    assert restore(empty, tmp_path / "kept", key, **WHO) == before
    after = content(empty)
    assert {name for name in after if after[name] != before[name]} == {"audit_event"}
    assert migrations.disagreements(empty) == []


@pytest.mark.database
def test_a_database_moves_there_and_back_and_goes_on(
    full: Directory, empty: Engine, empty_database_url: str
) -> None:
    before = content(full.engine)
    assert move(full.engine, empty, **WHO) == before

    back = engine_for(empty_database_url.replace("waymark.sqlite", "back.sqlite"))
    found = move(empty, back, **WHO)
    assert {name for name in found if found[name] != before[name]} == {"audit_event"}
    with Session(back) as session, session.begin():
        session.add(Account(email="b@example.org", name="B", role="editor", created_at=NOW))
    assert content(full.engine) == before
    back.dispose()


def test_a_file_is_sealed_and_only_its_owner_reads_it(full: Directory, tmp_path: Path) -> None:
    backup(full.engine, tmp_path / "open", None)
    backup(full.engine, tmp_path / "sealed", KEY)

    assert (tmp_path / "sealed").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir() if "verify" in each.name] == []
    with pytest.raises(BackupFileError, match="WAYMARK_BACKUP_KEY"):
        verify(tmp_path / "sealed", None)
    with pytest.raises(BackupFileError, match="key is another"):
        verify(tmp_path / "sealed", KEY[::-1])


@pytest.mark.parametrize("key", [None, KEY])
def test_a_file_that_was_cut_changed_or_put_together_anew_is_refused(
    full: Directory, tmp_path: Path, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from directory.application.backup import sealed_file

    monkeypatch.setattr(sealed_file, "PART", 500)  # many parts
    file, other = tmp_path / "kept", tmp_path / "other"
    backup(full.engine, file, key)
    head, *parts = file.read_bytes().splitlines(keepends=True)
    assert len(parts) > 5

    middle = parts[2][:20] + (b"A" if parts[2][20:21] != b"A" else b"B") + parts[2][21:]
    for faulty in (
        parts[:-1], parts[1:], [*parts[:2], *parts[3:]], [parts[1], parts[0], *parts[2:]],
        [*parts, parts[-1]], [*parts[:2], middle, *parts[3:]], [],
    ):  # fmt: skip
        other.write_bytes(head + b"".join(faulty))
        with pytest.raises(BackupFileError):
            verify(other, key)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").write_bytes(b"notes\n" * 99)

    with pytest.raises(BackupFileError, match="no backup"):
        verify(tmp_path / "notes", None)


def test_a_row_that_is_not_what_the_file_says_fails_the_whole(
    full: Directory, empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(full.engine, tmp_path / "kept", None)
    read = run.row_of
    monkeypatch.setattr(
        run, "row_of",
        lambda table, line: read(table, line) | ({"phone": "1"} if table.name == "service" else {}),
    )  # fmt: skip

    with pytest.raises(BackupFileError, match="service"):
        restore(empty, tmp_path / "kept", None, **WHO)
    with Session(empty) as session:
        assert session.query(Service).count() == 0


def test_a_database_that_holds_something_is_left_alone(full: Directory, tmp_path: Path) -> None:
    backup(full.engine, tmp_path / "kept", None)
    before = content(full.engine)

    with pytest.raises(BackupFileError, match="not empty"):
        restore(full.engine, tmp_path / "kept", None, **WHO)
    assert content(full.engine) == before


def test_a_backup_of_another_version_is_sent_to_that_version(
    full: Directory, empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(full.engine, tmp_path / "kept", None)
    monkeypatch.setattr(run.migrations, "head", lambda: "9999_later")

    with pytest.raises(BackupFileError, match="restore it with the version that made it"):
        restore(empty, tmp_path / "kept", None, **WHO)


@pytest.mark.database
def test_a_backup_is_of_one_moment_while_others_write(full: Directory, tmp_path: Path) -> None:
    stop, failed = threading.Event(), []

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                full.take(entry("b"), entry("c", waiting_weeks=number % 50))
            except Exception as error:
                failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup(full.engine, tmp_path / f"kept{number}", None)
    finally:
        stop.set()
        writer.join()
    assert failed == []


def test_a_backup_that_fails_leaves_the_one_before(
    full: Directory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    backup(full.engine, file, None)
    before = file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(run, "verify", fail)
    with pytest.raises(OSError, match="No space"):
        backup(full.engine, file, None)

    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".kept")] == []
