"""What a change was from and to

Number: 0007_change_values, after 0006_travel_times

A change kept only the names of its columns. Of those before this migration it is now also known
what the status became, since it says what happened, and what the last change of a column came to,
since that is what stands there now; anything else was not kept, and is marked so.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007_change_values"
down_revision = "0006_travel_times"
branch_labels = None
depends_on = None

AT_ONCE = 500
STATUS = {"opened": "active", "paused": "paused", "ending": "closing", "closed": "closed"}
"""What the status became where a change was one of the status."""
# Columns that hold nothing but days, numbers, yes or no, and words of the directory's own lists.
service = sa.table(
    "service",
    sa.column("id", sa.String),
    sa.column("programme", sa.String),
    sa.column("kind", sa.String),
    sa.column("starts_on", sa.Date),
    sa.column("ends_on", sa.Date),
    sa.column("age_from_months", sa.Integer),
    sa.column("age_under_months", sa.Integer),
    sa.column("delivery", sa.String),
    sa.column("referral_routes", sa.String),
    sa.column("waiting_weeks", sa.Integer),
    sa.column("places_per_year", sa.Integer),
    sa.column("trained_staff", sa.Integer),
    sa.column("accreditation_expires", sa.Date),
    sa.column("weeks", sa.Integer),
    sa.column("sessions", sa.Integer),
    sa.column("on_call", sa.Boolean),
)
change = sa.table(
    "service_change",
    sa.column("id", sa.Integer),
    sa.column("service_id", sa.String),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("what", sa.String),
    sa.column("columns", sa.String),
    sa.column("changed", sa.JSON),
)


def upgrade() -> None:
    op.add_column("service_change", sa.Column("changed", sa.JSON(), nullable=True))
    _write("changed", _changed())
    with op.batch_alter_table("service_change") as table:
        table.alter_column("changed", existing_type=sa.JSON(), nullable=False)
        table.drop_column("columns")


def downgrade() -> None:
    op.add_column("service_change", sa.Column("columns", sa.String(), nullable=True))
    rows = op.get_bind().execute(sa.select(change.c.id, change.c.changed)).all()
    _write("columns", ((id, ";".join(changed)) for id, changed in rows))
    with op.batch_alter_table("service_change") as table:
        table.alter_column("columns", existing_type=sa.String(), nullable=False)
        table.drop_column("changed")


def _write(column: str, found: Iterator[tuple[int, Any]]) -> None:
    statement = sa.update(change).where(change.c.id == sa.bindparam("row"))
    statement = statement.values({column: sa.bindparam("value")})
    while some := [{"row": id, "value": value} for id, value in islice(found, AT_ONCE)]:
        op.get_bind().execute(statement, some)


def _changed() -> Iterator[tuple[int, Any]]:
    """Yield the id of each change and what it changed, as far as that can be said."""
    names = ("id", "service_id", "what", "columns")
    rows = op.get_bind().execute(
        sa.select(*(change.c[name] for name in names)).order_by(
            change.c.service_id, change.c.at, change.c.id
        )
    )
    told_of = service.c.id.in_(sa.select(change.c.service_id))
    services = op.get_bind().execute(sa.select(service).where(told_of)).mappings()
    now = {each["id"]: each for each in services}
    for id, some in groupby(rows.all(), lambda row: row.service_id):
        yield from _of_service(list(some), now[id])


def _of_service(rows: list[Any], now: Mapping[str, Any]) -> Iterator[tuple[int, Any]]:
    last = {column: row.id for row in rows for column in row.columns.split(";")}
    status = None
    for row in rows:
        columns = row.columns.split(";") if row.columns else []
        changed = {
            name: [None, _cell(now[name]) if name in now and last[name] == row.id else None]
            for name in columns
        }
        if "status" in changed:
            changed["status"] = [status, STATUS.get(row.what)]
        if {"status", "file"} & changed.keys() or (not columns and row.what in STATUS):
            status = STATUS.get(row.what)
        yield row.id, changed


def _cell(value: object) -> str:
    """Return a value as the directory file writes it; nothing where it is not stated."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            return str(value)
