"""What a plan says of services, in lines for a terminal."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.model.service_entry import ServiceEntry
from directory.storage import Service

MOST_SHOWN = 20
"""Services named one by one in a plan."""


def with_ages(entry: ServiceEntry) -> str:
    """Return the id of a service, its name, and what its ages come to."""
    return f"{entry.id}: {entry.values['name']} ({entry.ages.checked_text()})"


def with_names(session: Session, ids: Sequence[str]) -> list[str]:
    """Return ids of stored services, the first with their names: as many as are shown."""
    first = ids[:MOST_SHOWN]
    found = select(Service.id, Service.name).where(Service.id.in_(first))
    names = {id: name for id, name in session.execute(found)}
    return [*(f"{id}: {names[id]}" for id in first), *ids[MOST_SHOWN:]]


def listed(title: str, items: Sequence[str], more: str = "") -> list[str]:
    """Return a title and the first of its items; of the others how many, and words on them."""
    rest = len(items) - MOST_SHOWN
    shown = [f"  {item}" for item in items[:MOST_SHOWN]]
    return (
        [f"{title}:", *shown, *([f"  and {rest} more{more}"] if rest > 0 else [])] if items else []
    )
