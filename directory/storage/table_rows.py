"""Every row of every table in one form, so that two databases can be copied and compared."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Table,
    TypeDecorator,
    func,
    select,
)

from directory.infrastructure.clock import in_utc
from directory.storage.base import Base

BATCH = 2000
_WHOLE = 1 << 256
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and the sum of their hashes: the same in whatever order."""

    rows: int
    total: int

    def with_line(self, line: bytes) -> "TableDigest":
        """Return the digest with one row more."""
        hashed = int.from_bytes(hashlib.sha256(line).digest())
        return TableDigest(self.rows + 1, (self.total + hashed) % _WHOLE)


EMPTY = TableDigest(0, 0)
Digests = Mapping[str, TableDigest]


def tables() -> tuple[Table, ...]:
    """Return every table, those first that others point to."""
    return tuple(Base.metadata.sorted_tables)


def read_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Yield the rows of a table, in no order; moments are in UTC whatever the database keeps."""
    found = connection.execute(select(table), execution_options={"yield_per": BATCH})
    for row in found.mappings():
        yield {name: _in_utc(value) for name, value in row.items()}


def line_of(row: Row) -> bytes:
    """Return a row as one line of JSON, the same for the same values."""
    return json.dumps(
        row, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def row_of(table: Table, line: bytes) -> Row:
    """Return the row that a line holds, with the types of its table. Raises ValueError."""
    return {name: _typed(table.c[name], value) for name, value in json.loads(line).items()}


def digests(connection: Connection) -> dict[str, TableDigest]:
    """Return the digest of every table of a database."""
    found = {}
    for table in tables():
        digest = EMPTY
        for row in read_rows(connection, table):
            digest = digest.with_line(line_of(row))
        found[table.name] = digest
    return found


def row_counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in tables()
    }


def begin_snapshot(engine: Engine) -> Connection:
    """Open a connection that sees the database as it is now, whatever is written meanwhile."""
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")  # its driver begins none for reading
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no row holds a {type(value).__name__}")


def _in_utc(value: Any) -> Any:
    return in_utc(value) if isinstance(value, datetime) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, TypeDecorator) and isinstance(value, list):
        return tuple(value)
    return value
