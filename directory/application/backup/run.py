"""Backup, restore and move: each compares what was written with what was read, row by row."""

import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine

from directory.application.backup.sealed_file import BackupFileError, read_parts, write_parts
from directory.application.commands.table_copies import fill_table, finish, occupied
from directory.storage import migrations
from directory.storage.engine import engine_for
from directory.storage.table_rows import (
    EMPTY,
    Digests,
    TableDigest,
    begin_snapshot,
    digests,
    line_of,
    read_rows,
    row_of,
    tables,
)

TABLE = b"="
"""Begins the line that names the table of the lines after it."""
END = b"#"
"""Begins the line with the count and digest of each table."""


def backup(engine: Engine, file: Path, key: str | None) -> Digests:
    """Write a database into a new file while it is in use, and check that it can be put back.

    The file appears under its name once it was restored into a database of its own and compared.
    Returns what was written of each table. Raises BackupFileError.
    """
    made = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with _new(made) as out, begin_snapshot(engine) as connection:
            write_parts(out, _lines(connection), key, secrets.token_bytes(16))
        found = verify(made, key)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)
    return found


def verify(file: Path, key: str | None) -> Digests:
    """Restore a file into a database that is thrown away, and compare. Raises BackupFileError."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".waymark-verify-") as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'verify.sqlite'}")
        try:
            migrations.upgrade(engine)
            with migrations.changing(engine) as connection:
                return _fill(connection, file, key)
        finally:
            engine.dispose()


def restore(engine: Engine, file: Path, key: str | None, *, actor: str, now: datetime) -> Digests:
    """Put a file back into an empty database, all of it or nothing. Raises BackupFileError."""
    _check_head(file, key)
    migrations.upgrade(engine)
    with migrations.changing(engine) as connection:
        _check_empty(connection)
        found = _fill(connection, file, key)
        finish(connection, action="database.restore", actor=actor, now=now)
    return found


def move(source: Engine, target: Engine, *, actor: str, now: datetime) -> Digests:
    """Copy a database into an empty one, of the same kind or the other, and compare.

    The source is left as it is. Raises BackupFileError.
    """
    if migrations.current(source) != migrations.head():
        raise BackupFileError("the database to move is not up to date: run “waymark db upgrade”")
    migrations.upgrade(target)
    with begin_snapshot(source) as old, migrations.changing(target) as new:
        _check_empty(new)
        for table in tables():
            fill_table(new, table, read_rows(old, table))
        found = _compared(digests(old), digests(new))
        finish(new, action="database.move", actor=actor, now=now)
    return found


def _new(file: Path) -> BinaryIO:
    """Open a file that only its owner may read: it holds hidden addresses."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _lines(connection: Connection) -> Iterator[bytes]:
    yield json.dumps({"revision": migrations.head()}).encode()
    found = {}
    for table in tables():
        yield TABLE + table.name.encode()
        digest = EMPTY
        for line in map(line_of, read_rows(connection, table)):
            digest = digest.with_line(line)
            yield line
        found[table.name] = [digest.rows, f"{digest.total:x}"]
    yield END + json.dumps(found).encode()


def _check_head(file: Path, key: str | None) -> None:
    with file.open("rb") as opened:
        _check_revision(next(read_parts(opened, key), b""))


def _check_revision(line: bytes) -> None:
    found, wanted = json.loads(line or b"{}").get("revision"), migrations.head()
    if found != wanted:
        raise BackupFileError(
            f"the backup is of {found}, this version of Waymark is at {wanted}:"
            " restore it with the version that made it, then upgrade"
        )


def _check_empty(connection: Connection) -> None:
    if held := occupied(connection):
        raise BackupFileError(f"the database is not empty ({held[0]}): name a new one")


def _fill(connection: Connection, file: Path, key: str | None) -> Digests:
    """Write the tables of a file, then compare what the database holds with what the file says."""
    by_name = {table.name: table for table in tables()}
    with file.open("rb") as opened:
        lines = read_parts(opened, key)
        _check_revision(next(lines, b""))
        line = next(lines, b"")
        while line.startswith(TABLE):
            table = by_name[line[1:].decode()]
            rest = _Until(lines)
            fill_table(connection, table, (row_of(table, each) for each in rest))
            line = rest.stopped_at
        stated = json.loads(line[1:]) if line.startswith(END) else {}
        for _ in lines:
            raise BackupFileError("the file goes on after its end")
    told = {name: TableDigest(rows, int(total, 16)) for name, (rows, total) in stated.items()}
    return _compared(told, digests(connection))


class _Until:
    """The rows of one table: the lines up to one that names a table, or the end."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.stopped_at = b""

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            if line.startswith((TABLE, END)):
                self.stopped_at = line
                return
            yield line


def _compared(wanted: Digests, found: Digests) -> Digests:
    differing = [name for name in chain(wanted, found) if wanted.get(name) != found.get(name)]
    if differing:
        raise BackupFileError(f"what was written is not what was read: {differing[0]}")
    return found
