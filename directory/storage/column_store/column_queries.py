"""Reading columns: one query of the services for all of them, and one for each table of parts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from directory.storage.column_store.columns import PartTable, StoredColumn
from directory.storage.column_store.splice import Splice
from directory.storage.column_store.store import ColumnStore, Line, Values
from directory.storage.models import AuditEvent, Service

PART_FOLLOWED, LEAST_FOLLOWED = 4, 200
"""Where more than a fourth of the services changed, and more than so many, all are read."""
SHOWN = and_(Service.gone_on.is_(None), Service.same_as.is_(None))
Columns = Collection[StoredColumn[Any]]


def read_store(session: Session, columns: Columns, version: int) -> ColumnStore:
    """Read every service that may be shown; made-up ones only where there are no others."""
    columns = tuple(columns)
    for is_sample in (False, True):
        rows = _rows(session, _shown_query(columns), {"is_sample": is_sample})
        if rows:
            break
    line, ids = Line(), [row[0] for row in rows]
    return ColumnStore(
        version=version,
        line=line,
        ids=ids,
        keys=line.keys(len(ids)),
        is_sample=is_sample,
        values=_values(session, columns, rows, None, skip=1),
    )


def read_more(session: Session, store: ColumnStore, columns: Columns) -> ColumnStore | None:
    """Read more columns of the same services; None where these are not there any more."""
    columns = tuple(columns)
    rows = _rows(session, _shown_query(columns), {"is_sample": store.is_sample})
    if [row[0] for row in rows] != store.ids:
        return None
    return store.with_values(_values(session, columns, rows, None, skip=1))


def read_changes(session: Session, store: ColumnStore, version: int) -> ColumnStore | None:
    """Read what changed since a store was read, as the next one; None where all must be read.

    So it must where this database never had the version that is kept: it was put back from a copy.
    """
    columns, most = tuple(store.values), max(len(store.ids) // PART_FOLLOWED, LEAST_FOLLOWED)
    given = {"since": store.version, "most": most + 1}
    if session.scalar(_MADE, given) is None:
        return None
    rows = _rows(session, _changed_query(columns), given)
    if len(rows) > most:
        return None
    fresh = [row for row in rows if row[1] and row[2] == store.is_sample]
    if store.is_sample and any(row[1] and not row[2] for row in rows):
        return None  # a real service: the made-up ones go
    places = [store.place_of(row[0]) for row in rows]
    gone = sorted(place for place in places if place is not None)
    if len(gone) == len(store.ids) and not fresh:
        return None  # no real service is left: made-up ones may come
    ids = [row[0] for row in fresh]
    values = _values(session, columns, fresh, given, skip=3)
    return store.spliced(Splice.of(store.ids, gone, ids), ids, values, version)


_SINCE = Service.changed_in > bindparam("since")
_MADE = select(AuditEvent.id).where(AuditEvent.version == bindparam("since")).limit(1)


@lru_cache(maxsize=32)
def _shown_query(columns: tuple[StoredColumn[Any], ...]) -> Select[Any]:
    return _query(columns).where(SHOWN, Service.is_sample == bindparam("is_sample"))


@lru_cache(maxsize=32)
def _changed_query(columns: tuple[StoredColumn[Any], ...]) -> Select[Any]:
    """Return what reads the services that changed, shown or not."""
    query = _query(columns, SHOWN, Service.is_sample).where(_SINCE)
    return query.limit(bindparam("most", type_=Integer))


@lru_cache(maxsize=32)
def _changed_parts(part: PartTable) -> Select[Any]:
    changed = select(Service.id).where(_SINCE)
    query: Select[Any] = part.query.where(part.service_id.in_(changed))
    return query


def _query(columns: tuple[StoredColumn[Any], ...], *beside: Any) -> Select[Any]:
    """Return what reads the id of services, more cells, and those of the columns."""
    cells = (Service.id, *beside, *(cell for column in columns for cell in column.cells))
    # Named by number: the same cell may be read for several columns.
    return select(*(cell.label(f"cell_{number}") for number, cell in enumerate(cells)))


def _rows(session: Session, query: Select[Any], given: Mapping[str, Any]) -> list[Any]:
    rows = session.connection().execute(query, given).all()
    # Databases sort text each in their own way; an order of ours is the same everywhere.
    return sorted(rows, key=lambda row: str(row[0]))


def _values(
    session: Session,
    columns: Columns,
    rows: Sequence[Any],
    given: Mapping[str, Any] | None,
    *,
    skip: int,
) -> Values:
    """Return the columns of services; `skip` cells of each row are of none of them.

    `given` says since when they changed; None for all that are shown.
    """
    parts = {column.part for column in columns if column.part}
    read = {part: _parts(session, part, given) for part in parts}
    ids, found = [row[0] for row in rows], dict[StoredColumn[Any], Any]()
    cells = list(zip(*rows, strict=True)) if rows else None
    for column in columns:
        if column.part:
            of = read[column.part]
            found[column] = column.read([of.get(id, ()) for id in ids])
        else:
            end = skip + len(column.cells)
            found[column] = column.read(*(cells[skip:end] if cells else [()] * len(column.cells)))
            skip = end
    return found


def _parts(
    session: Session, part: PartTable, given: Mapping[str, Any] | None
) -> dict[str, list[Any]]:
    query = part.query if given is None else _changed_parts(part)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.connection().execute(query, given or {}):
        found[row[0]].append(row)
    return found
