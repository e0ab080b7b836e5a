"""What taking a file would do to the directory as it is now, and what has to be asked before."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.application.commands.hidden_reports import hidden_by_report, kept_hidden
from directory.model.import_plan import (
    LARGEST_SHARE_LOST,
    WHOLE_FILE,
    ImportPlan,
    ImportWish,
    plan_beside,
)
from directory.model.service_entry import ServiceEntry
from directory.storage import Service
from directory.storage.entry_repository import entries_of, gone_ids, stored_versions

_AGES = frozenset({"age_from_months", "age_under_months"})


def plan_entries(
    session: Session,
    entries: Iterable[ServiceEntry],
    feed: str | None = None,
    wish: ImportWish = WHOLE_FILE,
) -> ImportPlan:
    """Return what taking the entries would do to the directory as it is now; write nothing."""
    known, gone = stored_versions(session, feed), gone_ids(session, feed)
    safe = kept_hidden(entries, hidden_by_report(session))
    kept = _after_all(session, safe, known) if wish.merge else safe
    return plan_beside(
        kept,
        lambda ids: entries_of(session, ids),
        known,
        gone,
        wish=wish,
        changed_in=known,
    )


def _after_all(
    session: Session, entries: Iterable[ServiceEntry], known: Collection[str]
) -> Iterator[ServiceEntry]:
    """Yield entries that are merged, those that are new behind all that are there."""
    last = (session.scalar(select(func.max(Service.position))) or 0) + 1
    for entry in entries:
        if entry.id not in known:
            rows = (replace(row, position=row.position + last) for row in entry.rows)
            entry = replace(entry, rows=tuple(rows))
        yield entry


def lost_share(session: Session, plan: ImportPlan) -> str | None:
    """Return in words that a plan retires too many services; None where it does not.

    What is made up does not count: a real file retires it.
    """
    real = select(Service.id).where(
        Service.feed_id.is_(None), Service.gone_on.is_(None), Service.is_sample.is_(False)
    )
    there = set(session.scalars(real))
    lost = len(there.intersection(plan.retired))
    if lost <= len(there) * LARGEST_SHARE_LOST:
        return None
    return (
        f"lacks {lost:,} of the {len(there):,} services that are in the directory, which would be "
        "marked as no longer in the file. If it only adds and changes, import it with --merge; if "
        "it is the whole directory, with --allow-shrink"
    )


def takes_doubted_ages(plan: ImportPlan, doubted: Collection[str]) -> bool:
    """Say whether a plan would take in ages, of these services, that are not stored already."""
    if any(entry.id in doubted for entry in plan.added):
        return True
    return any(
        entry.id in doubted and any(change.column in _AGES for change in changes)
        for entry, changes in plan.changed
    )
