"""Filling an empty database with the rows of another: all of them, or none."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from directory.application.commands.audit import note
from directory.application.commands.batches import batches
from directory.storage.table_rows import Row, row_counts, tables

OWN = "directory_version"
"""The one table that a new database has a row in."""


def occupied(connection: Connection) -> list[str]:
    """Return the tables of a database that hold rows of somebody's."""
    return [name for name, rows in row_counts(connection).items() if rows and name != OWN]


def fill_table(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Write rows into a table of an empty database; what points within the table comes last."""
    within = [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]
    if table.name == OWN:
        connection.execute(table.delete())
    pointing: list[Row] = []
    for some in batches(rows):
        pointing += [row for row in some if any(row[name] is not None for name in within)]
        connection.execute(insert(table), [row | dict.fromkeys(within) for row in some])
    for name in within:
        _point(connection, table, name, pointing)


def finish(connection: Connection, *, action: str, actor: str, now: datetime) -> None:
    """Let ids go on after the highest, and leave an audit event."""
    if connection.dialect.name == "postgresql":
        for table in tables():
            _go_on(connection, table)
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        note(session, action, actor=actor, now=now, detail={"tables": len(tables())})
        session.commit()


def _point(connection: Connection, table: Table, name: str, rows: list[Row]) -> None:
    [key] = table.primary_key
    pointing = [{"own": row[key.name], "to": row[name]} for row in rows if row[name] is not None]
    if pointing:
        change = update(table).where(key == bindparam("own")).values({name: bindparam("to")})
        connection.execute(change, pointing)


def _go_on(connection: Connection, table: Table) -> None:
    """Set the sequence of a table behind the highest id."""
    column = table.autoincrement_column
    if column is None or column.foreign_keys:
        return
    name = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"),
        {"table": table.name, "column": column.name},
    )
    highest = connection.scalar(select(func.max(column)))
    if name and highest:
        connection.execute(text("SELECT setval(:name, :at)"), {"name": name, "at": highest})
